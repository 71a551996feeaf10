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

  /// All samples of the named series of all trials, nanoseconds, sorted.
  func nanoseconds(_ name: String, of node: Node) throws(MissingValue) -> [UInt64] {
    var samples: [UInt64] = []
    for series in try series(name, of: node) { samples += try nanoseconds(of: series) }
    guard !samples.isEmpty else { throw MissingValue("the series `\(name)` has no samples") }
    return samples.sorted()
  }

  /// The samples of the named series of each planned trial, nanoseconds, as they were taken.
  func nanosecondsOfTrials(_ name: String, of node: Node) throws(MissingValue) -> [[UInt64]] {
    var trials: [[UInt64]] = []
    for series in try series(name, of: node) { trials.append(try nanoseconds(of: series)) }
    return trials
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

  /// All readings of the named series of all trials, sorted.
  func numbers(_ name: String, of node: Node) throws(MissingValue) -> [Double] {
    var samples: [Double] = []
    for series in try series(name, of: node) {
      let numbers = series.numbers ?? series.artifact.flatMap(artifacts).flatMap(series.numbers(inFile:))
      guard let numbers, numbers.allSatisfy(\.isFinite) else { throw MissingValue("the series `\(name)` holds no readings") }
      samples += numbers
    }
    guard !samples.isEmpty else { throw MissingValue("the series `\(name)` has no samples") }
    return samples.sorted()
  }
}

/// Why a metric has no value, in a sentence that can follow a colon.
struct MissingValue: Error, Hashable {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}
