internal import Record
internal import Text

/// Checks sample series: their shape, their number against the plan's sampling, and their witnesses.
struct MeasurementChecks {
  let records: BundleRecords
  private let folder: BundleFolder
  var findings: [Finding] = []
  /// The cell whose trials are looked at, with what its processes measured.
  var copies = (node: "", series: SeriesCopies())
  let targets: [String: TargetPlan]
  /// Nanoseconds in which trials were measured, one after another.
  var measured = 0.0

  init(records: BundleRecords, folder: BundleFolder) {
    self.records = records
    self.folder = folder
    targets = Dictionary(records.plan.targets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let nodes = Dictionary(records.plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let lines = Dictionary(records.trials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for (index, trial) in records.measurements.trials.enumerated() {
      let place = "\(BundleFile.measurements)#/trials/\(index)"
      for (number, series) in trial.series.enumerated() { checkShape(series, at: "\(place)/series/\(number)") }
      guard let node = nodes[trial.node] else { continue }
      checkNames(trial, node.leaves.series, at: place)
      if let timing = node.timing {
        checkSamples(trial, timing, lines[trial.id], of: node, at: place)
      } else {
        checkQueries(trial, at: place)
        checkWitnesses(trial, [], lines[trial.id], of: node, at: place)
      }
    }
    checkRun()
  }

  mutating func report(_ code: String, _ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding(code, path: place, message, expected: expected, found: found))
  }

  private mutating func misshapen(_ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    report("series-shape", place, message, expected: expected, found: found)
  }
}

// MARK: - Shape

extension MeasurementChecks {
  /// A series holds its samples in exactly one way, as many as it says.
  private mutating func checkShape(_ series: SampleSeries, at place: String) {
    let ways = [series.nanoseconds != nil, series.numbers != nil, series.artifact != nil].count { $0 }
    guard ways == 1, series.count >= 0 else { return misshapen(place, "a series holds its samples in exactly one way") }
    if let artifact = series.artifact {
      checkFile(artifact, of: series, at: place)
      return
    }
    let count = series.nanoseconds?.count ?? series.numbers?.count ?? 0
    if count != series.count { misshapen(place, "not as many samples as it says", expected: "\(series.count)", found: "\(count)") }
    if count > SampleSeries.inlineLimit {
      misshapen(place, "too long to stand in the record", expected: "at most \(SampleSeries.inlineLimit)", found: "\(count)")
    }
  }

  private mutating func checkFile(_ artifact: Digest, of series: SampleSeries, at place: String) {
    let (bytes, overflow) = series.count.multipliedReportingOverflow(by: 8)
    if let size = folder.files["data/artifacts/\(artifact.hex)"], overflow || size != bytes {
      misshapen(place, "not as many samples as the artefact holds", expected: "\(size / 8)", found: "\(series.count)")
    }
    if series.count <= SampleSeries.inlineLimit {
      misshapen(place, "short enough to stand in the record", expected: "more than \(SampleSeries.inlineLimit)", found: "\(series.count)")
    }
  }

  /// The series are those of the cell, each once and in its unit.
  private mutating func checkNames(_ trial: TrialMeasurement, _ expected: [TrialLeaves.Series], at place: String) {
    let units = Dictionary(expected.map { ($0.name, $0.unit) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    for series in trial.series {
      if !seen.insert(series.name).inserted { misshapen(place, "two series have one name", found: excerpt(series.name)) }
      guard let unit = units[series.name] else {
        misshapen(place, "trials of this cell have no such series", found: excerpt(series.name))
        continue
      }
      let isInForm = series.artifact != nil || (series.numbers == nil) == (unit == TrialLeaves.Series.nanoseconds)
      if series.unit != unit || !isInForm {
        misshapen(place, "\(quoted(series.name)) is not in its unit", expected: unit, found: excerpt(series.unit))
      }
    }
    for series in expected where !seen.contains(series.name) { misshapen(place, "there is no series \(quoted(series.name))") }
  }

  /// Each query was sent some number of times; only one that was answered has a latency.
  private mutating func checkQueries(_ trial: TrialMeasurement, at place: String) {
    let counts = Dictionary(trial.series.map { ($0.name, $0.count) }, uniquingKeysWith: { first, _ in first })
    if let answered = counts["latency"], let sent = counts["retries"], answered > sent {
      misshapen(place, "more queries were answered than sent", expected: "at most \(sent)", found: "\(answered)")
    }
    if trial.warmup != 0 || trial.stopped != .max {
      report("stopping-rule", place, "each item is asked once, with no warm-up and no rule that ends the load")
    }
    let retries = trial.series.first { $0.name == "retries" }?.numbers ?? []
    if retries.contains(where: { $0 < 0 || $0 != $0.rounded() }) {
      misshapen(place, "how often a query went out again is a whole number")
    }
    if trial.invocations != nil {
      report("invocations-differ", "\(place)/invocations", "each item is asked once, by one process")
    }
    if trial.witnesses.count > 1 {
      report("witness-count", "\(place)/witnesses", "a load has one witness", found: "\(trial.witnesses.count)")
    }
  }
}

// MARK: - The sampling rule

extension MeasurementChecks {
  /// The recorded number of samples and the reason are those that the plan's rule gives for these samples, from the first on.
  private mutating func checkSamples(_ trial: TrialMeasurement, _ timing: Node.Timing, _ line: TrialLine?, of node: Node, at place: String)
  {
    guard let series = trial.series.first(where: { $0.name == timing.series }) else {
      return report("stopping-rule", place, "the series that the rule is about is missing", expected: timing.series)
    }
    for other in trial.series where other.count != series.count {
      misshapen(place, "\(quoted(other.name)) has not one value for each sample", expected: "\(series.count)", found: "\(other.count)")
    }
    let watched = timing.series == "latency" ? timing.rule.invocationCount : series.count
    if trial.witnesses.count != watched {
      report(
        "witness-count", "\(place)/witnesses", "not one witness for each sample, or one for all queries of an invocation",
        expected: "\(watched)",
        found: "\(trial.witnesses.count)")
    }
    if let batch = trial.batch, batch < 2 || batch > TrialMeasurement.mostBatch || batch.nonzeroBitCount != 1 || node.work.kind != .kernel {
      misshapen(
        "\(place)/batch", "not a number of repetitions that a sample of this cell stands for",
        expected: "a power of 2 up to \(TrialMeasurement.mostBatch), of a kernel", found: "\(batch)")
    }
    let rule = timing.rule
    if trial.warmup != rule.warmup {
      report("stopping-rule", "\(place)/warmup", "not the warm-up of the plan", expected: "\(rule.warmup)", found: "\(trial.warmup)")
    }
    guard let samples = samples(of: series) else {
      findings.append(
        Finding(
          "series-unread", .unchecked, path: place,
          "the samples of \(quoted(timing.series)) cannot be read, so their number was not checked"))
      return
    }
    checkInvocations(trial, rule, samples, at: place)
    checkDuration(trial, samples, line, at: place)
    checkRepeats(trial, samples, at: place)
    checkWitnesses(trial, timing.series == "latency" ? [] : samples, line, of: node, at: place)
  }

  /// There are as many invocations as planned, their samples make up the series, each ended by the rule, and none overlaps another.
  private mutating func checkInvocations(_ trial: TrialMeasurement, _ rule: Sampling, _ samples: [UInt64], at place: String) {
    let count = trial.invocations?.count ?? 1
    guard (trial.invocations == nil) == (rule.invocationCount == 1), count == rule.invocationCount,
      let ranges = trial.ranges(in: samples.count)
    else {
      return report(
        "invocations-differ", "\(place)/invocations", "not the invocations of the plan, with all samples of the series",
        expected: counted(rule.invocationCount, "invocation"), found: counted(count, "invocation"))
    }
    guard let invocations = trial.invocations else {
      return checkStopping(trial.stopped, rule, samples[...], at: "\(place)/stopped")
    }
    checkSpread(invocations, rule, at: place)
    if invocations.last?.stopped != trial.stopped {
      report("stopping-rule", "\(place)/stopped", "not the reason of the last invocation", found: trial.stopped.rawValue)
    }
    var ended: UInt64 = 0
    for (index, (invocation, range)) in zip(invocations, ranges).enumerated() {
      let place = "\(place)/invocations/\(index)"
      checkStopping(invocation.stopped, rule.ofInvocation, samples[range], at: "\(place)/stopped")
      checkWindow(invocation, samples[range], after: ended, at: place)
      ended = invocation.ended.value
    }
  }

  private mutating func checkStopping(
    _ stopped: TrialMeasurement.Stopped, _ rule: Sampling, _ samples: ArraySlice<UInt64>, at place: String
  ) {
    let stop = rule.firstStop(in: Array(samples))
    if stop?.count == samples.count, stop?.reason == stopped { return }
    report(
      "stopping-rule", place, "the plan's rule does not end the samples here and so",
      expected: stop.map { "\($0.reason.rawValue) after \($0.count) samples" } ?? "more than \(samples.count) samples",
      found: "\(stopped.rawValue) after \(samples.count) samples")
  }

  /// The samples of a series; `nil` where they cannot be read.
  private func samples(of series: SampleSeries) -> [UInt64]? {
    if let samples = series.nanoseconds { return samples.map(\.value) }
    return series.artifact.flatMap { folder.bytes("data/artifacts/\($0.hex)") }.flatMap(series.nanoseconds(inFile:))
  }
}
