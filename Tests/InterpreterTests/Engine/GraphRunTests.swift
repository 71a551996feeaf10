import Record
import Testing

@testable import Interpreter

@Suite struct GraphRunTests {
  private let sample: SampleRun

  init() throws { sample = try SampleRun() }

  private func results(_ plan: Plan, purpose: TrialContext.Purpose = .run) throws -> [FinishedTrial] {
    try sample.store(plan, purpose: purpose).trials
  }

  @Test func `kernel, training and serving run end to end`() throws {
    let trials = try results(SamplePlan.plan())
    #expect(trials.map(\.status) == [.ok, .ok, .ok, .ok, .ok], "\(trials.compactMap(\.reason))")
    #expect(trials.map(\.node) == ["gemm", "gemm", "training", "serving", "batch"])
    #expect(trials[0].results != trials[1].results, "each trial has streams of its own")
    #expect(
      trials[2].results.map(\.name) == ["accuracy", "epochs", "loss", "reached", "samples", "step-loss", "steps", "test-loss", "weights"])
    #expect(trials[3].measurement?.series.first?.count == 20)
    #expect(trials[3].measurement?.witnesses.count == 1)
    #expect(trials[3].results == trials[4].results, "both scenarios ask the same model")
  }

  @Test func `two runs, one thread and two, and a re-execution give the same results`() throws {
    let first = try results(SamplePlan.plan()).map(\.results)
    #expect(try results(SamplePlan.plan()).map(\.results) == first)
    #expect(try results(SamplePlan.plan(threads: .count(2))).map(\.results) == first)
    #expect(try results(SamplePlan.plan(), purpose: .reproduce).map(\.results) == first)
  }

  @Test func `a wanted cell brings what it needs, and nothing else`() throws {
    let store = try sample.store(SamplePlan.plan(), cells: ["batch"])
    #expect(store.trials.map(\.node) == ["training", "batch"])
  }

  @Test func `a cell whose need failed is skipped, and the others go on`() throws {
    let missing = InputSearch(store: nil)
    let store = MemoryStore()
    try GraphRun.inMemory(SamplePlan.plan(), store: store, search: missing).execute()
    #expect(store.trials.map(\.status) == [.ok, .ok, .refused, .skipped, .skipped])
    #expect(store.trials[2].reason?.contains("was not found") == true)
  }

  @Test func `a time limit cuts a trial, and leaves nothing of it`() throws {
    let trial = try sample.trials(SamplePlan.gemm(trials: 1, limits: Limits(time: 1_500_000)))[0]
    #expect(trial.status == .cut)
    #expect(trial.results.isEmpty && trial.measurement == nil)
  }

  @Test func `a program is not run unless that was allowed`() throws {
    let work = CommandWork(program: "points", arguments: [], environment: [:], outputs: [], readings: [])
    let trial = try sample.trials(SamplePlan.node("tool", .command(work)))[0]
    #expect(trial.status == .refused)
    #expect(trial.reason?.contains("--allow command") == true)
  }

  @Test func `a cell that needs one which the plan does not have is refused`() throws {
    var serving = SamplePlan.offline()
    serving.needs = ["nobody"]
    let trial = try sample.trials(serving)[0]
    #expect(trial.status == .refused)
    #expect(trial.reason == "the plan has no cell `nobody`")
  }
}
