internal import Attest
internal import Record
internal import Score
internal import Text

/// Compares measurements with those taken here, where a policy sets a tolerance or bands.
///
/// A verifier who sets one wants to know, so whatever could not be compared leaves the check not done. `QuantileEquivalence` is the test.
struct MeasurementBand {
  private let records: BundleRecords
  private let policy: Policy
  private let expectation: FingerprintDiff.Expectation
  private let nodes: [String: Node]

  init(_ records: BundleRecords, _ policy: Policy?) {
    self.records = records
    nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.policy = policy ?? Policy()
    expectation =
      !self.policy.boundsMeasurements || records.measurements.trials.isEmpty
      ? FingerprintDiff.Expectation(answer: .unknown, because: "not asked")
      : FingerprintDiff(
        records.environment, Host.probe(.live(opening: records.plan.openedLibraries)), for: records.plan, ignoringDisturbances: true
      ).speed
  }

  /// Load of others slows a host by less, so that no disturbance excuses more.
  private static let mostByLoad = 4.0

  /// Whether samples are taken here.
  var isMeasured: Bool { policy.boundsMeasurements && expectation.answer == .yes }

  /// - Parameters:
  ///   - store: What was executed here.
  ///   - selection: The cells that are compared.
  func outcome(_ store: MemoryStore, _ folder: BundleFolder, of selection: CellSelection) -> CheckOutcome {
    guard policy.boundsMeasurements else {
      return CheckOutcome("measurements", done: "possible, and not compared: your policy sets no tolerance")
    }
    let chosen = records.measurements.trials.filter { selection.chosen.contains($0.node) }
    let recorded = series(chosen) { folder.namedFile("artifacts", $0) }
    guard !recorded.isEmpty else { return CheckOutcome("measurements", done: "the chosen cells have none") }
    guard isMeasured else {
      let finding = Finding(
        "speed-not-comparable", .unchecked, path: BundleFile.measurements, "measurements were not compared: \(expectation.becauseHere)")
      return CheckOutcome("measurements", notDone: "not compared: \(expectation.becauseHere)", findings: [finding])
    }
    let here = series(store.trials.compactMap(\.measurement)) { try? store.file($0) }
    let bounded = recorded.keys.sorted().flatMap(bands)
    let excuses = Excuses(
      recorded: disturbances(records.measurements.trials).map { "the recorded run was \($0.phrase)" },
      here: disturbances(store.trials.compactMap(\.measurement)).map { "this one was \($0.phrase)" },
      times: Set(chosen.flatMap { trial in trial.series.filter { $0.unit == "ns" }.map { Name(node: trial.node, series: $0.name) } }))
    let findings = bounded.compactMap { compare($0, recorded[$0.name] ?? [], here[$0.name], excuses) }
    let widths = Set(bounded.map(\.width)).sorted().map(\.percentText).joined(separator: ", ")
    return CheckOutcome(
      "measurements", done: "\(Set(bounded.map(\.name)).count) series within \(widths)", findings: findings)
  }

  /// Only comparable hosts are compared, so that the CPUs are those of the recorded one.
  private func disturbances(_ trials: [TrialMeasurement]) -> [Disturbance] {
    Disturbance.all(in: trials, lines: records.trials, host: records.environment)
  }

  /// A percentile of a series and how far it may lie from the recorded one.
  private struct Band: CustomStringConvertible {
    let name: Name
    let percent: Int
    let width: Rational

    var description: String { percent == 50 ? "\(name)" : "\(name) p\(percent)" }
    /// What is compared.
    var noun: String { percent == 50 ? "median" : "\(percent)th percentile" }
  }

  /// What the metrics of a series are, each percentile with the narrowest band of theirs and else the policy's tolerance.
  ///
  /// All trials of a cell come together, as they do in its metrics. A series that no metric follows from is compared by its median.
  private func bands(of name: Name) -> [Band] {
    // A reading is a series and a metric of one name.
    let metrics = nodes[name.node]?.metrics.filter { ($0.derivation.series ?? $0.name) == name.series } ?? []
    let percents = metrics.isEmpty ? [50] : Set(metrics.map { $0.selection.percent ?? 50 }).sorted()
    return percents.compactMap { percent in
      let widths = metrics.filter { ($0.selection.percent ?? 50) == percent }.compactMap { policy.bands[$0.name] }
      return (widths.min() ?? policy.tolerance).map { Band(name: name, percent: percent, width: $0) }
    }
  }

  /// What load may have done to either run.
  ///
  /// It makes times longer, so that it excuses the run that took longer and never the quicker one.
  private struct Excuses {
    let recorded: [String]
    let here: [String]
    let times: Set<Name>

    func of(_ test: QuantileEquivalence, _ name: Name) -> [String] {
      guard times.contains(name) else { return recorded + here }
      return test.ratio > 1 ? here : recorded
    }
  }

  /// A sample series of a cell.
  private struct Name: Hashable, Comparable, CustomStringConvertible {
    let node: String
    let series: String

    static func < (left: Name, right: Name) -> Bool { (left.node, left.series) < (right.node, right.series) }
    var description: String { "\(node).\(series)" }
  }

