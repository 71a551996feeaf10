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
      guard let least = samples.min(), Double(least) / Double(trial.repetitions) < floor else { continue }
      findings.append(
        Finding(
          "implausible", path: "\(trial.id)", "no processor does the work of one sample of \(quoted(series.name)) in this time",
          expected: "at least \(Int(floor.rounded(.up))) ns",
          found: "\(least) ns" + (trial.repetitions > 1 ? " for \(trial.repetitions) of them" : "")))
    }
  }

  private func samples(of series: SampleSeries) -> [UInt64]? {
    if let samples = series.nanoseconds { return samples.map(\.value) }
    return series.artifact.flatMap { folder.namedFile("artifacts", $0) }.flatMap(series.nanoseconds(inFile:))
  }
}
