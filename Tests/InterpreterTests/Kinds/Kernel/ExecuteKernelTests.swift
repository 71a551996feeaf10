import Record
import Testing

@testable import Interpreter

@Suite struct `A kernel` {
  private let sample: SampleRun

  init() throws { sample = try SampleRun() }

  @Test func `a revision that this release does not carry is not run in another's place`() throws {
    guard case .kernel(var work) = SamplePlan.gemm().work else { return }
    work.revision = 99
    let trial = try sample.trials(SamplePlan.node("gemm", .kernel(work)))[0]
    #expect(trial.status == .failed)
    #expect(trial.reason?.contains("revision 99") == true)
  }

  @Test func `a kernel that does not exist, or is too large, fails alone`() throws {
    guard case .kernel(let work) = SamplePlan.gemm().work else { return }
    var unknown = work
    unknown.operation = "nothing"
    var large = work
    large.parameters = ["m": 16_000_000, "n": 16_000_000, "k": 16_000_000]
    let trials = try sample.trials(SamplePlan.node("a", .kernel(unknown)), SamplePlan.node("b", .kernel(large)), SamplePlan.gemm(trials: 1))
    #expect(trials.map(\.status) == [.failed, .failed, .ok])
  }
}
