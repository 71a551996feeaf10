// The property `reproduced`: the plan, executed here again, gives the recorded results.
internal import Attest
internal import Record
internal import Text

extension PropertyCheck {
  static let reproduced = PropertyCheck(.reproduced) { (verification) throws(RunFault) in
    guard verification.demands(.reproduced) || verification.request.isDryRun else {
      return PropertyVerdict(.reproduced, .notAsked, "not executed again; add --reproduce")
    }
    guard let records = verification.reading.records, verification.isSound else {
      let refusal = CheckOutcome("sound", notDone: "what is not intact, or signed falsely, is not executed")
      return PropertyVerdict(.reproduced, [refusal], holding: "")
    }
    let reproduction = Reproduction(verification, records)
    verification.cost = reproduction.cost
    if verification.request.isDryRun {
      return PropertyVerdict(
        .reproduced, .notAsked, "nothing was executed: a dry run tells what it would take", findings: reproduction.selection.findings)
    }
    let probes = HostProbes.outcome(failing: verification.probes())
    guard probes.state == .done else { return PropertyVerdict(.reproduced, [probes], holding: "") }
    verification.observe(.estimated(reproduction.cost))
    let (outcomes, summary) = try reproduction.outcomes()
    return PropertyVerdict(.reproduced, [probes] + outcomes, holding: summary)
  }
}

extension Verification {
  /// Whether the plan is the one that the spec gives, and nothing is wrong with the bundle: only then is anything executed.
  fileprivate var isSound: Bool {
    guard let intact = verdict(.intact), intact.state != .fails, verdict(.authentic)?.state != .fails else { return false }
    return intact.checks.contains { $0.name == "plan" && $0.state == .done }
  }
}

/// Executes cells of a bundle's plan again and compares their results.
///
/// Neither cache nor journal is touched.
struct Reproduction {
  private let verification: Verification
  private let records: BundleRecords
  private let band: MeasurementBand
  /// What is executed again.
  let selection: CellSelection
  /// What that is expected to take.
  let cost: ReproductionCost

  init(_ verification: Verification, _ records: BundleRecords) {
    self.verification = verification
    self.records = records
    let folder = verification.reading.folder
    band = MeasurementBand(records, verification.request.policy)
    let estimate = CostEstimate(
      records, on: .current, here: Host.probe(.live(opening: [])), isMeasured: band.isMeasured, file: { folder.namedFile("artifacts", $0) })
    selection = CellSelection(records, verification.request, estimate)
    let reader = InputReader(plan: records.plan, search: verification.request.inputSearch)
    cost = estimate.cost(of: selection) { (try? reader.bytes($0)) != nil }
  }

  private var request: VerificationRequest { verification.request }

  /// A check for each way of looking at results again, one for the measurements where a band is set, and what they come to.
  func outcomes() throws(RunFault) -> (checks: [CheckOutcome], summary: String) {
    var ledger = ReproductionLedger(records, selection)
    noteSelection(selection, &ledger)
    noteInputs(of: selection.chosen, &ledger)
    try takeAnswers(selection.cells(.replayed), &ledger)
    try BoundedCheck(records, verification.reading.folder, graph([], MemoryStore(), .reproduce))
      .judge(selection.cells(.bounded), &ledger)
    let store = MemoryStore()
    let segmented = try takeSegments(store, &ledger)
    if !selection.cells(.executed).isEmpty {
      try graph(selection.cells(.executed), store, band.isMeasured ? .run : .reproduce).execute()
    }
    for trial in store.trials where !segmented.contains(trial.id) { ledger.compare(trial) }
    if let id = ledger.firstDiffering(except: segmented) {
      try SecondLook(records: records, folder: verification.reading.folder, store: store) { graph($0, $1, .reproduce) }.look(
        at: id, &ledger)
    }
    return (ledger.outcomes + [band.outcome(store, verification.reading.folder, of: selection)], ledger.summary)
  }

