internal import Record

extension ExtractionRule {
  /// `boxed`, revision 1: what stands in `\boxed{…}`.
  static let boxed = ExtractionRule(
    "boxed", noun: "a boxed answer", summary: "What stands in `\\boxed{…}` of LaTeX."
  ) { (reply, _, _) throws(ExtractionFault) in
    let found = reply.boxes
    return Findings(strict: found.count == 1 ? found.first : nil, candidates: found, lenient: found.last)
  }
}

extension ReplyText {
  private static let boxes: [Literal] = ["\\boxed{", "\\fbox{"]
  private static let wrappers: [Literal] = ["\\text{", "\\textbf{", "\\mathrm{", "\\mathbf{"]

  /// The contents of the boxes whose braces close, outermost ones only; `\text{…}` around a whole content is left out.
  fileprivate var boxes: [Candidate] {
    var found: [Candidate] = []
    var index = 0
    while index < count {
      if let start = behind(any: ReplyText.boxes, index), let end = closingBrace(from: start) {
        let content = unwrapped(trimmed(start..<end))
        if !content.isEmpty { found.append(Candidate(range: content, key: key(content))) }
        index = end
      }
      index += 1
    }
    return found
  }

  /// The brace that closes one that was opened before a place.
  private func closingBrace(from start: Int) -> Int? {
    var depth = 1
    for index in start..<max(start, count) {
      guard self[index - 1] != 0x5C else { continue }
      if self[index] == 0x7B { depth += 1 } else if self[index] == 0x7D { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private func unwrapped(_ range: Range<Int>) -> Range<Int> {
    guard let start = behind(any: ReplyText.wrappers, range.lowerBound), closingBrace(from: start) == range.upperBound - 1 else {
      return range
    }
    return trimmed(start..<range.upperBound - 1)
  }

  /// The content without spaces, by which boxes are compared.
  private func key(_ range: Range<Int>) -> String { folded(range).filter { $0 != " " && $0 != "\n" } }
}
