/// A letter of a choice with what may stand around it: `B`, `(B)`, `**B**`, `option B`, `$\text{B}$`, `（Ｂ）`.
struct LetterForm {
  /// The letter's own scalar.
  var index: Int
  /// From 0 for A.
  var number: Int
  /// The place behind the form with its closing brackets.
  var end: Int
  /// Whether brackets stand around it.
  var isBracketed: Bool

  private static let openings: [Literal] = ["\\boxed{", "\\text{", "\\textbf{", "\\mathrm{", "\\mathbf{", "\\("]
  private static let words: [Literal] = ["option", "choice", "letter", "the letter", "the option", "answer", "选项", "选择"]
  private static let fillers: [Literal] = [
    "therefore", "thus", "simply", "clearly", "indeed", "definitely", "probably", "most likely", "likely", "obviously", "actually", "hence",
  ]
  /// Words behind a letter by which it still stands for itself.
  private static let connectives: Set<String> = [
    "because", "since", "as", "due", "which", "and", "or", "but", "based", "according", "in", "for", "by", "from", "here", "given", "is",
    "i", "fits", "matches",
  ]
  private static let chineseConnectives: [Literal] = [
    "选项", "项", "因为", "由于", "理由", "原因", "解析", "所以", "和", "或", "与", "及", "吧", "而", "正确", "是正确", "符合", "为正确", "哦", "呀", "啦", "哟", "更好", "更优",
    "最符合", "最合适", "最恰当", "最佳", "最正确", "最贴切", "最准确",
  ]

  private static let conjunctions: [Literal] = ["and", "or", "和", "或者", "或", "与", "及"]

  /// The most signs and words that stand before the letter of a form, so that a long run of them is not read from each of its places.
  private static let reach = 32

  /// The form that begins at a place.
  ///
  /// - Parameter limit: How many letters there are.
  init?(_ reply: ReplyText, at start: Int, limit: Int, isAlone: Bool = false) {
    var index = start
    var brackets = 0
    var isFormula = false
    var hasWord = false
    var steps = 0
    while true {
      steps += 1
      guard steps <= LetterForm.reach else { return nil }
      if reply.has("*_`~\"'$ ", index) {
        index += 1
      } else if reply.has("([<{", index) {
        index += 1
        brackets += 1
      } else if reply[index] == 0x5C, let end = reply.behind(any: LetterForm.openings, index) {
        (index, isFormula) = (end, true)
      } else if !hasWord, let end = reply.behind(any: LetterForm.words, index) {
        (index, hasWord) = (end, true)
      } else if brackets == 0, !isAlone, let end = LetterForm.behindFiller(reply, index) {
        index = end
      } else {
        break
      }
    }
    let value = ReplyText.lower(reply[index])
    guard (0x61...0x7A).contains(value), Int(value) - 0x61 < limit else { return nil }
    self.index = index
    number = Int(value) - 0x61
    end = index + 1
    var closed = 0
    while reply.has("*_`~$", end) || (reply.has("\"'", end) && !reply.isWord(end + 1)) || reply.has(")]>}", end) {
      if reply.has(")]>}", end) { closed += 1 }
      end += 1
    }
    isBracketed = closed > 0 && (brackets > 0 || isFormula)
    guard closed > 0 || isBounded(reply, hasWord: hasWord) else { return nil }
  }

  /// The place behind "therefore" and its like, with commas around it.
  private static func behindFiller(_ reply: ReplyText, _ index: Int) -> Int? {
    let start = reply[index] == 0x2C ? reply.behindSpaces(index + 1) : index
    guard let end = reply.behind(any: fillers, start) else { return nil }
    return reply[end] == 0x2C ? end + 1 : end
  }

  /// Whether what follows leaves the letter a letter, and does not make it a word or part of one.
  private func isBounded(_ reply: ReplyText, hasWord: Bool) -> Bool {
    if reply.isWord(end) || reply.has("-'+#=^°%@", end) { return false }
    if reply[end] == 0x2E || reply[end] == 0x2F { return !reply.isWord(end + 1) || reply[end] == 0x2F }
    if reply.isHan(end) { return reply.behind(any: LetterForm.chineseConnectives, end) != nil }
    let isLower = reply[index] != ReplyText.lower(reply[index]) ? false : true
    guard reply[end] == 0x20 else { return true }
    let next = reply.behindSpaces(end)
    if reply.has("-+*/=^%", next) { return reply[next] == 0x2D && reply[next + 1] == 0x20 }
    if reply.isHan(next) { return hasWord || reply.behind(any: LetterForm.chineseConnectives, next) != nil }
    guard let word = reply.word(at: next) else { return true }
    return !isLower && LetterForm.connectives.contains(word.text)
  }

  /// The letters of a list that begins with this one: `A, C`, `A or B`, `A、B`.
  func list(in reply: ReplyText, limit: Int) -> [LetterForm] {
    var forms = [self]
    var end = self.end
    while forms.count < 26, let next = LetterForm.behindSeparator(reply, end), let form = LetterForm(reply, at: next, limit: limit) {
      // "B, and A is wrong": a letter that is spoken of further does not belong to the list.
      let word = reply.word(at: reply.behindSpaces(form.end))?.text
      guard !form.isBracketed || word == nil else { break }
      guard word.map({ ["or", "and"].contains($0) }) ?? true else { break }
      forms.append(form)
      end = form.end
    }
    return forms
  }

  private static func behindSeparator(_ reply: ReplyText, _ index: Int) -> Int? {
    var next = reply.behindSpaces(index)
    var isSeparated = false
    if reply.has(",、/&", next) { (next, isSeparated) = (reply.behindSpaces(next + 1), true) }
    if let end = reply.behind(any: conjunctions, next) { return reply.behindSpaces(end) }
    return isSeparated ? next : nil
  }
}
