// The property `reproduced`: the plan, executed here again, gives the recorded results.
internal import Attest
internal import Kernels
internal import Record
internal import Score
internal import Text

/// Executes cells of a bundle's plan again and compares their results.
///
/// Neither cache nor journal is touched.
struct Reproduction {
  private let reading: BundleReading
  private let request: VerificationRequest
  private let isIntact: Bool
  private let observe: (RunEvent) -> Void
  private let isCancelled: () -> Bool

  init(
    _ reading: BundleReading, _ request: VerificationRequest, isIntact: Bool, observe: @escaping (RunEvent) -> Void,
    isCancelled: @escaping () -> Bool
  ) {
    self.reading = reading
    self.request = request
    self.isIntact = isIntact
    self.observe = observe
    self.isCancelled = isCancelled
  }

  func verdict() throws(RunFault) -> PropertyVerdict {
    guard isIntact, let records = reading.records else {
      return PropertyVerdict(.reproduced, .notCheckable, "what is not intact is not executed")
    }
    let failing = HostProbes.failing()
    guard failing.isEmpty else {
      let findings = failing.map { Finding("probe-failed", .unchecked, path: $0, "this host computes a known answer wrongly") }
      return PropertyVerdict(
        .reproduced, .notCheckable, "this host fails \(failing.count) numeric probes, so its results prove nothing", findings: findings)
    }
    var ledger = ReproductionLedger(records)
    let selection = CellSelection(records, request)
    ledger.findings += selection.findings
    noteInputs(of: selection.cells, records, &ledger)
    ledger.rescored(RescoringCheck(records, reading.folder, request, only: selection.evaluations), selection.evaluations)
    try checkBounded(selection.bounded, records, &ledger)
    if !selection.executed.isEmpty { try execute(selection.executed, records, &ledger) }
    return ledger.verdict(selection)
  }

  private func execute(_ cells: Set<String>, _ records: BundleRecords, _ ledger: inout ReproductionLedger) throws(RunFault) {
    let band = MeasurementBand(records, request.policy)
    let store = MemoryStore()
    let graph = graph(records.plan, cells, store, purpose: band.isMeasured ? .run : .reproduce)
    try graph.execute()
    for trial in store.trials { ledger.compare(trial) }
    ledger.findings += band.findings(records, store)
  }

  private func graph(_ plan: Plan, _ cells: Set<String>, _ store: MemoryStore, purpose: TrialContext.Purpose) -> GraphRun {
    GraphRun(
      plan: plan, purpose: purpose, cells: cells, capacity: .current, permissions: request.permissions,
      inputs: InputReader(plan: plan, search: request.inputSearch), store: store, cache: nil, bench: .system, observe: observe,
      isCancelled: isCancelled)
  }

  /// Lists every input that the cells need and that is not here, with what helps to get it.
  private func noteInputs(of cells: Set<String>, _ records: BundleRecords, _ ledger: inout ReproductionLedger) {
    let reader = InputReader(plan: records.plan, search: request.inputSearch)
    var seen: Set<String> = []
    for node in records.plan.nodes where cells.contains(node.id) {
      for id in node.inputs where seen.insert(id).inserted {
        do throws(RunFault) {
          _ = try reader.bytes(id)
        } catch {
          let file = records.inputs.files.first { $0.id.utf8.elementsEqual(id.utf8) && $0.role != .spec }
          ledger.findings.append(missing(id, file))
        }
      }
    }
  }

  private func missing(_ id: String, _ file: InputFile?) -> Finding {
    let facts = file.map { file in
      "\(file.bytes) bytes, licence \(excerpt(file.license ?? "not stated")), taken from \(quoted(file.source))"
    }
    return Finding(
      "input-not-found", .unchecked, path: id, "the input is neither in the bundle, nor in --inputs, nor in your store",
      expected: file?.sha256.hex,
      found: facts, help: "etalon dataset add FILE, or verify with --inputs DIR")
  }

  /// Kept outputs of the vendor tier are checked against the error bound, without the vendor's library.
  private func checkBounded(_ cells: Set<String>, _ records: BundleRecords, _ ledger: inout ReproductionLedger) throws(RunFault) {
    let graph = graph(records.plan, [], MemoryStore(), purpose: .reproduce)
    for trial in records.bounded.trials where cells.contains(trial.node) {
      guard let node = records.plan.node(trial.node), case .kernel(let work) = node.work else { continue }
      let place = TrialPlace(id: trial.id, trials: node.trials, position: 1, total: 1)
      guard case .digest(let digest)? = trial.value("output"), let output = reading.folder.namedFile("artifacts", digest) else {
        ledger.uncheckable(trial.node, trial.index, "the bundle does not keep its output", help: nil)
        continue
      }
      do throws(RunFault) {
        guard let target = records.plan.target(node.target) else { continue }
        let context = graph.context(node, place, HostResolution(threads: 1, isa: try graph.capacity.resolve(target).isa))
        let ratio = try errorRatio(of: output, work, context)
        ledger.bounded(trial, ratio: ratio)
      } catch {
        guard error.isLocal else { throw error }
        ledger.uncheckable(trial.node, trial.index, error.message, help: error.help)
      }
    }
  }
}

/// The known answers of the portable tier, tried on this host.
enum HostProbes {
  /// The names of the probes that do not come out as everywhere else.
  static func failing() -> [String] {
    do {
      let engine = try Engine()
      var names: [String] = []
      for probe in NumericProbe.all where try !probe.holds(on: engine) { names.append(probe.name) }
      return names
    } catch {
      return ["numeric probes (\(error.message))"]
    }
  }
}
