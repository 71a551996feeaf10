internal import Record

/// Checks the shape of sample series and their number against the plan's sampling.
struct MeasurementChecks {
  private let records: BundleRecords
  private let folder: BundleFolder
  private(set) var findings: [Finding] = []

  init(records: BundleRecords, folder: BundleFolder) {
    self.records = records
    self.folder = folder
    for (index, trial) in records.measurements.trials.enumerated() {
      let place = "\(BundleFile.measurements)#/trials/\(index)"
      for (number, series) in trial.series.enumerated() { checkShape(series, at: "\(place)/series/\(number)") }
      checkNames(trial, at: place)
    }
    for (index, trial) in records.results.trials.enumerated() {
      checkClasses(trial, at: "\(BundleFile.results)#/trials/\(index)", bounded: false)
    }
    for (index, trial) in (records.bounded?.trials ?? []).enumerated() {
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
    if series.numbers == nil, series.unit != "ns" {
      report("series-shape", place, "times are in nanoseconds", expected: "ns", found: escaped(series.unit))
    }
  }

  private mutating func checkNames(_ trial: TrialMeasurement, at place: String) {
    let names = trial.series.map(\.name)
    if Set(names).count != names.count { report("series-shape", place, "two series have one name") }
  }

  /// Results and results within a bound never share a file; names are sorted and stand once.
  private mutating func checkClasses(_ trial: TrialResult, at place: String, bounded: Bool) {
    for (index, value) in trial.values.enumerated() where (value.class == .bounded) != bounded {
      report("result-class", "\(place)/values/\(index)/class", "a value of this class stands in another file", found: value.class.rawValue)
    }
    for (left, right) in zip(trial.values, trial.values.dropFirst()) where !left.name.utf8.lexicographicallyPrecedes(right.name.utf8) {
      report("result-order", place, "values are not sorted by name", found: escaped(right.name))
    }
  }
}
