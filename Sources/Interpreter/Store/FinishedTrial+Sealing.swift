internal import Attest
internal import Record

extension FinishedTrial {
  /// What an executor yielded, ready to be written: long series become files, and a number that is not finite fails the trial.
  static func sealing(_ outcome: TrialOutcome, of id: TrialID, on host: HostResolution) -> (trial: FinishedTrial, files: [StoredFile]) {
    var resolution = host
    resolution.library = outcome.library ?? host.library
    resolution.isolation = outcome.isolation ?? host.isolation
    var trial = FinishedTrial(id, ended: outcome.status, outcome.reason, on: resolution)
    trial.transcripts = outcome.transcripts
    guard outcome.status == .ok else {
      // What was written by whoever failed, for whoever looks for the reason.
      let files = outcome.artifacts.map { (name: $0.name, file: StoredFile($0.bytes)) }
      trial.artifacts = files.map { Artifact(name: $0.name, digest: $0.file.digest) }
      return (trial, files.map(\.file))
    }

    var files = outcome.artifacts.map { (name: $0.name, file: StoredFile($0.bytes)) }
    let series = outcome.series.map { archived($0, into: &files) }
    trial.results = sorted(outcome.results)
    trial.bounded = sorted(outcome.bounded)
    if !series.isEmpty {
      trial.measurement = TrialMeasurement(
        node: id.node, index: id.index, series: series, warmup: outcome.warmup, stopped: outcome.stopped, witnesses: outcome.witnesses,
        invocations: outcome.invocations, batch: outcome.batch > 1 ? outcome.batch : nil)
    }
    if let (energy, rows) = outcome.counted {
      trial.measurement?.energy = energy
      if let file = rows.map({ StoredFile($0) }) {
        trial.measurement?.energy?.meter = file.digest
        files.append(("meter", file))
      }
    }
    trial.items = outcome.items
    trial.artifacts = files.map { Artifact(name: $0.name, digest: $0.file.digest) }
    guard (try? trial.canonicalBytes()) != nil else {
      let fault = RunFault(.notFinite, "a result or a reading is not a finite number")
      return (FinishedTrial(id, ended: fault.status, fault.reason, on: resolution), [])
    }
    return (trial, files.map(\.file))
  }

  private static func archived(_ series: SampleSeries, into files: inout [(name: String, file: StoredFile)]) -> SampleSeries {
    guard series.count > SampleSeries.inlineLimit else { return series }
    var bytes = series.nanoseconds.map { SampleSeries.file(of: $0) }
    // Readings that are not finite stay, and fail the trial.
    if let numbers = series.numbers, numbers.allSatisfy(\.isFinite) { bytes = SampleSeries.file(of: numbers) }
    guard let file = bytes.map({ StoredFile($0) }) else { return series }
    files.append(("series/\(series.name)", file))
    return SampleSeries(name: series.name, unit: series.unit, artifact: file.digest, count: series.count)
  }

  private static func sorted(_ values: [ResultValue]) -> [ResultValue] {
    values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
