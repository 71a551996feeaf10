internal import Attest
internal import Record

/// Holds the kept outputs of vendor cells against the error bound, without the vendor's library.
struct BoundedCheck {
  private let records: BundleRecords
  private let folder: BundleFolder
  private let graph: GraphRun
  private let entries: [TrialID: TrialResult]

  /// - Parameter graph: Makes the context of a trial.
  init(_ records: BundleRecords, _ folder: BundleFolder, _ graph: GraphRun) {
    self.records = records
    self.folder = folder
    self.graph = graph
    entries = Dictionary(records.bounded.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Judges every finished trial of the cells, one by one: none rides on its neighbour.
  func judge(_ cells: Set<String>, _ ledger: inout ReproductionLedger) throws(RunFault) {
    let lines = Dictionary(grouping: records.trials.filter { $0.status == .ok && cells.contains($0.node) }, by: \.node)
    for node in records.plan.nodes {
      guard let errorRatio = node.work.executor.errorRatio else { continue }
      for line in lines[node.id] ?? [] {
        do throws(RunFault) {
          try judge(line, node, errorRatio, &ledger)
        } catch {
          guard error.isLocal else { throw error }
          ledger.notDone(line, error.message, help: error.help)
        }
      }
    }
  }

  private func judge(
    _ line: TrialLine, _ node: Node, _ errorRatio: KindExecutor.ErrorRatio, _ ledger: inout ReproductionLedger
  ) throws(RunFault) {
    guard let entry = entries[line.id], case .digest(let digest)? = entry.value("output"),
      let output = folder.namedFile("artifacts", digest)
    else {
      return ledger.notDone(line, "the bundle does not keep its output", help: nil)
    }
    guard let target = records.plan.target(node.target) else {
      throw RunFault(.invalidPlan, "the plan has no target `\(node.target)`")
    }
    let place = TrialPlace(id: line.id, trials: node.trials, position: 1, total: 1)
    let host = HostResolution(threads: 1, isa: try graph.capacity.resolve(target).isa)
    let ratio = try errorRatio(output, graph.context(node, place, host))
    guard ratio <= 1 else {
      return ledger.fail(
        line,
        Finding("bound-exceeded", path: "\(line.id)", "its output cannot be a correct product", expected: "at most 1", found: "\(ratio)"))
    }
    let here = [ResultValue("error-ratio", .bounded, .number(ratio)), ResultValue("output", .bounded, .digest(digest))]
    ledger.settle(line, ResultComparison(recorded: entry.values, here: here))
  }
}
