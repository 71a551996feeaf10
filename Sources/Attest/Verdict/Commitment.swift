// The property `committed`: the plan was fixed before it was run, at a time that others state.
public import Record
internal import Text

extension BundleReading {
  /// Whether the bundle holds evidence that the property `committed` rests on.
  public var hasCommitment: Bool { evidence.contains { $0.kind.property == .committed } }

  /// Judges what was said about the plan before the run; `nil` stands for a verifier who has no policy.
  ///
  /// Without a beacon that the seeds depend on, the property never holds: the order of plan and run is then all that can be known.
  public func commitment(under policy: Policy?) -> PropertyVerdict { CommitmentCheck(self, policy ?? Policy()).verdict }
}

extension BundleReading {
  /// By when the bundle existed, as somebody else says whom the policy believes; `nil` where nobody does.
  public func dated(under policy: Policy?) -> Timestamp? {
    MomentJudge(reading: self, policy: policy ?? Policy()).judge().earliest(about: .manifest)?.time
  }
}

/// The checks of the property, each a value that the verdict follows from.
private struct CommitmentCheck {
  private let reading: BundleReading
  private let judge: EvidenceJudge
  private let moments: Moments
  private let pulse: PulseJudgement
  private let timeline: Timeline

  init(_ reading: BundleReading, _ policy: Policy) {
    self.reading = reading
    judge = EvidenceJudge(reading: reading, policy: policy)
    moments = MomentJudge(reading: reading, policy: policy).judge()
    pulse = PulseJudge(reading: reading, policy: policy).judge()
    timeline = Timeline(
      planned: moments.earliest(about: .plan), pulse: pulse.time, finished: moments.earliest(about: .manifest), run: reading.records?.run)
  }

  var verdict: PropertyVerdict {
    let outcomes = [commitment, void] + log + [planTime, beacon, runTime]
    let verdict = PropertyVerdict(.committed, outcomes, holding: "committed: \(timeline.summary)")
    // Only the beacon is missing: the order is known, and it is not called more than that.
    guard verdict.state == .notCheckable, verdict.checks.filter({ $0.state == .notDone }).map(\.name) == ["beacon"] else { return verdict }
    var ordered = verdict
    ordered.summary = "ordered, not committed: \(timeline.summary); \(pulse.outcome.check.detail)"
    return ordered
  }

  private var commitment: CheckOutcome {
    let judgements = judge.judge { $0.states(PlanCommitment.self) }
    guard let judgement = judgements.first else {
      return CheckOutcome("commitment", notDone: "the bundle holds no plan commitment")
    }
    var findings = judgement.findings
    guard let commitment = judgement.believed as? PlanCommitment else {
      return CheckOutcome("commitment", notDone: "no plan commitment that your policy believes", findings: findings)
    }
    if let run = reading.records?.run, run.started.recordText < commitment.committed.recordText {
      findings.append(
        Finding(
          "commitment-late", path: judgement.file.path, "the plan was committed to after the run had started",
          expected: "\(run.started) or earlier", found: "\(commitment.committed)"))
    }
    return CheckOutcome("commitment", done: "by \(excerpt(commitment.builder))", findings: findings)
  }

  /// A plan that was declared void has no result, so a bundle of it is a contradiction.
  private var void: CheckOutcome {
    let judgements = judge.judge { $0.states(VoidRecord.self) }
    let contradictions = judgements.compactMap { judgement -> Finding? in
      guard let record = judgement.believed as? VoidRecord else { return nil }
      return Finding(
        "plan-void", path: judgement.file.path, "\(quoted(record.builder)) declared that the plan will have no result",
        found: excerpt(record.reason))
    }
    return CheckOutcome("void", done: "the plan is not declared void", findings: judgements.flatMap(\.settled) + contradictions)
  }

  /// Where the bundle holds proofs of logs.
  private var log: [CheckOutcome] {
    guard reading.evidence.contains(where: { $0.kind.isRead(as: .logProof) }) else { return [] }
    let findings = moments.findings.filter { $0.path.hasSuffix(".tlog-proof") && $0.code != "quorum-missing" }
    if moments.places.isEmpty { return [CheckOutcome("log", notDone: "no log that your policy believes", findings: findings)] }
    return [CheckOutcome("log", done: moments.places.joined(separator: "; "), findings: findings.map(\.asNote))]
  }

  /// T1: by when the plan existed, and that the run came later.
  private var planTime: CheckOutcome {
    let others = moments.findings.filter { $0.path.hasSuffix(".tsr") || $0.code == "quorum-missing" }
    guard let planned = timeline.planned else {
      return CheckOutcome("plan-time", notDone: "nobody whom your policy believes says when the plan was there", findings: others)
    }
    return CheckOutcome(
      "plan-time", done: "the plan was there at \(planned.time), by \(excerpt(planned.by))",
      findings: others.map(\.asNote) + timeline.planFindings)
  }

  private var beacon: CheckOutcome {
    CheckOutcome(pulse.outcome, adding: timeline.pulseFindings)
  }

  /// T2: by when the results existed.
  private var runTime: CheckOutcome {
    guard let finished = timeline.finished else {
      return CheckOutcome("run-time", notDone: "nobody whom your policy believes says when the bundle was there")
    }
    return CheckOutcome(
      "run-time", done: "the bundle was there at \(finished.time), by \(excerpt(finished.by))", findings: timeline.runFindings)
  }
}

extension Finding {
  /// The finding where something else settles the matter: what is merely not believed is worth a note.
  fileprivate var asNote: Finding {
    var finding = self
    if finding.severity == .unchecked { finding.severity = .note }
    return finding
  }
}
