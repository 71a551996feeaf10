import Record
import Report
import TestSupport
import Testing

private let hostile = [
  SampleEvaluation.item(0), SampleEvaluation.item(1, question: "=HYPERLINK(\"x\"), \"quoted\"\nline", reply: "+2\u{0}\u{1B}", right: false),
  SampleEvaluation.error(2), SampleEvaluation.item(3, question: "</testcase>&amp;]]> é 汉字", category: "a|b", variant: "typos"),
]

private func text(_ format: ExportFormat) throws -> String {
  String(decoding: try export(SampleEvaluation.input(hostile), as: format), as: UTF8.self)
}

@Test func `a value that a spreadsheet would compute is disarmed`() throws {
  let csv = try text(.csv)
  #expect(csv.contains("\"'=HYPERLINK(\"\"x\"\"), \"\"quoted\"\"\nline\"") && csv.contains("'=1+1") && csv.contains("+2"))
}

@Test func `a summary holds indicators, and nothing in it is markup`() throws {
  let summary = try text(.markdown)
  #expect(summary.contains("| accuracy | ") && summary.contains("https://host.example/v1") && !summary.contains("secret"))
}

@Test func `nothing is written where there is nothing to write`() {
  #expect(throws: ExportFault.noEvaluation) { try export(SampleInput().input, as: .csv) }
  #expect(throws: ExportFault.unknownSubject(["model"])) { try export(SampleEvaluation.input([]), as: .csv, subject: "other") }
  var input = SampleEvaluation.input([])
  input.answers = { _, _, _ in false }
  #expect(throws: ExportFault.noItems) { try export(input, as: .junit) }
}

@Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
func `other people's readers take every export for what it is`() throws {
  let folder = try TemporaryFolder()
  for format in ExportFormat.allCases {
    try folder.write(try export(SampleEvaluation.input(hostile), as: format), to: format.rawValue)
  }
  let seen = try OutsidePython.run("check_exports.py", [folder.path("csv"), folder.path("junit"), folder.path("every-eval-ever")])
  #expect(seen.status == 0 && seen.output.contains("all read"), "\(seen.output) \(seen.talk)")
}
