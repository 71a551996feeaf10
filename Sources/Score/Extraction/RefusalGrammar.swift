/// Words by which a reply says that it gives no answer, in English and Chinese; `docs/extraction.md` lists them.
///
/// They count in the first two sentences only, and only as whole phrases about the speaker, so that a reply which merely has the word
/// "cannot" in it is no refusal.
enum RefusalGrammar {
  /// The most scalars that are looked at.
  private static let reach = 400

  private static let openings: [Literal] = [
    "i can't", "i cannot", "i can not", "i won't", "i will not", "i am unable to", "i'm unable to", "i am not able to", "i'm not able to",
    "i must decline", "i have to decline", "i must refuse", "i have to refuse", "i refuse", "i decline", "i'm not comfortable",
    "i am not comfortable", "i'm not going to", "we cannot", "i do not feel comfortable", "i don't feel comfortable", "i'd rather not",
    "i don't have the ability", "i do not have the ability", "i don't have access", "i do not have access", "i have no access",
  ]
  /// What is refused; the shorter phrases above are refusals by themselves.
  private static let objects: [Literal] = [
    "help", "assist", "provide", "answer", "comply", "fulfill", "fulfil", "generate", "create", "engage", "discuss", "support", "give",
    "share", "write", "do that", "do this", "offer", "respond", "participate", "complete", "continue", "produce", "in good conscience",
    "be of assistance", "be able", "process", "facilitate", "promote", "endorse", "recommend", "tell you", "make", "fulfil", "disclose",
  ]
  private static let conjunctions: Set<String> = [
    "but", "and", "so", "that", "sorry", "afraid", "model", "assistant", "ai", "therefore", "however", "unfortunately",
  ]
  private static let adverbs: [Literal] = [
    "actually", "directly", "really", "currently", "ethically", "legally", "and will not", "or will not", "in any way",
  ]
  private static let bare: Set<String> = [
    "i must decline", "i have to decline", "i must refuse", "i have to refuse", "i refuse", "i decline", "i'm not comfortable",
    "i am not comfortable", "i do not feel comfortable", "i don't feel comfortable", "i'd rather not",
    "i don't have the ability", "i do not have the ability", "i don't have access", "i do not have access", "i have no access",
  ]
  private static let chinese: [Literal] = [
    "我不能", "我无法", "我没有办法", "我没办法", "我不可以", "我不会", "我不便", "我恐怕不能", "我恐怕无法", "我拒绝", "无法", "不能", "不便", "恕我不能", "恕难",
  ]
  private static let chineseBare: [Literal] = ["我拒绝", "恕难"]
  private static let chineseObjects: [Literal] = [
    "回答", "提供", "协助", "帮助", "帮您", "帮你", "满足", "完成", "讨论", "生成", "给出", "透露", "执行", "支持", "从命", "参与", "为您", "为你", "写", "告诉", "继续",
    "进行", "对此", "就此",
  ]
  private static let chineseApologies: [Literal] = ["抱歉", "对不起", "很遗憾", "不好意思", "作为一个", "作为一名", "作为ai", "作为人工智能", "作为语言模型", "我是一个ai"]

  /// The words of refusal; `nil` where there are none.
  static func refusal(in reply: ReplyText) -> Range<Int>? {
    var index = reply.body.lowerBound
    var sentences = 0
    while index < min(reply.count, reach), sentences < 2 {
      if let end = english(reply, index) ?? chinese(reply, index) { return index..<end }
      if reply.has("。!?\n", index) || (reply[index] == 0x2E && !reply.isWord(index + 1)) { sentences += 1 }
      index += 1
    }
    return nil
  }

  private static func english(_ reply: ReplyText, _ index: Int) -> Int? {
    guard ReplyText.lower(reply[index]) == 0x69 || ReplyText.lower(reply[index]) == 0x77, !reply.isWord(index - 1), begins(reply, index),
      let end = reply.behind(any: openings, index)
    else { return nil }
    if bare.contains(reply.folded(index..<end)) { return end }
    let next = reply.behindSpaces(end)
    let behind = reply.behind(any: adverbs, next).map { reply.behindSpaces($0) } ?? next
    return reply.behind(any: objects, behind)
  }

  /// Whether a clause begins here, which is not a condition or a question about the words.
  private static func begins(_ reply: ReplyText, _ index: Int) -> Bool {
    guard let word = reply.word(before: index) else { return true }
    return conjunctions.contains(word.text)
  }

  private static func chinese(_ reply: ReplyText, _ index: Int) -> Int? {
    guard reply.isHan(index), let end = reply.behind(any: chinese, index) else { return nil }
    if reply.behind(any: chineseBare, index) != nil { return end }
    guard let object = reply.behind(any: chineseObjects, end) else { return nil }
    if reply[index] == 0x6211 { return object }
    // Without "我" an apology has to stand before it.
    let before = max(0, index - 30)..<index
    return before.contains { reply.behind(any: chineseApologies, $0) != nil } ? object : nil
  }
}
