internal import Record
internal import Text

/// Checks the shape of sample series and their number against the plan's sampling.
struct MeasurementChecks {
  private let records: BundleRecords
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(records: BundleRecords, folder: BundleFolder) {
    self.records = records
    self.folder = folder
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, trial) in records.measurements.trials.enumerated() {
      let place = "\(BundleFile.measurements)#/trials/\(index)"
      for (number, series) in trial.series.enumerated() { checkShape(series, at: "\(place)/series/\(number)") }
      guard let node = nodes[trial.node] else { continue }
      checkNames(trial, of: node, at: place)
      if let timing = node.timing { checkStopping(trial, timing.series, timing.rule, at: place) }
    }
    for (index, trial) in records.results.trials.enumerated() {
      checkClasses(trial, at: "\(BundleFile.results)#/trials/\(index)", bounded: false)
    }
    for (index, trial) in records.bounded.trials.enumerated() {
      checkClasses(trial, at: "\(BundleFile.bounded)#/trials/\(index)", bounded: true)
    }
  }

  private mutating func report(_ code: String, _ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding(code, path: place, message, expected: expected, found: found))
  }

  /// A series holds its samples in exactly one way, as many as it says.
  private mutating func checkShape(_ series: SampleSeries, at place: String) {
    let ways = [series.nanoseconds != nil, series.numbers != nil, series.artifact != nil].count { $0 }
    guard ways == 1, series.count >= 0 else {
      report("series-shape", place, "a series holds its samples in exactly one way")
      return
    }
    if let artifact = series.artifact {
      let path = "data/artifacts/\(artifact.hex)"
      let (bytes, overflow) = series.count.multipliedReportingOverflow(by: 8)
      if let size = folder.files[path], overflow || size != bytes {
        report("series-shape", place, "not as many samples as the artefact holds", expected: "\(size / 8)", found: "\(series.count)")
      }
    } else {
      let count = series.nanoseconds?.count ?? series.numbers?.count ?? 0
      if count != series.count {
        report("series-shape", place, "not as many samples as it says", expected: "\(series.count)", found: "\(count)")
      }
      if count > SampleSeries.inlineLimit {
        report("series-shape", place, "too long to stand in the record", expected: "at most \(SampleSeries.inlineLimit)", found: "\(count)")
      }
    }
    if series.nanoseconds != nil, series.unit != "ns" {
      report("series-shape", place, "times are in nanoseconds", expected: "ns", found: excerpt(series.unit))
    }
  }

  /// The series are those of the cell; where a rule ends the sampling, each has as many samples as the one that the rule is about.
  private mutating func checkNames(_ trial: TrialMeasurement, of node: Node, at place: String) {
    let names = trial.series.map(\.name)
    let expected = node.leaves.series
    if Set(names).count != names.count { report("series-shape", place, "two series have one name") }
    for name in names where !expected.contains(name) {
      report(
        "series-shape", place, "trials of this cell have no such series", expected: expected.joined(separator: ", "), found: excerpt(name))
    }
    guard let timing = node.timing, let count = trial.series.first(where: { $0.name == timing.series })?.count else { return }
    for name in expected where trial.series.first(where: { $0.name == name })?.count != count {
      report("series-shape", place, "\(quoted(name)) has not one value for each sample", expected: "\(count)")
    }
  }

  /// The recorded number of samples and the reason are those that the plan's rule gives for these samples, from the first on.
  private mutating func checkStopping(_ trial: TrialMeasurement, _ name: String, _ rule: Sampling, at place: String) {
    guard let series = trial.series.first(where: { $0.name == name }) else {
      report("stopping-rule", place, "the series that the rule is about is missing", expected: name)
      return
    }
    if trial.warmup != rule.warmup {
      report("stopping-rule", "\(place)/warmup", "not the warm-up of the plan", expected: "\(rule.warmup)", found: "\(trial.warmup)")
    }
    guard let samples = samples(of: series) else {
      findings.append(
        Finding("series-unread", .unchecked, path: place, "the samples of \(quoted(name)) cannot be read, so their number was not checked"))
      return
    }
    let stop = stopping(rule, samples)
    guard stop.count == samples.count, stop.reason == trial.stopped else {
      report(
        "stopping-rule", "\(place)/stopped", "the plan's rule does not end the samples here and so",
        expected: stop.reason.map { "\($0.rawValue) after \(stop.count) samples" } ?? "more than \(samples.count) samples",
        found: "\(trial.stopped.rawValue) after \(samples.count) samples")
      return
    }
  }

  /// Where and why a rule stops.
  ///
  /// For a long series only its end is looked at: the rule says stop there, and not one sample before.
  private func stopping(_ rule: Sampling, _ samples: [UInt64]) -> (count: Int, reason: TrialMeasurement.Stopped?) {
    if samples.count <= SampleSeries.inlineLimit {
      return rule.firstStop(in: samples).map { ($0.count, $0.reason) } ?? (samples.count, nil)
    }
    if case .stop(let reason) = rule.decision(after: Array(samples.dropLast())) { return (samples.count - 1, reason) }
    if case .stop(let reason) = rule.decision(after: samples) { return (samples.count, reason) }
    return (samples.count, nil)
  }

  private func samples(of series: SampleSeries) -> [UInt64]? {
    if let samples = series.nanoseconds { return samples.map(\.value) }
    return series.artifact.flatMap { folder.bytes("data/artifacts/\($0.hex)") }.flatMap(series.nanoseconds(inFile:))
  }

  /// Results and results within a bound never share a file; names are sorted and stand once.
  private mutating func checkClasses(_ trial: TrialResult, at place: String, bounded: Bool) {
    for (index, value) in trial.values.enumerated() where (value.class == .bounded) != bounded {
      report("result-class", "\(place)/values/\(index)/class", "a value of this class stands in another file", found: value.class.rawValue)
    }
    for (left, right) in zip(trial.values, trial.values.dropFirst()) where !left.name.utf8.lexicographicallyPrecedes(right.name.utf8) {
      report("result-order", place, "values are not sorted by name", found: excerpt(right.name))
    }
  }
}
