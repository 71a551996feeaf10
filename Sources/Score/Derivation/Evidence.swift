internal import Record

/// The raw records of a run, found by cell and trial.
struct Evidence {
  private let trials: [TrialID: TrialLine]
  private let results: [TrialID: [TrialResult]]
  private let measurements: [TrialID: [TrialMeasurement]]
  private let artifacts: (Digest) -> [UInt8]?
  /// Hands over the lines of a trial's item records; `false` where they are not at hand.
  let forEachItemLine: ItemLineReading

  init(_ records: RawRecords, artifacts: @escaping (Digest) -> [UInt8]?, items: @escaping ItemLineReading) {
    trials = Dictionary(records.trials.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    forEachItemLine = items
    results = Dictionary(grouping: records.results.trials + records.bounded.trials, by: \.id)
    measurements = Dictionary(grouping: records.measurements.trials, by: \.id)
    self.artifacts = artifacts
  }

  /// Demands that every planned trial of a cell finished: what others left says nothing about the cell.
  func demandFinished(_ node: Node) throws(MissingValue) {
    for index in 0..<max(0, node.trials) {
      let status = trial(index, of: node)?.status
      if status != .ok { throw MissingValue("trial \(index + 1) of \(node.trials) \(status?.words ?? "is not on record")") }
    }
  }

  /// The line of a planned trial.
  func trial(_ index: Int, of node: Node) -> TrialLine? { trials[TrialID(node: node.id, index: index)] }

  /// What a trial took of energy.
  func energy(_ id: TrialID) -> TrialEnergy? { measurements[id]?.first?.energy }

  /// The named result of each planned trial, in order.
  func results(_ name: String, of node: Node) throws(MissingValue) -> [ResultValue.Content] {
    var values: [ResultValue.Content] = []
    for index in 0..<max(0, node.trials) {
      let entries = results[TrialID(node: node.id, index: index)] ?? []
      guard let value = entries.lazy.compactMap({ $0.value(name) }).first else {
        throw MissingValue("trial \(index + 1) of \(node.trials) has no result `\(name)`")
      }
      values.append(value)
    }
    return values
  }

  /// The named series of each planned trial, in order.
  func series(_ name: String, of node: Node) throws(MissingValue) -> [SampleSeries] {
    var found: [SampleSeries] = []
    for index in 0..<max(0, node.trials) {
      let entries = measurements[TrialID(node: node.id, index: index)] ?? []
      guard let series = entries.lazy.flatMap(\.series).first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
        throw MissingValue("trial \(index + 1) of \(node.trials) has no samples of `\(name)`")
      }
      found.append(series)
    }
    return found
  }

  /// The samples of the named series as one invocation of a trial took them.
  struct Part<Sample> {
    /// The number of the trial.
    var trial: Int
    /// In the order in which they were taken.
    var samples: [Sample]
    /// How many repetitions each sample stands for.
    var repetitions = 1
    /// How many more came first and are left out, since the work had not settled.
    var settling = 0
  }

  /// The times of the named series by trial and invocation, nanoseconds, of repetitions from where they settle; of a trial in one process
  /// that one.
  func nanoseconds(_ name: String, of node: Node) throws(MissingValue) -> [Part<UInt64>] {
    var parts = try parts(name, of: node) { series throws(MissingValue) in try nanoseconds(of: series) }
    guard name == "time" else { return parts }
    for index in parts.indices {
      parts[index].settling = Settling.point(parts[index].samples)
      parts[index].samples.removeFirst(parts[index].settling)
    }
    return parts
  }

  /// The readings of the named series by trial and invocation.
  func numbers(_ name: String, of node: Node) throws(MissingValue) -> [Part<Double>] {
    try parts(name, of: node) { series throws(MissingValue) in
      let numbers = series.numbers ?? series.artifact.flatMap(artifacts).flatMap(series.numbers(inFile:))
      guard let numbers, numbers.allSatisfy(\.isFinite) else { throw MissingValue("the series `\(name)` holds no readings") }
      return numbers
    }
  }

  /// Cuts the series of each trial into what its invocations took; there are as many as the plan has.
  private func parts<Sample>(
    _ name: String, of node: Node, _ read: (SampleSeries) throws(MissingValue) -> [Sample]
  ) throws(MissingValue) -> [Part<Sample>] {
    var parts: [Part<Sample>] = []
    for (index, series) in try series(name, of: node).enumerated() {
      let samples = try read(series)
      let measurement = measurements[TrialID(node: node.id, index: index)]?.first
      let ranges = measurement?.ranges(in: samples.count) ?? []
      guard ranges.count == node.invocationCount else {
        throw MissingValue("trial \(index + 1) of \(node.trials) has not the \(node.invocationCount) invocations of the plan")
      }
      let repetitions = measurement?.repetitions ?? 1
      parts += ranges.map { Part(trial: index, samples: Array(samples[$0]), repetitions: repetitions) }
    }
    guard parts.contains(where: { !$0.samples.isEmpty }) else { throw MissingValue("the series `\(name)` has no samples") }
    return parts
  }

  private func nanoseconds(of series: SampleSeries) throws(MissingValue) -> [UInt64] {
    if let samples = series.nanoseconds { return samples.map(\.value) }
    guard let digest = series.artifact else { throw MissingValue("the series `\(series.name)` holds no times") }
    guard let bytes = artifacts(digest) else {
      throw MissingValue("the samples of `\(series.name)` stand in the artifact \(digest.short), which is not at hand")
    }
    guard let samples = series.nanoseconds(inFile: bytes) else {
      throw MissingValue("the artifact \(digest.short) does not hold \(series.count) 64-bit integers")
    }
    return samples
  }

  /// The samples of a series as they were taken, nanoseconds; `nil` where they are not at hand.
  func times(of series: SampleSeries) -> [UInt64]? { try? nanoseconds(of: series) }

  /// The readings of a series as they were taken; `nil` where they are not at hand.
  func numbers(of series: SampleSeries) -> [Double]? {
    series.numbers ?? series.artifact.flatMap(artifacts).flatMap(series.numbers(inFile:))
  }
}

/// Why a metric has no value, in a sentence that can follow a colon.
struct MissingValue: Error, Hashable {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}
