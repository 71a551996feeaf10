internal import Record

extension ExtractionRule {
  /// `whole`, revision 1: the reply as it is.
  static let whole = ExtractionRule(
    "whole", noun: "a whole reply", summary: "The reply as it is.", isUnmarked: true
  ) { (reply, _, _) throws(ExtractionFault) in
    .always(reply.body.isEmpty ? nil : Candidate(range: 0..<reply.count, key: "", isEverything: true))
  }

  /// `first-line`, revision 1: the first line that is not blank.
  static let firstLine = ExtractionRule(
    "first-line", noun: "a first line", summary: "The first line that is not blank.", isUnmarked: true
  ) { (reply, _, _) throws(ExtractionFault) in line(reply.lines.first, of: reply) }

  /// `last-line`, revision 1: the last line that is not blank.
  static let lastLine = ExtractionRule(
    "last-line", noun: "a last line", summary: "The last line that is not blank.", isUnmarked: true
  ) { (reply, _, _) throws(ExtractionFault) in line(reply.lines.last, of: reply) }

  private static func line(_ line: Range<Int>?, of reply: ReplyText) -> Findings {
    var findings = Findings.always(line.map { Candidate(range: $0, key: "") })
    if reply.lines.count != 1 { findings.strict = nil }
    return findings
  }
}