  /// Checks trainings by segments where that was asked for, and puts their recorded trials into the store in place of an execution.
  ///
  /// - Returns: the trials that segments stand for.
  private func takeSegments(_ store: MemoryStore, _ ledger: inout ReproductionLedger) throws(RunFault) -> Set<TrialID> {
    guard let size = request.segments else { return [] }
    let check = SegmentCheck(records, verification.reading.folder, selection.cells(.executed), graph([], store, .reproduce))
    try check.judge(size, request.draw ?? .fresh(), &ledger)
    for id in check.trials {
      guard let (trial, files) = check.recorded(id) else { continue }
      store.finish(trial, files: files, at: Timestamp(secondsSince1970: 0))
    }
    return check.trials
  }

  private func graph(_ cells: Set<String>, _ store: MemoryStore, _ purpose: TrialContext.Purpose) -> GraphRun {
    GraphRun(
      plan: records.plan, purpose: purpose, cells: cells, capacity: .current, permissions: request.permissions,
      inputs: InputReader(plan: records.plan, search: request.inputSearch), store: store, cache: nil, bench: .system,
      observe: verification.observe, isCancelled: verification.isCancelled, invoker: request.invoker)
  }

  /// Takes over what scoring the recorded answers again gave, and asks the programs among those who gave them once more.
  private func takeAnswers(_ cells: Set<String>, _ ledger: inout ReproductionLedger) throws(RunFault) {
    let local = LocalAnswers(records, verification.reading.folder, request)
    for line in records.trials where line.status == .ok && cells.contains(line.node) {
      switch verification.answers.trials[line.id] {
      case .same:
        switch try local.fate(of: line) {
        case .same: ledger.agree(line)
        case .differs(let finding): ledger.fail(line, finding)
        case .notDone(let reason, let help): ledger.notDone(line, reason, help: help)
        }
      case .notDone(let reason, let help)?: ledger.notDone(line, reason, help: help)
      case .differs?, nil: ledger.notDone(line, "its answers were not scored again", help: nil)
      }
    }
  }

  /// The draw, and the trials that have no result to compare.
  private func noteSelection(_ selection: CellSelection, _ ledger: inout ReproductionLedger) {
    let way = Recheck.allCases.first { !selection.cells($0).isEmpty } ?? .executed
    for finding in selection.findings { ledger.note(finding, way) }
    let unfinished = Dictionary(grouping: records.trials.filter { $0.status != .ok }, by: \.node)
    for node in records.plan.nodes {
      guard let lines = unfinished[node.id] else { continue }
      let finding = Finding(
        "not-recorded", .note, path: node.id, "\(lines.count) of its \(node.trials) trials have no result, so there is nothing to compare",
        found: lines.prefix(8).map { "trial \($0.index) \($0.status.words)" }.joined(separator: ", "))
      ledger.note(finding, way)
    }
  }

  /// Lists every input that the cells need and that is not here, with what helps to get it.
  private func noteInputs(of cells: Set<String>, _ ledger: inout ReproductionLedger) {
    let reader = InputReader(plan: records.plan, search: request.inputSearch)
    let listed = Dictionary(
      records.inputs.files.filter { $0.role != .spec }.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for node in records.plan.nodes where cells.contains(node.id) {
      for id in node.inputs where seen.insert(id).inserted {
        let file = listed[id]
        do throws(RunFault) {
          let size = try reader.bytes(id).count
          if let file, file.bytes.value != UInt64(size) { ledger.note(sized(id, file, size), Recheck(node)) }
        } catch {
          ledger.note(missing(id, file), Recheck(node))
        }
      }
    }
  }

  private func sized(_ id: String, _ file: InputFile, _ size: Int) -> Finding {
    Finding(
      "input-size", path: BundleFile.inputs, "wrong size of \(quoted(id)), which is here", expected: "\(size)", found: "\(file.bytes)")
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
}
