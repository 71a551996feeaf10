import Record
import TestSupport
import Testing

@testable import Report

private func page(_ input: ReportInput) -> String { String(decoding: renderReport(input), as: UTF8.self) }

@Test func `a report is well-formed, and equal inputs give equal bytes`() {
  let first = renderReport(SampleInput().input)
  #expect(TagBalance.fault(in: first) == nil)
  #expect(first == renderReport(SampleInput().input))
}

@Test func `a report holds no script, loads nothing, and names its revision`() {
  let text = page(SampleInput().input)
  #expect(!text.contains("<script") && !text.contains("javascript:") && !text.contains("onclick="))
  #expect(!text.contains("src=") && !text.contains("url(") && !text.contains("@import"))
  #expect(text.contains("default-src &#39;none&#39;"))
  #expect(text.contains("<meta name=\"etalon-report-revision\" content=\"\(reportRevision)\">"))
}

@Test func `a report says what a reader asks first`() {
  let text = page(SampleInput().input)
  for expected in [
    "One CPU server, compute to inference", "1 holds, 1 undecided", "8 of 8", "95 % interval", "CC-BY-4.0",
    "sha256sum -c manifest-sha256.txt",
    "etalon verify DIR", "etalon diff", "virtual machine", "97.50", "351 of 360", "What this page does not prove", "the hypervisor kept",
  ] { #expect(text.contains(expected), "\(expected)") }
}

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

@Test func `control characters become visible escapes`() {
  #expect(String(decoding: Markup("a\u{202E}b\u{7}").bytes, as: UTF8.self) == "a\\u{202e}b\\u{7}")
  #expect(String(decoding: Markup("<a href='x'>&\"").bytes, as: UTF8.self) == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;")
}

@Test func `a hundred thousand samples are drawn with a few hundred marks`() {
  var input = SampleInput().input
  var random = SeededGenerator(seed: 3)
  let words = (0..<100_000).map { _ in UInt64(200_000 * (1 + 0.05 * random.normal().magnitude)) }
  let bytes = words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) } }
  let name = digest(77)
  input.measurements.trials[6].series = [SampleSeries(name: "latency", artifact: name, count: words.count)]
  input.artifact = { $0 == name ? bytes : nil }
  let page = renderReport(input)
  #expect(TagBalance.fault(in: page) == nil)
  #expect(String(decoding: page, as: UTF8.self).contains("100\u{202F}000 samples"))
  #expect(page.count < 250_000)
}

@Test(arguments: [nil, [UInt8](repeating: 0, count: 15)])
func `a long series whose file is absent or has another length is said to be so`(bytes: [UInt8]?) {
  var input = SampleInput().input
  input.measurements.trials[6].series = [SampleSeries(name: "latency", artifact: digest(77), count: 20_000)]
  input.artifact = { _ in bytes }
  #expect(page(input).contains("which was not at hand"))
}

@Test func `a run without samples, results, scores or fields still gives a page`() {
  var input = SampleInput().input
  input.measurements.trials = []
  input.results.trials = []
  input.scores.metrics = []
  input.scores.score = []
  input.scores.total = nil
  input.scores.claims = []
  input.environment = Fingerprint(fields: [:], taints: [], evidence: [:])
  input.inputs.files = []
  input.signer = nil
  input.root = nil
  let bytes = renderReport(input)
  #expect(TagBalance.fault(in: bytes) == nil)
  let text = String(decoding: bytes, as: UTF8.self)
  #expect(text.contains("no value") && text.contains("not judged") && text.contains("No metric of this workload has a value"))
}

@Test func `an empty series, a single sample and equal samples are drawn`() {
  for samples in [[], [U64(5)], [U64](repeating: 1_000, count: 40), [U64(0), U64(.max)]] {
    var input = SampleInput().input
    input.measurements.trials[0].series = [SampleSeries(name: "time", nanoseconds: samples)]
    #expect(TagBalance.fault(in: renderReport(input)) == nil)
  }
}

@Test(arguments: [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -1, 0])
func `no number makes the page trap`(number: Double) {
  var input = SampleInput().input
  let estimate = Estimate(value: number, low: number, high: .greatestFiniteMagnitude)
  for index in input.scores.metrics.indices { input.scores.metrics[index].estimate = estimate }
  input.scores.total = estimate
  input.scores.score[0].estimate = estimate
  input.scores.score[0].branches[0].measured = estimate
  input.scores.score[0].branches[0].reference = number
  input.measurements.trials[0].series = [SampleSeries(name: "power", unit: "W", numbers: [number, 1, -number, 2, number])]
  input.results.trials[5].values.append(ResultValue("loss", .exact, .series([number, 1, 0, number])))
  input.measurements.trials[0].witnesses = [
    Witness(steal: U64(.max), involuntarySwitches: U64(.max), cpuPressure: number, megahertz: number)
  ]
  #expect(TagBalance.fault(in: renderReport(input)) == nil)
}

@Test func `trials that did not finish are listed with their reason`() {
  var input = SampleInput().input
  let reasons: [TrialStatus] = [.failed, .cut, .refused, .skipped]
  for (index, status) in reasons.enumerated() {
    input.trials[index].status = status
    input.trials[index].reason = "reason number \(index)"
  }
  input.run.partial = ["two cells were left out by --only"]
  input.plan.division = .custom
  input.plan.deviations = [Deviation(path: "workloads.gemm.with.m", inherited: "1024", here: "512")]
  let text = page(input)
  for index in reasons.indices { #expect(text.contains("reason number \(index)")) }
  for word in ["✗ failed", "cut by a limit", "– refused", "– skipped", "partial run", "1024 became 512", "4 of 8"] {
    #expect(text.contains(word), "\(word)")
  }
}

@Test func `a matrix of thousands of cells gives a page that can still be opened`() {
  var input = SampleInput().input
  let (cell, line, sample) = (input.plan.nodes[0], input.trials[0], input.measurements.trials[0])
  for index in 0..<3000 {
    var copy = cell
    copy.id = "gemm[target=\(index)]"
    copy.coordinates[0].value = String(index)
    input.plan.nodes.append(copy)
    var trial = sample
    trial.node = copy.id
    input.measurements.trials.append(trial)
    input.trials.append(TrialLine(node: copy.id, index: 0, stream: line.stream, status: .skipped, reason: "no time", attempts: []))
  }
  let bytes = renderReport(input)
  #expect(TagBalance.fault(in: bytes) == nil)
  #expect(bytes.count < 3_000_000, "\(bytes.count)")
  #expect(String(decoding: bytes, as: UTF8.self).contains("Pictures show the first 120 of 3004 cells"))
}
