import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct GraphRunTests {
  let folder: TemporaryFolder
  let search: InputSearch

  init() throws {
    folder = try TemporaryFolder()
    search = InputSearch(paths: ["points": try folder.write(SamplePlan.csv, to: "points.csv")], store: nil)
  }

  private func results(_ plan: Plan, purpose: TrialContext.Purpose = .run) throws -> [FinishedTrial] {
    let store = MemoryStore()
    try GraphRun.inMemory(plan, store: store, search: search, purpose: purpose).execute()
    return store.trials
  }

  @Test func `kernel, training and serving run end to end`() throws {
    let trials = try results(SamplePlan.plan())
    #expect(trials.map(\.status) == [.ok, .ok, .ok, .ok, .ok], "\(trials.compactMap(\.reason))")
    #expect(trials.map(\.node) == ["gemm", "gemm", "training", "serving", "batch"])
    #expect(trials[0].results != trials[1].results, "each trial has streams of its own")
    #expect(trials[2].results.map(\.name) == ["accuracy", "epochs", "loss", "reached", "weights"])
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
    let store = MemoryStore()
    try GraphRun.inMemory(SamplePlan.plan(), store: store, search: search, cells: ["batch"]).execute()
    #expect(store.trials.map(\.node) == ["training", "batch"])
  }

  @Test func `a cell whose need failed is skipped, and the others go on`() throws {
    let missing = InputSearch(store: nil)
    let store = MemoryStore()
    try GraphRun.inMemory(SamplePlan.plan(), store: store, search: missing).execute()
    #expect(store.trials.map(\.status) == [.ok, .ok, .refused, .skipped, .skipped])
    #expect(store.trials[2].reason?.contains("was not found") == true)
  }
}
