internal import Attest
internal import Record
internal import Score
internal import Sealing

/// The opened items of one trial: what the run committed to about each, and what scoring it here gives.
struct AuditScoring {
  private(set) var findings: [Finding] = []
  /// How many verdicts were looked at.
  private(set) var count = 0
  /// The records of the opened items, as they are scored here.
  private(set) var opened: [ItemRecord] = []

  init(
    _ audit: Audit, _ trial: Audit.Trial, _ line: TrialLine, _ node: Node, _ input: InputPlan, _ commitment: SealCommitment,
    _ verification: Verification, _ records: BundleRecords
  ) throws(RunFault) {
    let plan = records.plan
    guard let format = input.format else { throw RunFault(.invalidPlan, "the plan does not say how the sealed set is read") }
    let items = try SparseSet(audit.opening, of: commitment.count, format: format).bytes
    let inputs = InputReader(plan: plan, search: verification.request.inputSearch)
    let evaluation = try Evaluation(
      plan: plan, node: node, trial: line.index,
      data: { id throws(RunFault) in id == input.id ? items : try inputs.bytes(id) },
      streamKey: { purpose throws(RunFault) in plan.seed.streamKey(node: node.id, trial: line.index, purpose: purpose) })
    let shown = Dictionary(trial.items.map { ($0.position, $0) }, uniquingKeysWith: { first, _ in first })
    let kept = AuditScoring.commitments(of: line, verification.reading.folder)
    let chosen = Set(audit.opening.items.map(\.index))
    var sequence = evaluation.items()
    while let item = try sequence.next() {
      guard chosen.contains(item.asking.source) else { continue }
      let place = "\(line.id), item \(item.position)"
      guard let told = shown[item.position], told.commitment == kept[item.position] else {
        report(place, "what is shown of it is not what the run committed to")
        continue
      }
      count += 1
      try compare(told, item, evaluation, place)
    }
  }

  private mutating func report(_ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding("audit-verdict", path: place, message, expected: expected, found: found))
  }

  private mutating func compare(_ told: Audit.Item, _ item: EvaluationItem, _ evaluation: Evaluation, _ place: String) throws(RunFault) {
    var transcripts: [Exchange: Transcript] = [:]
    for line in (told.value("transcript")?.text ?? "").split(separator: "\n") {
      guard let transcript = try? Transcript(canonical: Array(line.utf8)) else { return report(place, "its transcript is malformed") }
      transcripts[transcript.exchange] = transcript
    }
    var subject = RecordedSubject { exchange throws(RunFault) in try transcripts[exchange]?.asLine() }
    var scoring = ItemScoring(evaluation, item)
    let record = try scoring.record(from: &subject)
    if scoring.isUnasked, evaluation.work.prompt.sources.contains(evaluation.work.dataset) {
      findings.append(
        Finding(
          "audit-shots", .unchecked, path: place, "its prompt shows other items of the sealed set, which are not opened",
          help: "take the examples from an open set, so that single items can be audited"))
      return
    }
    opened.append(record)
    let here = try? record.json()
    guard let here, here == told.value("record") else {
      return report(
        place, "the run's verdict is not what its transcript gives here", expected: here?.canonicalText,
        found: told.value("record")?.canonicalText)
    }
  }

  /// What the run's records commit to, by position.
  private static func commitments(of line: TrialLine, _ folder: BundleFolder) -> [Int: Digest] {
    var kept: [Int: Digest] = [:]
    _ = folder.forEachItem(of: line) { record in
      kept[record.position] = record.sealed
      return true
    }
    return kept
  }
}
