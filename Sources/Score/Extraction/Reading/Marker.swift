/// Words that say "here comes the answer", and where the answer begins behind them.
struct Marker: Hashable {
  /// Where the words begin.
  var start: Int
  /// Where the answer begins: behind the words, a colon, spaces, and the line end where nothing else follows.
  var end: Int
  var rank: Candidate.Rank
  /// Whether it announces a score, which may stand before its scale: `7/10`.
  var isScore = false

  /// The markers of a reply that announce an answer of any kind, in their order.
  static func all(in reply: ReplyText) -> [Marker] {
    var markers: [Marker] = []
    var index = 0
    var last: (start: Int, isQuoted: Bool)?
    while index < reply.count {
      let marker =
        switch reply[index] {
        case 0x41, 0x61: EnglishMarker.answer(in: reply, at: index)
        case 0x7B54: ChineseMarker.answer(in: reply, at: index)
        default: nil as Marker?
        }
      if let marker {
        let isQuoted = isQuoted(reply, marker, last)
        last = (marker.start, isQuoted)
        if !isQuoted { markers.append(marker) }
      }
      index = max(index + 1, marker?.end ?? 0)
    }
    return markers
  }

  /// The markers that announce a choice only, such as "the correct option is" and "I choose".
  static func choices(in reply: ReplyText) -> [Marker] {
    var markers: [Marker] = []
    for index in 0..<reply.count {
      let value = ReplyText.lower(reply[index])
      if let marker = (0x61...0x7A).contains(value) && !reply.isWord(index - 1) ? EnglishMarker.choice(in: reply, at: index) : nil {
        markers.append(marker)
      } else if let marker = ChineseMarker.choice(in: reply, at: index) {
        markers.append(marker)
      }
    }
    return markers
  }

  private static let scores: [Literal] = ["score", "rating", "overall score", "final score", "评分", "得分", "分数", "总分", "打分"]
  private static let results: [Literal] = ["result", "final result", "total", "grand total", "solution", "最终结果", "计算结果", "结果", "总计", "合计"]
  private static let givenScores: [Literal] = [
    "a score of", "a rating of", "the score of", "score is", "rating is", "评分为", "得分为", "评分是", "得分是",
  ]

  /// The markers that announce a number only: "Score:" or "Total:" at the beginning of a sentence, "a score of".
  static func scores(in reply: ReplyText) -> [Marker] {
    (0..<reply.count).compactMap { index in
      guard reply.isHan(index) || !reply.isWord(index - 1) else { return nil }
      if let end = reply.behind(any: givenScores, index) {
        return Marker(start: index, end: landing(reply, end), rank: .said, isScore: true)
      }
      let score = reply.behind(any: scores, index)
      guard let noun = score ?? reply.behind(any: results, index), reply.isHan(index) || reply.word(before: index) == nil else {
        return nil
      }
      var colon = noun
      while Decoration.emphasis.contains(reply[colon]) || reply[colon] == 0x20 { colon += 1 }
      guard reply[colon] == 0x3A else { return nil }
      return Marker(start: index, end: landing(reply, colon + 1), rank: .said, isScore: score != nil)
    }
  }

  /// Whether a line begins with the words, but for a few before them without a stop.
  func opens(_ line: Range<Int>, of reply: ReplyText) -> Bool {
    start - line.lowerBound <= 30 && !(line.lowerBound..<max(line.lowerBound, start)).contains { Decoration.stops.contains(reply[$0]) }
  }

  /// Whether the words are quoted, as in an echo of the instruction, while the reply itself is not one quotation.
  ///
  /// - Parameter last: The marker before; words that lead back to it are not read once more.
  private static func isQuoted(_ reply: ReplyText, _ marker: Marker, _ last: (start: Int, isQuoted: Bool)?) -> Bool {
    var start = marker.start
    while let word = reply.word(before: start), start - word.start <= 16 {
      start = word.start
      if let last, start <= last.start { return last.isQuoted }
    }
    while reply[start - 1] == 0x20 { start -= 1 }
    return start > 0 && reply[start - 1] == 0x22 && start - 1 > reply.body.lowerBound
  }

  /// The place behind emphasis, quotes, brackets of formulas and spaces, and behind a line end where nothing else stands on the line.
  static func landing(_ reply: ReplyText, _ index: Int) -> Int {
    var index = index
    while true {
      let value = reply[index]
      if value == 0x20 || Decoration.emphasis.contains(value) { index += 1 } else { break }
    }
    return reply[index] == 0x0A ? reply.behindBlank(index) : index
  }
}

