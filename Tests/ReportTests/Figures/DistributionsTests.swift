import Record
import TestSupport
import Testing

@testable import Report

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

@Test func `an empty series, a single sample and equal samples are drawn`() {
  for samples in [[], [U64(5)], [U64](repeating: 1_000, count: 40), [U64(0), U64(.max)]] {
    var input = SampleInput().input
    input.measurements.trials[0].series = [SampleSeries(name: "time", nanoseconds: samples)]
    #expect(TagBalance.fault(in: renderReport(input)) == nil)
  }
}
