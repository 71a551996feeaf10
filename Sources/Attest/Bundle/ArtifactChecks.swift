internal import Record
internal import Text

/// Compares the files that trials left with the results that are digests of them.
struct ArtifactChecks {
  private let records: BundleRecords
  private(set) var findings: [Finding] = []

  init(records: BundleRecords) {
    self.records = records
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let results = ArtifactChecks.digests(records.results.trials + records.bounded.trials)
    let series = Dictionary(grouping: records.measurements.trials, by: \.id).mapValues { trials in
      Set(trials.flatMap(\.series).compactMap(\.artifact) + trials.compactMap(\.energy?.meter))
    }
    for (index, trial) in records.trials.enumerated() where trial.status == .ok {
      guard let node = nodes[trial.node] else { continue }
      check(trial, node.leaves.files, results[trial.id, default: []], series[trial.id, default: []], line: index + 1)
    }
  }

  /// The digests among the results of each trial.
  private static func digests(_ trials: [TrialResult]) -> [TrialID: Set<Digest>] {
    var found: [TrialID: Set<Digest>] = [:]
    for trial in trials {
      let digests = trial.values.compactMap { value in if case .digest(let digest) = value.value { digest } else { nil } }
      found[trial.id, default: []].formUnion(digests)
    }
    return found
  }

  private mutating func check(
    _ trial: TrialLine, _ files: TrialLeaves.Files, _ results: Set<Digest>, _ series: Set<Digest>, line: Int
  ) {
    let named = Set(trial.artifacts)
    let kept = named.subtracting(series)
    let place = "\(BundleFile.trials):\(line)#/artifacts"
    for missing in series.subtracting(named).sorted() {
      findings.append(
        Finding(
          "artifact-missing", path: place, "a series of \(quoted("\(trial.id)")) stands in a file that its line does not name",
          expected: missing.hex))
    }
    if files == .each || files == .eachAndMore {
      for missing in results.subtracting(kept).sorted() {
        findings.append(
          Finding(
            "artifact-missing", path: place, "the file that \(quoted("\(trial.id)")) has as a result is not kept", expected: missing.hex)
        )
      }
    }
    // Two outputs of a program may have the same bytes.
    if files == .eachAndMore { return }
    // Two results may be one file, such as the last checkpoint and the weights: it is named once.
    if named.count != trial.artifacts.count {
      findings.append(Finding("artifact-unbound", path: place, "\(quoted("\(trial.id)")) names a file twice"))
    }
    for stray in kept.subtracting(files == .none ? [] : results).sorted() {
      findings.append(
        Finding("artifact-unbound", path: place, "no result of \(quoted("\(trial.id)")) is the digest of this file", found: stray.hex))
    }
  }
}
