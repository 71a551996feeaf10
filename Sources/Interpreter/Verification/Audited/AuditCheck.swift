internal import Attest
internal import Record
internal import Score
internal import Sealing
internal import Text

extension PropertyCheck {
  /// Judged where it is demanded or an audit is given.
  static let audited = PropertyCheck(.audited) { verification in
    guard let path = verification.request.audit else {
      guard verification.demands(.audited) else { return PropertyVerdict(.audited, .notAsked, "not asked") }
      let finding = Finding(
        "audit-missing", .unchecked, path: "attestations", "no audit was given",
        help: "`etalon verify --audit FILE`, with what `etalon dataset audit` wrote")
      return PropertyVerdict(
        .audited, [CheckOutcome("openings", notDone: finding.message, findings: [finding])], holding: "openings of sealed sets hold")
    }
    let check = AuditCheck(path, verification)
    return PropertyVerdict(.audited, check.outcomes, holding: check.summary)
  }
}

/// Items of a sealed run that a beacon chose, scored again from their openings.
struct AuditCheck {
  private(set) var outcomes: [CheckOutcome] = []
  private(set) var summary = "openings of sealed sets hold"
  private let verification: Verification

  init(_ path: String, _ verification: Verification) {
    self.verification = verification
    guard let records = verification.reading.records, let root = verification.reading.root else {
      outcomes = [CheckOutcome("openings", notDone: "the records cannot be read")]
      return
    }
    do {
      let audit = try Audit(try Files.read(path, limit: 256 << 20))
      try judge(audit, records, root)
    } catch let fault as AttestFault {
      refuse("openings", Finding(fault.code, path: path, fault.message, help: fault.help))
    } catch let fault as RunFault {
      refuse("openings", Finding(fault.code.rawValue, path: path, fault.message, help: fault.help))
    } catch {
      refuse("openings", Finding("seal-audit", path: path, "\(error)"))
    }
  }

  private mutating func refuse(_ name: String, _ finding: Finding) {
    outcomes.append(CheckOutcome(name, done: "openings", findings: [finding]))
  }

  private mutating func judge(_ audit: Audit, _ records: BundleRecords, _ root: Digest) throws {
    guard audit.bundle == root else {
      return refuse(
        "openings", Finding("audit-differs", path: "bundle", "the audit is of another bundle", expected: root.hex, found: audit.bundle.hex))
    }
    guard let input = records.plan.inputs.first(where: { $0.isSealed && $0.sha256 == audit.opening.commitment }),
      let bytes = verification.reading.folder.bytes("data/inputs/\(input.sha256.hex)")
    else {
      return refuse("openings", Finding("audit-differs", path: "opening", "the audit opens a set that the run did not read"))
    }
    let commitment = try SealCommitment(bytes)
    try audit.opening.check(against: commitment)
    guard audit.opening.items.allSatisfy(\.isWhole) else {
      return refuse("openings", Finding("audit-differs", path: "opening", "an item is not shown whole, so it cannot be scored"))
    }
    outcomes.append(CheckOutcome("openings", done: counted(audit.opening.items.count, "item") + " as sealed"))
    outcomes.append(choice(audit, input, commitment, records.run))
    outcomes.append(audit.pulse.outcome(under: verification.request.policy))
    outcomes.append(try verdicts(audit, input, commitment, records))
    let count = audit.opening.items.count
    summary =
      "\(count) of \(commitment.count) items, chosen by a beacon, were opened and scored again; chance of having caught wrong verdicts: "
      + Draw.chances(count: count, of: commitment.count)
  }

  /// Whether the items are those that the pulse chooses, and nobody chose the pulse.
  private func choice(_ audit: Audit, _ input: InputPlan, _ commitment: SealCommitment, _ run: RunRecord) -> CheckOutcome {
    // The run's own clock is its signer's: who could date it back would try bundles until a pulse that is known chooses well.
    let rule = AuditRule(
      planned: input.audit, total: commitment.count, sealed: commitment.sealed, started: run.started, ended: run.ended,
      dated: verification.reading.dated(under: verification.request.policy))
    return rule.outcome(audit.opening.items.map(\.index), bundle: audit.bundle, pulse: audit.pulse)
  }

  private func verdicts(
    _ audit: Audit, _ input: InputPlan, _ commitment: SealCommitment, _ records: BundleRecords
  ) throws(RunFault) -> CheckOutcome {
    var (findings, count): ([Finding], Int) = ([], 0)
    let trials = Dictionary(audit.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for line in records.trials where line.status == .ok {
      guard let node = records.plan.node(line.node), records.plan.sealedInput(of: node)?.id == input.id else { continue }
      guard let trial = trials[line.id] else {
        findings.append(Finding("audit-differs", path: "\(line.id)", "the audit shows nothing of this trial"))
        continue
      }
      let scoring = try AuditScoring(audit, trial, line, node, input, commitment, verification, records)
      findings += scoring.findings
      count += scoring.count
    }
    guard count > 0 || !findings.isEmpty else { return CheckOutcome("verdicts", notDone: "no trial has a verdict about the set") }
    return CheckOutcome("verdicts", done: "\(counted(count, "verdict")) as committed and as scored here", findings: findings)
  }
}
