import Record
import TestSupport
import Testing

@testable import Report

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

@Test func `cells that compute the same share a sentence, others are counted`() {
  var input = SampleInput().input
  #expect(page(input).contains("The kernel gemm with k 1024, m 1024, n 1024, portable tier, revision 1."))
  if case .kernel(var work) = input.plan.nodes[0].work {
    work.parameters["m"] = 64
    input.plan.nodes[0].work = .kernel(work)
  }
  #expect(page(input).contains("The kernel gemm, in 4 cells."))
}
