internal import Attest
internal import Record
internal import Score

/// Compares measurements with those taken here, where a policy sets a tolerance.
///
/// A verifier who sets one wants to know, so whatever could not be compared leaves the check not done.
struct MeasurementBand {
  private let records: BundleRecords
  private let selection: CellSelection
  private let tolerance: Rational?
  private let expectation: FingerprintDiff.Expectation

  init(_ records: BundleRecords, _ policy: Policy?, _ selection: CellSelection) {
    self.records = records
    self.selection = selection
    tolerance = policy?.tolerance
    expectation =
      tolerance == nil || records.measurements.trials.isEmpty
      ? FingerprintDiff.Expectation(answer: .unknown, because: "not asked")
      : FingerprintDiff(
        records.environment, Host.probe(.live(opening: records.plan.openedLibraries)), for: records.plan, ignoringDisturbances: true
      ).speed
  }

  /// Whether samples are taken here.
  var isMeasured: Bool { tolerance != nil && expectation.answer == .yes }

  /// `nil` where no band is set, or nothing was measured.
  ///
  /// - Parameter store: What was executed here.
  func outcome(_ store: MemoryStore) -> CheckOutcome? {
    let recorded = records.scores.metrics.filter { $0.origin == .measurement && selection.chosen.contains($0.node) }
    guard let tolerance, !recorded.isEmpty else { return nil }
    guard isMeasured else {
      let finding = Finding(
        "speed-not-comparable", .unchecked, path: BundleFile.measurements, "measurements were not compared: \(expectation.because)")
      return CheckOutcome("measurements", notDone: "not compared: \(expectation.because)", findings: [finding])
    }
    let here = Dictionary(metrics(store).map { (Name($0), $0) }, uniquingKeysWith: { first, _ in first })
    let findings = recorded.compactMap { metric in
      here[Name(metric)].map { compare(metric, $0, tolerance) } ?? MeasurementBand.notTaken(metric)
    }
    return CheckOutcome("measurements", done: "\(recorded.count) metrics within \(tolerance.percentText)", findings: findings)
  }

  private struct Name: Hashable {
    let node: String
    let metric: String

    init(_ value: MetricValue) {
      node = value.node
      metric = value.metric
    }
  }

  private func metrics(_ store: MemoryStore) -> [MetricValue] {
    let trials = store.trials
    let lines = trials.map { TrialLine(node: $0.node, index: $0.index, stream: records.planDigest, status: $0.status, attempts: []) }
    let raw = RawRecords(
      plan: records.plan, trials: lines, results: Results(plan: records.planDigest, trials: trials.map(\.result)),
      bounded: BoundedResults(plan: records.planDigest, trials: []),
      measurements: Measurements(plan: records.planDigest, trials: trials.compactMap(\.measurement)))
    return scores(of: raw, artifacts: { try? store.file($0) }).metrics
  }

  private static func notTaken(_ metric: MetricValue) -> Finding {
    Finding(
      "measurement-not-taken", .unchecked, path: "\(metric.node).\(metric.metric)",
      "not measured here, since the cell is not executed again")
  }

  /// Outside means further than the band allows, and further than both intervals explain.
  ///
  /// What is further than the band allows and explained by wide intervals is neither inside nor outside: it was not shown to lie in the band.
  private func compare(_ recorded: MetricValue, _ here: MetricValue, _ tolerance: Rational) -> Finding? {
    let (left, right) = (recorded.estimate, here.estimate)
    // checked: these are binary64.
    if abs(right.value - left.value) <= tolerance.real * abs(left.value) { return nil }
    let place = "\(recorded.node).\(recorded.metric)"
    let (expected, found) = (MeasurementBand.text(left, recorded.unit), MeasurementBand.text(right, here.unit))
    if left.low <= right.high, right.low <= left.high {
      return Finding(
        "measurement-undecided", .unchecked, path: place,
        "not shown to lie in the policy's band of \(tolerance.percentText): the intervals are too wide", expected: expected, found: found)
    }
    return Finding(
      "measurement-outside", path: place, "outside the policy's band of \(tolerance.percentText) here", expected: expected, found: found)
  }

  private static func text(_ estimate: Estimate, _ unit: String) -> String {
    "\(estimate.value) \(unit) (\(estimate.low) to \(estimate.high))"
  }
}

extension Rational {
  /// `5 %`.
  var percentText: String { multiplied(by: Rational(100)).map { "\($0) %" } ?? "\(self)" }
}