/// The English words of markers.
enum EnglishMarker {
  private static let answer: [Literal] = ["answers", "answer"]
  private static let copulas: [Literal] = [
    "is", "'s", "are", "was", "would be", "will be", "should be", "must be", "has to be", "is therefore", "=", "->", "=>", "→",
  ]
  /// Words before the noun by which the sentence says something else.
  private static let spoilers: Set<String> = [
    "wrong", "incorrect", "other", "another", "previous", "possible", "example", "sample", "false", "his", "her", "their", "your", "not",
    "no", "if", "whether", "suppose", "assume", "assuming", "unless", "isn't", "student's", "user's", "an", "any", "every", "each", "which",
    "what", "say", "that's",
  ]
  private static let verdicts: Set<String> = [
    "correct", "right", "best", "appropriate", "suitable", "accurate", "likely", "final", "chosen", "my",
  ]
  private static let nouns: [Literal] = [
    "option", "choice", "one", "response", "statement", "letter", "alternative", "selection", "pick",
    "verdict", "judgement", "judgment", "conclusion", "decision",
  ]
  private static let headings: [Literal] = [
    "correct", "response", "choice", "option", "solution", "selection", "verdict", "conclusion", "decision", "winner",
  ]
  private static let verbs: [Literal] = [
    "left with", "choose", "chose", "pick", "picked", "select", "selected", "go with", "going with", "think", "believe", "guess", "say",
  ]
  private static let objects: [Literal] = [
    "it's", "it is", "it would be", "the answer is", "that it is", "that it's", "that the answer is",
  ]

  /// A marker with the noun "answer".
  static func answer(in reply: ReplyText, at index: Int) -> Marker? {
    guard !reply.isWord(index - 1), let noun = reply.behind(any: answer, index) else { return nil }
    guard let context = context(reply, before: index), let end = behindCopula(reply, noun, isHeading: context.beginsLine) else {
      return nil
    }
    return Marker(start: index, end: end, rank: context.words.contains("final") ? .final : .said)
  }

  /// A marker with another noun that somebody calls right, with a verb of choosing, or at the beginning of a line or sentence.
  static func choice(in reply: ReplyText, at index: Int) -> Marker? {
    named(reply, index) ?? chosen(reply, index) ?? short(reply, index) ?? concluded(reply, index) ?? left(reply, index)
  }

  private static let only: Literal = "only"
  private static let choiceNouns: [Literal] = ["option", "choice", "answer", "(", "answer choice"]
  private static let conclusions: [Literal] = ["therefore", "thus", "hence", "so"]
  private static let shorts: [Literal] = ["it's", "it is", "its"]
  private static let prepositions: [Literal] = ["to", "for", "of", "here", "in"]
  private static let leaving: [Literal] = ["that leaves", "which leaves", "this leaves", "leaves us with", "leaving", "we are left with"]
  private static let matching: [Literal] = [
    "which is", "that is", "this is", "which matches", "that matches", "this matches", "corresponds to", "corresponding to", "is",
  ]

  /// "That leaves C", "which is option B", "this corresponds to (B)".
  private static func left(_ reply: ReplyText, _ index: Int) -> Marker? {
    if let end = reply.behind(any: leaving, index) {
      return Marker(start: index, end: Marker.landing(reply, reply.behind(only, reply.behindSpaces(end)) ?? end), rank: .said)
    }
    guard let end = reply.behind(any: matching, index) else { return nil }
    let next = Marker.landing(reply, end)
    let isNamed = reply.behind(any: choiceNouns, next) != nil
    return isNamed ? Marker(start: index, end: next, rank: .called) : nil
  }

  /// "Therefore B." as a sentence of its own at the end of a line.
  private static func concluded(_ reply: ReplyText, _ index: Int) -> Marker? {
    guard let word = reply.behind(any: conclusions, index), reply.word(before: index) == nil else { return nil }
    let end = Marker.landing(reply, reply[word] == 0x2C ? word + 1 : word)
    guard reply[end - 1] != 0x0A else { return nil }
    var stop = reply.has("(", end) ? end + 1 : end
    guard (0x41...0x5A).contains(reply[stop]) else { return nil }
    stop += 1
    while reply.has(")*_", stop) { stop += 1 }
    guard reply[stop] == 0x2E else { return nil }
    stop = reply.behindSpaces(stop + 1)
    while reply.has("*_", stop) { stop += 1 }
    return stop >= reply.count || reply[stop] == 0x0A ? Marker(start: index, end: end, rank: .said) : nil
  }

  /// "The correct option is", "my choice:".
  private static func named(_ reply: ReplyText, _ index: Int) -> Marker? {
    guard let noun = reply.behind(any: nouns, index), let context = context(reply, before: index),
      !verdicts.isDisjoint(with: context.words), let end = behindCopula(reply, noun, isHeading: false)
    else { return nil }
    return Marker(start: index, end: end, rank: context.words.contains("final") ? .final : .said)
  }

