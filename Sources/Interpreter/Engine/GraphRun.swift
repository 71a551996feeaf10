internal import Record
internal import Score

/// Executes the cells of a plan in its order, each trial once, and keeps what they yield in a store.
///
/// Trials that the store already holds are not executed again. A fault of one trial ends that trial; only what makes going on impossible
/// (a full disk, a request to stop) ends the run.
struct GraphRun {
  let plan: Plan
  let purpose: TrialContext.Purpose
  /// The cells that are wanted, with everything they need; `nil` for all.
  var cells: Set<String>?
  let capacity: HostCapacity
  let permissions: Permissions
  let inputs: InputReader
  let store: any TrialStore
  var cache: ArtifactCache?
  let bench: Bench
  let observe: (RunEvent) -> Void
  let isCancelled: () -> Bool

  func execute() throws(RunFault) {
    let nodes = wantedNodes
    let total = nodes.reduce(0) { $0 + $1.trials }
    observe(.began(trials: total, alreadyFinished: try countFinished(nodes)))
    var position = 0
    for node in nodes {
      for index in 0..<node.trials {
        position += 1
        let place = TrialPlace(node: node.id, index: index, trials: node.trials, position: position, total: total)
        guard try store.finished(node.id, index) == nil else { continue }
        if isCancelled() { throw .interrupted }
        try executeTrial(node, place)
      }
    }
  }

  /// The wanted cells and their ancestors, in plan order.
  private var wantedNodes: [Node] {
    guard let cells else { return plan.nodes }
    var wanted = cells
    // Each cell stands after everything it needs, so one pass from the end finds all ancestors.
    for node in plan.nodes.reversed() where wanted.contains(node.id) { wanted.formUnion(node.needs) }
    return plan.nodes.filter { wanted.contains($0.id) }
  }

  private func countFinished(_ nodes: [Node]) throws(RunFault) -> Int {
    var count = 0
    for node in nodes {
      for index in 0..<node.trials where try store.finished(node.id, index) != nil { count += 1 }
    }
    return count
  }

  private func executeTrial(_ node: Node, _ place: TrialPlace) throws(RunFault) {
    let host: HostResolution
    do {
      try requireNeeds(of: node)
      host = try resolveTarget(of: node)
      try permissions.check(node)
    } catch {
      guard error.isLocal else { throw error }
      let trial = FinishedTrial(node, place.index, ended: error.status, error.reason)
      try store.finish(trial, files: [], at: bench.now())
      return announce(trial, node, place)
    }
    if let (trial, files) = cache?.trial(node, place.index, host: host, plan: plan, inputs: inputs) {
      try store.finish(trial, files: files, at: bench.now())
      return announce(trial, node, place)
    }
    try store.start(node.id, place.index, at: bench.now())
    observe(.trialStarted(place))
    let outcome = try outcome(of: node, place, host)
    let (trial, files) = FinishedTrial.sealing(outcome, node, place.index, host: host)
    try store.finish(trial, files: files, at: bench.now())
    cache?.keep(trial, files: files, node: node, plan: plan, inputs: inputs)
    announce(trial, node, place)
  }

  private func outcome(of node: Node, _ place: TrialPlace, _ host: HostResolution) throws(RunFault) -> TrialOutcome {
    do {
      return try Interpreter.executeTrial(context(node, place, host), bench)
    } catch {
      guard error.isLocal else {
        try? store.interrupt(node.id, place.index, at: bench.now())
        throw error
      }
      return .ended(error.status, error.reason)
    }
  }

  private func requireNeeds(of node: Node) throws(RunFault) {
    for need in node.needs {
      let trials = plan.node(need)?.trials ?? 0
      for index in 0..<trials where try store.finished(need, index)?.status != .ok {
        throw RunFault("need-missing", "`\(need)`, which it needs, did not finish", isLocal: true)
      }
    }
  }

  private func resolveTarget(of node: Node) throws(RunFault) -> HostResolution {
    guard let target = plan.target(node.target) else {
      throw RunFault("invalid-plan", "the plan has no target `\(node.target)`", isLocal: true)
    }
    return try capacity.resolve(target)
  }

  private func announce(_ trial: FinishedTrial, _ node: Node, _ place: TrialPlace) {
    let metrics = trial.status == .ok ? headline(trial, node) : []
    observe(.trialEnded(place, TrialSummary(status: trial.status, reason: trial.reason, cached: trial.cached, metrics: metrics)))
  }
}
