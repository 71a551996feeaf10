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
    guard outcome.status == .ok else { return (trial, []) }

    var files = outcome.artifacts.map { (name: $0.name, file: StoredFile($0.bytes)) }
    let series = outcome.series.map { archived($0, into: &files) }
    trial.results = sorted(outcome.results)
    trial.bounded = sorted(outcome.bounded)
    if !series.isEmpty {
      trial.measurement = TrialMeasurement(
        node: id.node, index: id.index, series: series, warmup: outcome.warmup, stopped: outcome.stopped, witnesses: outcome.witnesses)
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
    guard let samples = series.nanoseconds, samples.count > SampleSeries.inlineLimit else { return series }
    let file = StoredFile(SampleSeries.file(of: samples))
    files.append(("series/\(series.name)", file))
    return SampleSeries(name: series.name, artifact: file.digest, count: samples.count)
  }

  private static func sorted(_ values: [ResultValue]) -> [ResultValue] {
    values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
