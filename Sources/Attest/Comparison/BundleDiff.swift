// What two bundles say differently.
public import Record
internal import Text

/// The differences of two bundles: plans, environment, results, measurements, claims and scores.
public struct BundleDiff: Sendable {
  /// What the plans do differently.
  public let plans: PlanDiff
  /// How the hosts differ, and what disturbed them.
  public let environment: FingerprintDiff
  /// What the first trial of both was executed with differently, which no fingerprint shows: targets may force it.
  public let hosts: String?
  /// How many results both have.
  public let comparedResults: Int
  /// Results of both that are not the same.
  public let results: [ResultDifference]
  /// Results and measurements that only one of the two has; they count for nothing.
  public let untold: [Untold]
  /// Metrics of measurements that both have, in plan order.
  public let measurements: [EstimateComparison]
  /// Claims that both judged, and not alike.
  public let claims: [ClaimDifference]
  /// Branches of the score that both have.
  public let scores: [EstimateComparison]

  /// One named result of a trial that is not the same.
  public struct ResultDifference: Sendable, Hashable {
    /// The trial, such as `gemm[type=f32]#0`.
    public var trial: String
    /// The name of the result.
    public var name: String
    /// The value in A.
    public var left: ResultValue.Content
    /// The value in B.
    public var right: ResultValue.Content
  }

  /// Something that only one of the two has.
  public struct Untold: Sendable, Hashable {
    /// The trial with the name of its result, or the metric.
    public var name: String
    /// Whether A has it, and not B.
    public var isLeft: Bool
  }

  /// A claim that was judged differently.
  public struct ClaimDifference: Sendable, Hashable {
    /// The claim as the spec writes it.
    public var text: String
    /// The verdict in A.
    public var left: ClaimVerdict.Verdict
    /// The verdict in B.
    public var right: ClaimVerdict.Verdict
  }

  /// Compares the records of two bundles.
  ///
  /// Cells that the plans define differently are not compared. Complexity: linear in the size of the records.
  ///
  /// - Parameter test: Tests two measurements over their invocations.
  public init(_ left: BundleRecords, _ right: BundleRecords, test: RatioTesting = { _, _, _ in nil }) {
    plans = PlanDiff(left.plan, right.plan)
    let cells = Set(plans.shared)
    let disturbances = Disturbances(left: Disturbance.all(in: left), right: Disturbance.all(in: right))
    environment = FingerprintDiff(left.environment, right.environment, for: left.plan, disturbances: disturbances)
    hosts = BundleDiff.hostDifference(left, right)
    let compared = ResultTally(left, right, cells)
    comparedResults = compared.count
    results = compared.differences
    let metrics = MetricTally(left, right, cells, test)
    measurements = metrics.measurements
    untold = compared.untold + metrics.untold
    let verdicts = Dictionary(right.scores.claims.map { ($0.text, $0.verdict) }, uniquingKeysWith: { first, _ in first })
    claims = left.scores.claims.compactMap { claim in
      guard let other = verdicts[claim.text], other != claim.verdict else { return nil }
      return ClaimDifference(text: claim.text, left: claim.verdict, right: other)
    }
    scores = metrics.scores
  }

  /// Measurements that differ beyond chance.
  public var apart: [EstimateComparison] { measurements.filter { $0.verdict == .outside } }

  /// Whether measurements differ, and what disturbed a host may be all there is to it.
  public var isDisturbed: Bool { hosts == nil && !environment.disturbances.isEmpty && !apart.isEmpty }

  /// Whether no measurement shows that the two agree or differ, and something disturbed a host.
  public var showsNothing: Bool {
    hosts == nil && !environment.disturbances.isEmpty && !measurements.isEmpty && measurements.allSatisfy { $0.verdict == .undecided }
  }

  /// Measurements that one process took, so that nothing is known of the machine.
  public var ofOneRun: [EstimateComparison] { measurements.filter(\.isOfOneRun) }

  /// Whether there are measurements, and each is about one run alone.
  public var isAboutOneRun: Bool { !measurements.isEmpty && ofOneRun.count == measurements.count }

  /// Whether nothing differs: the same plan, results and verdicts, and no measurement beyond chance, of those that can say it.
  public var isEquivalent: Bool {
    plans.isSame && results.isEmpty && untold.isEmpty && apart.isEmpty && claims.isEmpty && !isAboutOneRun && !showsNothing
  }

  private static func hostDifference(_ left: BundleRecords, _ right: BundleRecords) -> String? {
    let others = Dictionary(right.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for trial in left.trials {
      guard let one = trial.host, let other = others[trial.id]?.host else { continue }
      var parts: [String] = []
      func add(_ what: String, _ mine: String, _ theirs: String) {
        if mine != theirs { parts.append("\(what) is \(excerpt(mine)) in A and \(excerpt(theirs)) in B") }
      }
      add("the instruction set", one.isa, other.isa)
      add("the number of threads", "\(one.threads)", "\(other.threads)")
      add("the library", one.library ?? "none", other.library ?? "none")
      if !parts.isEmpty { return "\(parts.joined(separator: ", ")) (\(quoted("\(trial.id)")))" }
    }
    return nil
  }
}
