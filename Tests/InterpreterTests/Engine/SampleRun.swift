import Record
import TestSupport

@testable import Interpreter

/// Runs of small plans over the sample data, in memory and in a folder that goes with the value.
struct SampleRun {
  let folder: TemporaryFolder
  let search: InputSearch

  init() throws {
    folder = try TemporaryFolder()
    search = InputSearch(paths: ["points": try folder.write(SamplePlan.csv, to: "points.csv")], store: nil)
  }

  /// What the trials of some cells came to, in the order in which they ended.
  func trials(_ nodes: Node..., bench: Bench = FakeClock().bench) throws -> [FinishedTrial] {
    try store(SamplePlan.plan(nodes: nodes), bench: bench).trials
  }

  /// Everything that a plan left.
  func store(
    _ plan: Plan, purpose: TrialContext.Purpose = .run, cells: Set<String>? = nil, cache: ArtifactCache? = nil,
    bench: Bench = FakeClock().bench
  ) throws -> MemoryStore {
    let store = MemoryStore()
    try GraphRun.inMemory(plan, store: store, search: search, purpose: purpose, cells: cells, cache: cache, bench: bench).execute()
    return store
  }

  /// A result of a trial by its name.
  func value(_ name: String, of trial: FinishedTrial) -> ResultValue.Content? { trial.result.value(name) }
}