  /// The samples of all trials of each cell by series and invocation; one that cannot be read is empty.
  private func series(_ trials: [TrialMeasurement], _ file: (Digest) -> [UInt8]?) -> [Name: [[Double]]] {
    var found: [Name: [[Double]]] = [:]
    for trial in trials {
      for series in trial.series {
        let times = series.nanoseconds?.map(\.value) ?? series.artifact.flatMap(file).flatMap(series.nanoseconds(inFile:))
        let readings = series.artifact.flatMap(file).flatMap(series.numbers(inFile:))
        let samples = series.numbers ?? times.map { $0.map { Double($0) / Double(trial.repetitions) } } ?? readings ?? []
        let ranges = trial.ranges(in: samples.count) ?? []
        found[Name(node: trial.node, series: series.name), default: []] += ranges.map { range in
          Array(samples[range].dropFirst(series.name == "time" ? Settling.point(Array(samples[range])) : 0))
        }
      }
    }
    return found
  }

  private func compare(_ band: Band, _ recorded: [[Double]], _ here: [[Double]]?, _ excuses: Excuses) -> Finding? {
    guard (nodes[band.name.node]?.invocationCount ?? 1) > 1 else {
      return compare(band, recorded.flatMap(\.self), here?.flatMap(\.self), excuses)
    }
    guard let here, !here.isEmpty else { return notTaken(band) }
    func values(_ invocations: [[Double]]) -> [Double] {
      invocations.filter { !$0.isEmpty }.map { $0.sorted()[OrderStatistics.nearestRank(count: $0.count, percent: band.percent) - 1] }
    }
    let (mine, theirs) = (values(recorded), values(here))
    if Set(mine).count == 1, Set(theirs) == Set(mine) { return nil }
    // Two one-sided tests of 5 % each are an interval of 90 %.
    guard let test = RatioTest(mine, theirs, within: 0.9) else {
      return Finding(
        "measurement-undecided", .unchecked, path: "\(band)", "no interval: the test takes at least two invocations with positive values",
        expected: counted(mine.count, "invocation"), found: counted(theirs.count, "invocation"))
    }
    return finding(QuantileEquivalence(test, tolerance: band.width.real), band, excuses)
  }

  private func notTaken(_ band: Band) -> Finding {
    Finding(
      "measurement-not-taken", .unchecked, path: "\(band.name)",
      "not measured here, since the cell is not executed again, or did not finish")
  }

  private func compare(_ band: Band, _ recorded: [Double], _ here: [Double]?, _ excuses: Excuses) -> Finding? {
    guard let here, !here.isEmpty else { return notTaken(band) }
    // Readings that are the same number each time, such as a count of 0, need no test.
    if Set(recorded).count == 1, Set(here) == Set(recorded) { return nil }
    guard let test = QuantileEquivalence(recorded: recorded, here: here, percent: band.percent, tolerance: band.width.real) else {
      let least = QuantileEquivalence.leastSamples(percent: band.percent)
      return Finding(
        "measurement-undecided", .unchecked, path: "\(band)",
        "no interval of the \(band.noun): the test takes at least \(least) positive samples on each side",
        expected: counted(recorded.count, "sample"), found: counted(here.count, "sample"))
    }
    return finding(test.ofOneProcess, band, excuses)
  }

  /// What lies outside on a disturbed host may be the disturbance, so that it is not decided.
  private func finding(_ test: QuantileEquivalence, _ band: Band, _ excuses: Excuses) -> Finding? {
    let disturbances = excuses.of(test, band.name)
    let expected = "within \(band.width.percentText) of the recorded \(band.noun)"
    let found = "\(percent(test.ratio)) of it, by the intervals \(percent(test.interval.low)) to \(percent(test.interval.high))"
    switch test.verdict {
    case .within: return nil
    case .outside where !disturbances.isEmpty && !test.isBeyond(MeasurementBand.mostByLoad):
      return Finding(
        "measurement-undecided", .unchecked, path: "\(band)",
        "outside the policy's band here, which load may be the reason for: "
          + disturbances.joined(separator: "; "), expected: expected, found: found, help: "verify again when nothing else runs")
    case .outside:
      return Finding("measurement-outside", path: "\(band)", "outside the policy's band here", expected: expected, found: found)
    case .undecided(let needed):
      return Finding(
        "measurement-undecided", .unchecked, path: "\(band)", "not shown to lie in the policy's band, nor outside it",
        expected: expected, found: found,
        help: needed.map { "as these samples spread, about \($0) on each side would decide" }
          ?? "no number of samples decides where they lie so far apart")
    }
  }

  private func percent(_ ratio: Double) -> String { "\((ratio * 1000).rounded() / 10) %" }
}

extension Rational {
  /// `5 %`.
  var percentText: String { multiplied(by: Rational(100)).map { "\($0) %" } ?? "\(self)" }
}

extension FingerprintDiff.Expectation {
  /// Why, for who compares a record with this host: it introduces the names of the two.
  var becauseHere: String {
    because.contains(" in A") || because.contains(" in B") ? "\(because) (A is the host of the record, B this one)" : because
  }
}
