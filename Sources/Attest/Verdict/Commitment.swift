// The property `committed`: the plan was fixed before it was run.
public import Record
internal import Text

extension BundleReading {
  /// Whether the bundle holds evidence that the property `committed` rests on.
  public var hasCommitment: Bool { evidence.contains { $0.kind.property == .committed } }

  /// Judges what was said about the plan before the run; `nil` stands for a verifier who has no policy.
  ///
  /// This release has no evidence of time, so the property can fail and never holds.
  public func commitment(under policy: Policy?) -> PropertyVerdict {
    let judge = EvidenceJudge(reading: self, policy: policy ?? Policy())
    let outcomes = [
      commitmentOutcome(judge), voidOutcome(judge),
      CheckOutcome("time", notDone: "this release reads no evidence of when the commitment was made"),
      CheckOutcome("beacon", notDone: "this release reads no beacon that the seeds depend on"),
    ]
    return PropertyVerdict(.committed, outcomes, holding: "committed before the run")
  }

  private func commitmentOutcome(_ judge: EvidenceJudge) -> CheckOutcome {
    let judgements = judge.judge { $0.states(PlanCommitment.self) }
    guard let judgement = judgements.first else {
      return CheckOutcome("commitment", notDone: "the bundle holds no plan commitment")
    }
    var findings = judgement.findings
    guard let commitment = judgement.believed as? PlanCommitment else {
      return CheckOutcome("commitment", notDone: "no plan commitment that your policy believes", findings: findings)
    }
    if let run = records?.run, run.started.recordText < commitment.committed.recordText {
      findings.append(
        Finding(
          "commitment-late", path: judgement.file.path, "the plan was committed to after the run had started",
          expected: "\(run.started) or earlier", found: "\(commitment.committed)"))
    }
    return CheckOutcome("commitment", done: "by \(excerpt(commitment.builder))", findings: findings)
  }

  /// A plan that was declared void has no result, so a bundle of it is a contradiction.
  private func voidOutcome(_ judge: EvidenceJudge) -> CheckOutcome {
    let judgements = judge.judge { $0.states(VoidRecord.self) }
    let contradictions = judgements.compactMap { judgement -> Finding? in
      guard let record = judgement.believed as? VoidRecord else { return nil }
      return Finding(
        "plan-void", path: judgement.file.path, "\(quoted(record.builder)) declared that the plan will have no result",
        found: excerpt(record.reason))
    }
    return CheckOutcome("void", done: "the plan is not declared void", findings: judgements.flatMap(\.settled) + contradictions)
  }
}
