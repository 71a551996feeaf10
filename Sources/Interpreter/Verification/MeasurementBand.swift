internal import Attest
internal import Record
internal import Score

/// Compares measurements with those taken here, where a policy sets a tolerance and the fingerprints make them comparable.
struct MeasurementBand {
  private let tolerance: Rational?
  private let expectation: FingerprintDiff.Expectation

  init(_ records: BundleRecords, _ policy: Policy?) {
    tolerance = policy?.tolerance
    expectation =
      tolerance == nil || records.measurements.trials.isEmpty
      ? FingerprintDiff.Expectation(answer: .unknown, because: "not asked")
      : FingerprintDiff(records.environment, Host.probe(.live(opening: records.plan.openedLibraries)), for: records.plan).speed
  }

  /// Whether samples are taken here.
  var isMeasured: Bool { tolerance != nil && expectation.answer == .yes }

  func findings(_ records: BundleRecords, _ store: MemoryStore) -> [Finding] {
    guard let tolerance, !records.measurements.trials.isEmpty else { return [] }
    guard isMeasured else {
      return [
        Finding(
          "speed-not-comparable", .note, path: BundleFile.measurements, "measurements were not compared: \(expectation.because)")
      ]
    }
    let trials = store.trials
    let digest = records.planDigest
    let raw = RawRecords(
      plan: records.plan, results: Results(plan: digest, trials: trials.map(\.result)),
      bounded: BoundedResults(plan: digest, trials: []),
      measurements: Measurements(plan: digest, trials: trials.compactMap(\.measurement)))
    let here = scores(of: raw, artifacts: { try? store.file($0) })
    return here.metrics.filter { $0.origin == .measurement }.compactMap { metric in
      let recorded = records.scores.metrics.first {
        $0.node.utf8.elementsEqual(metric.node.utf8) && $0.metric.utf8.elementsEqual(metric.metric.utf8)
      }
      return recorded.flatMap { MeasurementBand.compare($0, metric, tolerance) }
    }
  }

  /// Outside means further than the band allows, and further than both intervals explain.
  private static func compare(_ recorded: MetricValue, _ here: MetricValue, _ tolerance: Rational) -> Finding? {
    let (left, right) = (recorded.estimate, here.estimate)
    let isNear = abs(right.value - left.value) <= tolerance.real * abs(left.value)
    let overlaps = left.low <= right.high && right.low <= left.high
    if isNear || overlaps { return nil }
    return Finding(
      "measurement-outside", path: "\(recorded.node).\(recorded.metric)", "outside the policy's band of \(tolerance.percentText) here",
      expected: "\(left.value) \(recorded.unit)", found: "\(right.value) \(here.unit)")
  }
}

extension Rational {
  /// `5 %`.
  var percentText: String { multiplied(by: Rational(100)).map { "\($0) %" } ?? "\(self)" }
}
