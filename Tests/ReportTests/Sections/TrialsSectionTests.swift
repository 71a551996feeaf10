import Record
import TestSupport
import Testing

@testable import Report

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
  for word in ["✗ failed", "cut by a limit", "– refused", "– skipped", "run is partial", "1024 became 512", "4 of 8"] {
    #expect(text.contains(word), "\(word)")
  }
}

@Test func `attempts that did not finish are listed, and what a list leaves out is counted`() {
  var input = SampleInput().input
  let lost = Attempt(started: Timestamp(secondsSince1970: 1_795_426_201), ended: nil, outcome: .interrupted)
  input.trials[0].attempts = [Attempt](repeating: lost, count: 23)
  for index in 0..<250 {
    input.trials.append(
      TrialLine(node: "gemm", index: index, stream: digest(20), status: .skipped, reason: "no time", attempts: []))
  }
  let text = page(input)
  #expect(text.contains("23 attempts: interrupted (2026-11-23 09:30:01 UTC)") && text.contains(", 3 more<"))
  #expect(text.contains("50 more are in data/trials.jsonl."))
}
