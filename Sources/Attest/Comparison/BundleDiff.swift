// What two bundles say differently.
public import Record
internal import Text

/// The differences of two bundles: environment, results, measurements, claims and scores.
public struct BundleDiff: Sendable {
  /// The digests of both plans; equal when the two ran the same.
  public var plans: (left: Digest, right: Digest)
  /// How the hosts differ.
  public var environment: FingerprintDiff
  /// Results that both have, and those that are not the same.
  public var comparedResults: Int
  /// Results that are not the same.
  public var results: [ResultDifference]
  /// Metrics of measurements that both have, in plan order.
  public var measurements: [EstimateComparison]
  /// Claims that both judged, and not alike.
  public var claims: [ClaimDifference]
  /// Branches of the score that both have.
  public var scores: [EstimateComparison]

  /// One named result of a trial that is not the same.
  public struct ResultDifference: Sendable, Hashable {
    /// The trial, such as `gemm[type=f32]#0`.
    public var trial: String
    /// The name of the result.
    public var name: String
    /// The value on the left; `nil` where there is none.
    public var left: ResultValue.Content?
    /// The value on the right; `nil` where there is none.
    public var right: ResultValue.Content?
  }

  /// Two estimates of one quantity with their intervals.
  public struct EstimateComparison: Sendable, Hashable {
    /// The metric or branch.
    public var name: String
    /// The unit of both.
    public var unit: String
    /// The estimate on the left.
    public var left: Estimate
    /// The estimate on the right.
    public var right: Estimate

    /// Whether the intervals share a point; where they do not, the difference is more than their spread.
    public var overlaps: Bool { left.low <= right.high && right.low <= left.high }
    /// Right over left; `nil` where left is zero.
    public var ratio: Double? { left.value == 0 ? nil : right.value / left.value }
  }

  /// A claim that was judged differently.
  public struct ClaimDifference: Sendable, Hashable {
    /// The claim as the spec writes it.
    public var text: String
    /// The verdict on the left.
    public var left: ClaimVerdict.Verdict
    /// The verdict on the right.
    public var right: ClaimVerdict.Verdict
  }

  /// Compares the records of two bundles.
  ///
  /// Complexity: linear in their size.
  public init(_ left: BundleRecords, _ right: BundleRecords) {
    plans = (left.planDigest, right.planDigest)
    environment = FingerprintDiff(left.environment, right.environment, for: left.plan)
    if let forced = BundleDiff.hostDifference(left, right) { environment.add(slowing: forced) }
    (comparedResults, results) = BundleDiff.results(left, right)
    let metrics = Dictionary(right.scores.metrics.map { (BundleDiff.name($0), $0) }, uniquingKeysWith: { first, _ in first })
    measurements = left.scores.metrics.compactMap { metric in
      guard metric.origin == .measurement, let other = metrics[BundleDiff.name(metric)], other.unit == metric.unit else { return nil }
      return EstimateComparison(name: BundleDiff.name(metric), unit: metric.unit, left: metric.estimate, right: other.estimate)
    }
    let verdicts = Dictionary(right.scores.claims.map { ($0.text, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    claims = left.scores.claims.compactMap { claim in
      guard let other = verdicts[claim.text], other != claim.verdict else { return nil }
      return ClaimDifference(text: claim.text, left: claim.verdict, right: other)
    }
    scores = BundleDiff.scores(left.scores, right.scores)
  }

  /// Whether anything differs by more than its spread.
  public var isEquivalent: Bool {
    plans.left == plans.right && results.isEmpty && claims.isEmpty && measurements.allSatisfy(\.overlaps) && scores.allSatisfy(\.overlaps)
  }

  /// What the first trial that both have was measured on differently, which no fingerprint shows: targets may force it.
  private static func hostDifference(_ left: BundleRecords, _ right: BundleRecords) -> String? {
    let others = Dictionary(right.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for trial in left.trials {
      guard let one = trial.host, let other = others[trial.id]?.host else { continue }
      var parts: [String] = []
      if one.isa != other.isa { parts.append("the instruction set (\(excerpt(one.isa)) | \(excerpt(other.isa)))") }
      if one.threads != other.threads { parts.append("the threads (\(one.threads) | \(other.threads))") }
      if one.library != other.library {
        parts.append("the library (\(excerpt(one.library ?? "none")) | \(excerpt(other.library ?? "none")))")
      }
      if !parts.isEmpty { return parts.joined(separator: " and ") + " of \(quoted("\(trial.id)"))" }
    }
    return nil
  }

  private static func name(_ metric: MetricValue) -> String { "\(metric.node).\(metric.metric)" }

  private static func results(_ left: BundleRecords, _ right: BundleRecords) -> (compared: Int, differences: [ResultDifference]) {
    func values(_ records: BundleRecords) -> [TrialID: [String: ResultValue.Content]] {
      var found: [TrialID: [String: ResultValue.Content]] = [:]
      for trial in records.results.trials + records.bounded.trials {
        for value in trial.values { found[trial.id, default: [:]][value.name] = value.value }
      }
      return found
    }
    let (one, other) = (values(left), values(right))
    var compared = 0
    var differences: [ResultDifference] = []
    let order = left.trials.map(\.id) + right.trials.map(\.id)
    var seen: Set<TrialID> = []
    for trial in order where seen.insert(trial).inserted {
      let names = Set(one[trial, default: [:]].keys).union(other[trial, default: [:]].keys).sorted()
      for name in names {
        compared += 1
        let (mine, theirs) = (one[trial]?[name], other[trial]?[name])
        if mine != theirs { differences.append(ResultDifference(trial: "\(trial)", name: name, left: mine, right: theirs)) }
      }
    }
    return (compared, differences)
  }

  private static func scores(_ left: Scores, _ right: Scores) -> [EstimateComparison] {
    func flat(_ branches: [ScoreValue], _ path: String) -> [(String, Estimate)] {
      branches.flatMap { branch in
        let name = path.isEmpty ? branch.id : "\(path).\(branch.id)"
        return (branch.estimate.map { [(name, $0)] } ?? []) + flat(branch.branches, name)
      }
    }
    let others = Dictionary(flat(right.score, ""), uniquingKeysWith: { first, _ in first })
    var comparisons = flat(left.score, "").compactMap { name, estimate in
      others[name].map { EstimateComparison(name: name, unit: "1", left: estimate, right: $0) }
    }
    if let one = left.total, let other = right.total {
      comparisons.append(EstimateComparison(name: "total", unit: "1", left: one, right: other))
    }
    return comparisons
  }
}
