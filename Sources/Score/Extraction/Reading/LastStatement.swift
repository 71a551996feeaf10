/// The last statement of a reply, where nothing but decoration follows it.
struct LastStatement {
  let reply: ReplyText
  /// From its first scalar to the last that is neither a stop nor emphasis.
  let range: Range<Int>
  /// Whether the reply has no other statement.
  let isOnly: Bool
  /// Whether a stop or emphasis ends it, so that it was not cut.
  let isClosed: Bool
  /// Whether it is a line of a list in a reply of several lines, such as a step.
  let isItem: Bool
  /// Whether a line begins with it.
  let isLine: Bool
  /// Whether a blank line stands before it.
  let standsApart: Bool

  /// Words by which a statement says less than what is: conditions, denials, guesses, alternatives.
  private static let hedges: Set<String> = [
    "if", "unless", "suppose", "assume", "assuming", "not", "never", "cannot", "can't", "isn't", "aren't", "wasn't", "weren't", "doesn't",
    "don't", "won't", "might", "may", "maybe", "perhaps", "could", "either", "or", "depends", "depend", "example", "e.g", "than",
    "wrong", "incorrect", "unlike", "instead", "whether", "until", "no", "would-be", "step", "chapter", "version", "figure", "answer",
    "answers",
  ]
  private static let chineseHedges: [Literal] = [
    "如果", "假如", "假设", "若", "不", "没", "可能", "也许", "或", "之间", "取决", "例如", "比如", "错误", "是否", "还是", "答案", "步",
  ]

  /// - Parameter lines: The lines of the reply.
  init?(_ reply: ReplyText, lines: [Range<Int>]) {
    var lines = lines[...]
    while let last = lines.last, LastStatement.inner(last, of: reply).isEmpty || LastStatement.isCourtesy(last, of: reply) {
      lines.removeLast()
    }
    guard let line = lines.last else { return nil }
    let inner = LastStatement.inner(line, of: reply)
    var start = inner.upperBound
    while start > inner.lowerBound, !LastStatement.isStop(start - 1, in: reply) { start -= 1 }
    // "3 *" is a product that was cut.
    guard start < inner.upperBound, inner.upperBound == line.upperBound || reply[inner.upperBound] != 0x20,
      !reply.isQuestion(from: inner.upperBound)
    else { return nil }
    self.reply = reply
    range = start..<inner.upperBound
    isOnly = lines.count == 1 && start == inner.lowerBound
    isClosed = inner.upperBound < line.upperBound
    isItem = lines.count > 1 && LastStatement.isItem(line, of: reply)
    isLine = start == inner.lowerBound
    standsApart = isLine && LastStatement.isBlank(before: line.lowerBound, of: reply)
  }

  private static let courtesies: [Literal] = [
    "i hope", "hope this", "hope that", "let me know", "feel free", "if you have any", "希望", "如果你还有", "如果您还有", "如有",
  ]

  /// Whether a line only takes leave of the reader.
  private static func isCourtesy(_ line: Range<Int>, of reply: ReplyText) -> Bool {
    reply.behind(any: courtesies, reply.trimmed(line, of: Decoration.line.contains).lowerBound) != nil
  }

  /// Whether a line begins as one of a list does: `- `, `• `, `3. `.
  private static func isItem(_ line: Range<Int>, of reply: ReplyText) -> Bool {
    if reply.has("-•>", line.lowerBound) || (reply[line.lowerBound] == 0x2A && reply[line.lowerBound + 1] == 0x20) { return true }
    var index = line.lowerBound
    while reply.isDigit(index) { index += 1 }
    return index > line.lowerBound && reply.has(".)、", index) && !reply.isDigit(index + 1)
  }

  /// Whether two line ends stand before a place.
  private static func isBlank(before index: Int, of reply: ReplyText) -> Bool {
    var (place, ends) = (index - 1, 0)
    while place >= 0, reply.has(" \n*_#", place) {
      if reply[place] == 0x0A { ends += 1 }
      place -= 1
    }
    return ends > 1
  }

  private static let openers: [Literal] = [
    "so", "therefore", "thus", "hence", "in total", "altogether", "in all", "finally", "in conclusion", "overall", "consequently", "then",
    "所以", "因此", "因而", "故", "综上", "最终", "结果", "最后", "总共", "一共", "答", "于是", "总计", "合计",
  ]

  /// Whether it begins with a word such as "therefore".
  var isConclusion: Bool {
    let start = reply.trimmed(range) { Decoration.line.contains($0) || $0 == 0x20 }.lowerBound
    return reply.behind(any: LastStatement.openers, start) != nil
  }

  /// A line without stops and emphasis at its ends.
  private static func inner(_ line: Range<Int>, of reply: ReplyText) -> Range<Int> {
    reply.trimmed(line) {
      Decoration.line.contains($0) || $0 == 0x2E || $0 == 0x3002 || $0 == 0x21 || $0 == 0x5C || $0 == 0x5D || $0 == 0x5B
    }
  }

  /// Whether a statement ends here.
  private static func isStop(_ index: Int, in reply: ReplyText) -> Bool {
    // "5!" is a factorial.
    if reply[index] == 0x21 { return !reply.isDigit(index - 1) }
    return reply.has("。?;\n", index) || (reply[index] == 0x2E && !reply.isWord(index + 1))
  }

  /// Whether it says what is, without a condition, a denial or an alternative.
  var isPlain: Bool {
    var index = range.lowerBound
    while index < range.upperBound {
      if let word = reply.word(at: index) {
        if LastStatement.hedges.contains(word.text) || word.text.hasSuffix("n't") { return false }
        index = word.end
      } else if reply.isHan(index), reply.behind(any: LastStatement.chineseHedges, index) != nil {
        return false
      } else {
        index += 1
      }
    }
    return true
  }
}
