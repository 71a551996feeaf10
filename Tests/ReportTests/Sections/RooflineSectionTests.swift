import Record
import TestSupport
import Testing

@testable import Report

/// The sample evaluation with a STREAM kernel beside its products.
enum RooflineInput {
  static var withStream: ReportInput {
    var input = SampleInput().input
    let product = input.plan.nodes[0]
    var stream = product
    stream.id = "triad"
    stream.work = .kernel(
      KernelWork(operation: "stream-triad", type: "f64", parameters: [:], revision: 1, tier: .portable, flops: 0, bytes: 240))
    input.plan.nodes.append(stream)
    var value = input.scores.metrics.first { $0.node == product.id && $0.metric == "throughput" }.present
    value.node = "triad"
    value.estimate = Estimate(value: 2e10, low: 2e10, high: 2e10)
    input.scores.metrics.append(value)
    return input
  }
}

@Test func `a page with a product and a STREAM kernel has the roofline of their target`() throws {
  let bytes = renderReport(RooflineInput.withStream)
  #expect(TagBalance.fault(in: bytes) == nil)
  let text = String(decoding: bytes, as: UTF8.self)
  #expect(text.contains("id=\"roofline\"") && text.contains("the ridge is at"))
  #expect(text.contains("Bounded by"))
}

@Test func `a page without both bounds has no roofline`() {
  #expect(!page(SampleInput().input).contains("id=\"roofline\""))
}