  /// "I would choose", "I think it's".
  private static func chosen(_ reply: ReplyText, _ index: Int) -> Marker? {
    guard let verb = reply.behind(any: verbs, index), let context = context(reply, before: index),
      !context.words.isDisjoint(with: ["i", "i'd", "i'll", "we", "we'd"]),
      context.words.isDisjoint(with: ["don't", "cannot", "can't", "wouldn't"])
    else { return nil }
    let end = Marker.landing(reply, verb)
    return Marker(start: index, end: reply.behind(any: objects, end).map { Marker.landing(reply, $0) } ?? end, rank: .said)
  }

  /// "It's" at the beginning of a sentence, "Choice:" and its like at the beginning of a line.
  private static func short(_ reply: ReplyText, _ index: Int) -> Marker? {
    if let end = reply.behind(any: shorts, index), reply.word(before: index) == nil {
      return Marker(start: index, end: Marker.landing(reply, end), rank: .said)
    }
    guard let noun = reply.behind(any: headings, index), let context = context(reply, before: index), context.words.isEmpty,
      context.beginsLine
    else { return nil }
    var colon = noun
    while Decoration.emphasis.contains(reply[colon]) { colon += 1 }
    return reply[colon] == 0x3A ? Marker(start: index, end: Marker.landing(reply, colon + 1), rank: .said) : nil
  }

  /// Up to four words before a place within its sentence; `nil` where one of them spoils the marker.
  private static func context(_ reply: ReplyText, before index: Int) -> (words: Set<String>, beginsLine: Bool)? {
    var words: Set<String> = []
    var place = index
    for _ in 0..<4 {
      guard let word = reply.word(before: place) else { break }
      words.insert(word.text)
      place = word.start
    }
    guard spoilers.isDisjoint(with: words) else { return nil }
    var start = place
    while start > 0, Decoration.line.contains(reply[start - 1]) { start -= 1 }
    return (words, start == 0 || reply[start - 1] == 0x0A)
  }

  /// The place of the answer behind "is", "would be", a colon and the like; a heading of its own line needs none.
  private static func behindCopula(_ reply: ReplyText, _ noun: Int, isHeading: Bool) -> Int? {
    var index = noun
    while reply[index] == 0x20 || Decoration.emphasis.contains(reply[index]) { index += 1 }
    if reply[index] == 0x0A { return isHeading ? reply.behindBlank(index) : nil }
    if let end = behindCopula(reply, index) { return end }
    // "the answer to the second question is": the verb follows within the sentence.
    guard reply.behind(any: prepositions, index) != nil else { return nil }
    while index < noun + 80, index < reply.count, reply[index] != 0x0A, !Decoration.stops.contains(reply[index]), reply[index] != 0x3F {
      index += 1
      if reply[index - 1] == 0x20, let end = behindCopula(reply, index) { return end }
    }
    return reply[index] == 0x3A ? Marker.landing(reply, index + 1) : nil
  }

  private static func behindCopula(_ reply: ReplyText, _ index: Int) -> Int? {
    var end = index
    if let copula = reply.behind(any: copulas, index), reply[copula] != 0x27 {
      end = Marker.landing(reply, copula)
    } else if reply[index] != 0x3A && !(reply[index] == 0x2D && reply[index + 1] == 0x20) {
      return nil
    }
    while reply[end] == 0x3A || (end == index && reply[end] == 0x2D) { end = Marker.landing(reply, end + 1) }
    return end
  }
}

/// The Chinese words of markers.
enum ChineseMarker {
  private static let copulas: [Literal] = [
    "应该选择", "应该选", "应该是", "应该为", "应当是", "应是", "应为", "应选", "就是", "只能是", "选择", "选", "是", "为", ":", "=",
  ]
  private static let nouns: [Literal] = [
    "正确选项", "正确的选项", "正确的是", "正确的一项", "正确一项", "最佳选项", "正确的说法", "符合题意的是", "最合适的选项", "正确的选择",
    "最终判断", "最终结论", "最终裁决", "最终选择",
  ]
  private static let fillers: [Literal] = ["择", "项:", "项是", "项为", "的是", "答案", ":", "是", "为", "了"]
  private static let spoilers: StaticScalars = "不可备候别勿误错漏未没非若筛挑竞当"
  private static let headings: [Literal] = ["结论:", "判断:", "裁决:", "结果:", "选择:"]
  private static let noun: Literal = "答案"
  private static let alternative: Literal = "还是"
  private static let doubts: [Literal] = ["无法判断", "无法确定", "不知道", "不确定", "难以判断"]
  private static let finals: [Literal] = ["最终", "最后", "故", "综上"]
  private static let opinions: [Literal] = ["我认为是", "我觉得是", "我认为应该是", "我觉得应该是"]
  private static let conditions: [Literal] = ["如果", "假如", "假设", "若", "错误", "无论", "是否"]

