// What a policy demands of runs beyond who signed them.
internal import Record
internal import Text

extension BundleReading {
  /// The checks of a policy's demands on how the run came about; none where it has no such demand.
  func demands(_ policy: Policy) -> [CheckOutcome] {
    guard policy.interruptions != nil || policy.overrides != nil else { return [] }
    guard let records else { return [CheckOutcome("demands", notDone: "the records, which your policy has demands on, cannot be read")] }
    return [CheckOutcome("demands", done: "interruptions and overrides as your policy accepts them", findings: findings(records, policy))]
  }

  private func findings(_ records: BundleRecords, _ policy: Policy) -> [Finding] {
    var findings: [Finding] = []
    let interrupted = records.trials.reduce(0) { $0 + $1.attempts.filter { $0.outcome == .interrupted }.count }
    if let most = policy.interruptions, interrupted > most {
      findings.append(
        Finding(
          "interruptions-many", path: BundleFile.trials, "more attempts were interrupted than your policy accepts",
          expected: "at most \(most)", found: "\(interrupted)"))
    }
    guard let accepted = policy.overrides else { return findings }
    let others = Set(records.plan.overrides.map(\.path) + records.run.overrides.map(\.path)).subtracting(accepted)
    return findings
      + others.sorted().map {
        Finding(
          "override-unaccepted", path: BundleFile.plan, "a value was put in place of the spec's that your policy does not accept",
          expected: accepted.isEmpty ? "no overrides" : listed(accepted), found: excerpt($0))
      }
  }
}
