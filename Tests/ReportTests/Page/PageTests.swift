import Record
import TestSupport
import Testing

@testable import Report

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
