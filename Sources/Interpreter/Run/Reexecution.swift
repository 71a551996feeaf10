internal import Record

/// What executing a plan again yields, for a verification: neither journal nor cache, and no measurements.
struct Reexecution {
  let plan: Plan
  let inputs: InputSearch
  let permissions: Permissions
  /// The cells that are wanted, with what they need; `nil` for all.
  var cells: Set<String>?
  /// The answers of endpoints that the bundle has.
  var transcript: (_ node: String, _ index: Int, _ item: Int) -> Transcript? = { _, _, _ in nil }
  var bench = Bench.system
  var capacity = HostCapacity.current
  var observe: (RunEvent) -> Void = { _ in }
  var isCancelled: () -> Bool = { false }

  /// Executes, and gives the trials in plan order with the files they left.
  ///
  /// A trial that cannot be executed here (an input that is missing, a target that is not met, a permission that was not given) has the
  /// status `refused`.
  func execute() throws(RunFault) -> (trials: [FinishedTrial], file: (Digest) -> [UInt8]?) {
    let store = MemoryStore(recorded: transcript)
    let graph = GraphRun(
      plan: plan, purpose: .reproduce, cells: cells, capacity: capacity, permissions: permissions,
      inputs: InputReader(plan: plan, search: inputs), store: store, cache: nil, bench: bench, observe: observe, isCancelled: isCancelled)
    try graph.execute()
    return (store.trials, { try? store.file($0) })
  }
}
