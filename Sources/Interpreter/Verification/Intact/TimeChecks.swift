internal import Attest
internal import Record
internal import Text

/// Refuses times that no host can have measured: below what the counted work of a sample takes at the peak of any processor.
///
/// It needs no comparable host, and no policy can switch it off. Pieces of an answer that come in one read have no time between them.
struct TimeChecks {
  private let records: BundleRecords
  private let folder: BundleFolder
  private var findings: [Finding] = []
  private var count = 0

  init(_ records: BundleRecords, _ folder: BundleFolder) {
    self.records = records
    self.folder = folder
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lines = Dictionary(records.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for trial in records.measurements.trials {
      guard let node = nodes[trial.node], let line = lines[trial.id] else { continue }
      let isa = node.numerics.promise == .bound ? nil : line.host?.isa
      let roofline = Roofline(records.environment, threads: line.host?.threads ?? 1, isa: isa)
      check(trial, floor: roofline.floor(of: node, in: nodes))
    }
  }

  var outcome: CheckOutcome { CheckOutcome("times", done: "the times of \(counted(count, "trial")) are possible", findings: findings) }

  private mutating func check(_ trial: TrialMeasurement, floor: Double) {
    count += 1
    for series in trial.series where series.unit == TrialLeaves.Series.nanoseconds && series.name != "token-gap" {
      guard let samples = samples(of: series) else {
        findings.append(
          Finding("series-unread", .unchecked, path: "\(trial.id)", "the times of \(quoted(series.name)) cannot be read"))
        continue
      }
      checkBatch(trial, samples)
      guard let least = samples.min(), Double(least) / Double(trial.repetitions) < floor else { continue }
      findings.append(
        Finding(
          "implausible", path: "\(trial.id)", "no processor does the work of one sample of \(quoted(series.name)) in this time",
          expected: "at least \(Int(floor.rounded(.up))) ns",
          found: "\(least) ns" + (trial.repetitions > 1 ? " for \(trial.repetitions) of them" : "")))
    }
  }

  /// A sample stands for several repetitions only where one takes less than a microsecond, and then for as few as take ten (twice each, since
  /// the number is chosen once and samples vary).
  private mutating func checkBatch(_ trial: TrialMeasurement, _ samples: [UInt64]) {
    guard trial.repetitions > 1, let least = samples.min() else { return }
    let isPower = trial.repetitions & (trial.repetitions - 1) == 0
    guard !isPower || Double(least) / Double(trial.repetitions) >= 2_000 || least >= 40_000 else { return }
    findings.append(
      Finding(
        "implausible", path: "\(trial.id)", "a sample stands for more repetitions than the rule of batches takes",
        expected: "the least power of two that takes 10 µs, of repetitions below 1 µs",
        found: "\(trial.repetitions) repetitions in \(least) ns"))
  }

  private func samples(of series: SampleSeries) -> [UInt64]? {
    if let samples = series.nanoseconds { return samples.map(\.value) }
    return series.artifact.flatMap { folder.namedFile("artifacts", $0) }.flatMap(series.nanoseconds(inFile:))
  }
}
