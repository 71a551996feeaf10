import Record
import TestSupport
import Testing

@testable import Report

/// Texts that try to be something else.
private let hostile = [
  "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]><!--", "</style><script>", "a & b &lt; c", "' onload='x",
  "\u{202E}gnp.exe", "\u{0}\u{1B}[31m\u{7F}\u{85}", "zero\u{200B}width\u{FEFF}", "line\nbreak\ttab\r", "\u{E0041}tag", "名前 テスト 한국어 עברית",
  String(repeating: "very-long-name-", count: 3000),
]

@Test(arguments: hostile)
func `a hostile text stands on the page as text`(text: String) {
  var input = SampleInput().input
  input.plan.name = text
  input.plan.title = text
  input.plan.nodes[0].workload = text
  input.plan.nodes[0].coordinates[0].value = text
  input.plan.deviations = [Deviation(path: text, inherited: text, here: nil)]
  input.scores.claims[0].text = text
  input.scores.claims[0].because = text
  input.scores.score[0].id = text
  input.scores.score[0].branches[0].metric = text
  input.scores.metrics[0].metric = text
  input.scores.metrics[0].unit = text
  input.environment.fields[text] = FingerprintField(.result, probed: JSON(dictionaryLiteral: (text, .string(text))))
  input.environment.fields["b"] = FingerprintField(.result, absent: text)
  input.environment.taints = [text]
  input.environment.evidence[text] = .string(text)
  input.inputs.files[0].id = text
  input.inputs.files[0].source = text
  input.inputs.files[0].license = text
  input.trials[0].status = .failed
  input.trials[0].reason = text
  input.trials[0].node = text
  input.run.partial = [text]
  input.run.overrides = [Override(path: text, value: text)]
  input.run.tool.version = text
  input.signer = text
  input.results.trials[0].values = [ResultValue(text, .exact, .text(text))]
  input.measurements.trials[0].series[0].name = text
  input.measurements.trials[0].series[0].unit = text
  let bytes = renderReport(input)
  #expect(TagBalance.fault(in: bytes) == nil)
  let shown = String(decoding: bytes, as: UTF8.self)
  #expect(!shown.contains("<script") && !shown.contains("<img") && !shown.contains("<!--"))
  #expect(!shown.unicodeScalars.contains { $0.value == 0x202E || $0.value == 0x1B || $0.value == 0x200B || $0.value == 0xE0041 })
  #expect(bytes.count < 400_000)
}
