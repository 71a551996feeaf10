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

  /// Contents by which a reply only repeats the instruction, such as the one of `\boxed{answer}`.
  private static let placeholders: Set<String> = [
    "answer", "youranswer", "finalanswer", "thefinalanswer", "theanswer", "yourfinalanswer", "answerhere", "youranswerhere",
    "finalanswerhere", "yourfinalanswerhere", "...", "…", "……", "\\ldots", "\\dots", "\\cdots", "答案", "你的答案", "最终答案",
  ]

  /// The contents of the boxes whose braces close, outermost ones only; `\text{…}` around a whole content is left out.
  fileprivate var boxes: [Candidate] {
    var found: [Candidate] = []
    var index = 0
    let closing = closingBraces
    while index < count {
      if self[index] == 0x5C, let start = behind(any: ReplyText.boxes, index), let end = closing[start - 1] {
        let content = unwrapped(trimmed(start..<end), closing)
        if !content.isEmpty, !ReplyText.placeholders.contains(key(content)) { found.append(Candidate(range: content, key: key(content))) }
        index = end
      }
      index += 1
    }
    return found
  }

  /// For each brace that opens the one that closes it, where there is one; found in one pass.
  private var closingBraces: [Int: Int] {
    var (open, closing) = ([Int](), [Int: Int]())
    for index in scalars.indices where self[index - 1] != 0x5C {
      if self[index] == 0x7B {
        open.append(index)
      } else if self[index] == 0x7D, let start = open.popLast() {
        closing[start] = index
      }
    }
    return closing
  }

  private func unwrapped(_ range: Range<Int>, _ closing: [Int: Int]) -> Range<Int> {
    guard let start = behind(any: ReplyText.wrappers, range.lowerBound), closing[start - 1] == range.upperBound - 1 else {
      return range
    }
    return trimmed(start..<range.upperBound - 1)
  }

  /// The content without spaces, by which boxes are compared.
  private func key(_ range: Range<Int>) -> String { folded(range).filter { $0 != " " && $0 != "\n" } }
}
