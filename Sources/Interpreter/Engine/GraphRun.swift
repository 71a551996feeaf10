internal import Record

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
  var spending = Spending()
  let bench: Bench
  let observe: (RunEvent) -> Void
  let isCancelled: () -> Bool
  var invoker = Invoker.thisProcess
  /// The file of an external meter.
  var meter: String?
  /// Whether no further trial is to begin.
  var isEnding: () -> Bool = { false }
  /// The metrics of cells that the spec asks for, which are shown first.
  var askedMetrics: [String: Set<String>] = [:]
  /// The workloads that are executed, with what their cells need, where the trials of all others are refused.
  var workloads: Set<String>?

  func execute() throws(RunFault) {
    let nodes = wantedNodes
    let total = nodes.reduce(0) { $0 + $1.trials }
    observe(.began(trials: total, alreadyFinished: try countFinished(nodes)))
    var position = 0
    let leftOut = leftOutCells
    var round = InvocationRound()
    let trials = Dictionary(nodes.map { ($0.id, $0.trials) }, uniquingKeysWith: { first, _ in first })
    for node in nodes {
      if node.needs.contains(where: { round.cells.contains($0) }) { try complete(&round) }
      for id in node.trialIDs {
        position += 1
        guard try store.finished(id) == nil else { continue }
        if isCancelled() {
          breakOff(round)
          throw .interrupted
        }
        if isEnding() {
          try complete(&round)
          throw .interrupted
        }
        let place = TrialPlace(id: id, trials: node.trials, position: position, total: total)
        guard !leftOut.contains(node.id) else {
          try finish(FinishedTrial(id, ended: .refused, GraphRun.leftOut), [], node, place)
          continue
        }
        try execute(node, place, in: &round) { () throws(RunFault) in try require(node.needs, trials) }
      }
    }
    try complete(&round)
  }

  /// All trials of each needed cell finished.
  private func require(_ needs: [String], _ trials: [String: Int]) throws(RunFault) {
    for need in needs {
      guard let count = trials[need] else { throw RunFault(.invalidPlan, "the plan has no cell `\(need)`") }
      for index in 0..<max(0, count) where try store.finished(TrialID(node: need, index: index))?.status != .ok {
        throw RunFault(.needMissing, "`\(need)`, which it needs, did not finish")
      }
    }
  }

  /// Why a trial of a workload that `workloads` lacks has no result.
  private static let leftOut = "it was left out of this run by `--only`; `--resume` executes it"

  /// Cells that the run leaves out.
  private var leftOutCells: Set<String> {
    guard let workloads else { return [] }
    let kept = Set(plan.cellsNeeded(by: Set(plan.nodes.filter { workloads.contains($0.workload) }.map(\.id))).map(\.id))
    return Set(plan.nodes.map(\.id)).subtracting(kept)
  }

  /// The wanted cells and their ancestors, in plan order.
  private var wantedNodes: [Node] {
    cells.map { plan.cellsNeeded(by: $0) } ?? plan.nodes
  }

  private func countFinished(_ nodes: [Node]) throws(RunFault) -> Int {
    var count = 0
    for node in nodes {
      for id in node.trialIDs where try store.finished(id) != nil { count += 1 }
    }
    return count
  }

  private func execute(
    _ node: Node, _ place: TrialPlace, in round: inout InvocationRound, requireNeeds: () throws(RunFault) -> Void
  ) throws(RunFault) {
    let host: HostResolution
    do {
      try requireNeeds()
      host = try resolveTarget(of: node)
      if node.work.executor.runsPrograms { try permissions.requirePrograms() }
    } catch {
      guard error.isLocal else { throw error }
      return try finish(FinishedTrial(place.id, ended: error.status, error.reason), [], node, place)
    }
    if let (trial, files) = cache?.trial(place.id, of: node, on: host, plan: plan) { return try finish(trial, files, node, place) }
    let isSpread = purpose == .run && node.sampling.spread != nil
    // What takes as long as it takes is no part of a round.
    if !isSpread { try complete(&round) }
    try store.start(place.id, at: bench.now())
    observe(.trialStarted(place))
    let invocations = TrialInvocations(invoker: invoker, context: context(node, place, host), bench: bench)
    round.open.append(InvocationRound.Trial(invocations: invocations, node: node, place: place, host: host))
    try step(round.open.count - 1, of: &round)
    if !isSpread || !round.hasRoom { try complete(&round) }
  }

  func finish(_ trial: FinishedTrial, _ files: [StoredFile], _ node: Node, _ place: TrialPlace) throws(RunFault) {
    try store.finish(trial, files: files, at: bench.now())
    announce(trial, node, place)
  }

  private func resolveTarget(of node: Node) throws(RunFault) -> HostResolution {
    guard let target = plan.target(node.target) else { throw RunFault(.invalidPlan, "the plan has no target `\(node.target)`") }
    return try capacity.resolve(target)
  }

  private func announce(_ trial: FinishedTrial, _ node: Node, _ place: TrialPlace) {
    let metrics = trial.status == .ok ? headline(trial, node) : []
    let missed = node.timing.flatMap { timing in trial.measurement?.missedPrecision(of: timing.rule)?.english }
    let asked = askedMetrics[node.id].map { names in metrics.count { names.contains($0.metric) } } ?? 0
    observe(
      .trialEnded(
        place,
        TrialSummary(status: trial.status, reason: trial.reason, cached: trial.cached, metrics: metrics, asked: asked, missed: missed)))
  }
}

extension Plan {
  /// Cells and everything they need, near or far, in plan order.
  func cellsNeeded(by cells: Set<String>) -> [Node] {
    var wanted = cells
    // Each cell stands after everything it needs, so one pass from the end finds all ancestors.
    for node in nodes.reversed() where wanted.contains(node.id) { wanted.formUnion(node.needs) }
    return nodes.filter { wanted.contains($0.id) }
  }
}