  /// A marker with "答案", or "答:" at the beginning of a line.
  static func answer(in reply: ReplyText, at index: Int) -> Marker? {
    guard let noun = reply.behind(noun, index) else { return reply[index + 1] == 0x3A ? shortAnswer(reply, at: index) : nil }
    guard !isConditional(reply, before: index) else { return nil }
    // 【答案】 is a marker by itself.
    let isFramed = reply[noun] == 0x5D && reply[index - 1] == 0x5B
    let behind = isFramed ? noun + 1 : noun
    let direct = Marker.landing(reply, behind)
    guard let copula = reply.behind(any: copulas, skippingSpaces(reply, behind)) else {
      return reply.scalars.indices.contains(direct) ? Marker(start: index, end: direct, rank: rank(reply, before: index)) : nil
    }
    var end = Marker.landing(reply, copula)
    while reply[end] == 0x3A { end = Marker.landing(reply, end + 1) }
    return Marker(start: index, end: end, rank: rank(reply, before: index))
  }

  private static func shortAnswer(_ reply: ReplyText, at index: Int) -> Marker? {
    let before = reply[index - 1] == 0x56DE ? index - 2 : index - 1
    var start = before
    while start >= 0, Decoration.line.contains(reply[start]) { start -= 1 }
    return start < 0 || reply.has("\n。", start) ? Marker(start: index, end: Marker.landing(reply, index + 2), rank: .said) : nil
  }

  /// A marker with "正确选项是" and its like, or "选" with nothing before it that turns it round.
  static func choice(in reply: ReplyText, at index: Int) -> Marker? {
    if reply[index] == 0x9009 {
      guard !spoilers.contains(reply[index - 1]), !isConditional(reply, before: index), !isUndecided(reply, before: index) else {
        return nil
      }
      var end = Marker.landing(reply, index + 1)
      while let next = reply.behind(any: fillers, end) { end = Marker.landing(reply, next) }
      return Marker(start: index, end: end, rank: reply[index - 1] == 0x6545 || reply[index - 1] == 0x9898 ? .final : .said)
    }
    if let end = reply.behind(any: headings, index), index == 0 || reply.has("\n*#。", index - 1) {
      return Marker(start: index, end: Marker.landing(reply, end), rank: .said)
    }
    if reply[index] == 0x6211, let end = reply.behind(any: opinions, index) {
      return isConditional(reply, before: index) ? nil : Marker(start: index, end: Marker.landing(reply, end), rank: .said)
    }
    guard reply[index] == 0x6B63 || reply[index] == 0x6700 || reply[index] == 0x7B26, reply[index - 1] != 0x4E0D,
      let noun = reply.behind(any: nouns, index), !isConditional(reply, before: index)
    else { return nil }
    let copula = reply.behind(any: copulas, skippingSpaces(reply, noun)) ?? noun
    var end = Marker.landing(reply, copula)
    while reply[end] == 0x3A { end = Marker.landing(reply, end + 1) }
    return Marker(start: index, end: end, rank: .said)
  }

  /// Whether "选" is one side of a choice that is left open: "无法判断应该选A还是选B".
  private static func isUndecided(_ reply: ReplyText, before index: Int) -> Bool {
    if reply.behind(alternative, index - 2) != nil, reply.isLetter(index - 3) || reply.has(")", index - 3) { return true }
    return (max(0, index - 8)..<index).contains { place in
      guard let end = reply.behind(any: doubts, place), end <= index else { return false }
      return (end..<index).allSatisfy { reply.isHan($0) || reply.isLetter($0) }
    }
  }

  private static func skippingSpaces(_ reply: ReplyText, _ index: Int) -> Int {
    var index = index
    while reply[index] == 0x20 || Decoration.emphasis.contains(reply[index]) { index += 1 }
    return index
  }

  /// Whether the clause before a place makes it a condition or calls it wrong.
  private static func isConditional(_ reply: ReplyText, before index: Int) -> Bool {
    var start = index
    while start > max(0, index - 8), reply.isHan(start - 1) { start -= 1 }
    guard start < index else { return false }
    return (start..<index).contains { place in reply.behind(any: conditions, place).map { $0 <= index } ?? false }
  }

  private static func rank(_ reply: ReplyText, before index: Int) -> Candidate.Rank {
    for place in max(0, index - 6)..<index {
      if let end = reply.behind(any: finals, place), end <= index, !(end..<index).contains(where: { !reply.isHan($0) }) {
        return .final
      }
    }
    return .said
  }
}
