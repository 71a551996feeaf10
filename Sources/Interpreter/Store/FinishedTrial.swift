internal import Attest
internal import Record

/// What is kept of a trial that came to an end: a row of the journal, and the source of every line of the bundle.
struct FinishedTrial: Record, Hashable {
  var node: String
  var index: Int
  var status: TrialStatus
  var reason: String?
  var results: [ResultValue]
  var bounded: [ResultValue]
  var measurement: TrialMeasurement?
  var transcripts: [Digest]
  var artifacts: [Artifact]
  /// The file of item records.
  var items: Digest?
  var cached: Bool
  var host: HostResolution?

  /// A file that a trial left, by its role; long sample series have the role `series/NAME`.
  struct Artifact: Sendable, Hashable, Codable {
    var name: String
    var digest: Digest
  }
}

extension FinishedTrial {
  /// A trial that never started.
  init(_ node: Node, _ index: Int, ended status: TrialStatus, _ reason: String) {
    self.init(
      node: node.id, index: index, status: status, reason: reason, results: [], bounded: [], measurement: nil, transcripts: [],
      artifacts: [], items: nil, cached: false, host: nil)
  }

  /// What an executor yielded, ready to be written: long series become files, and a number that is not finite fails the trial.
  ///
  /// - Returns: the record, and the files by digest.
  static func sealing(
    _ outcome: TrialOutcome, _ node: Node, _ index: Int, host: HostResolution
  ) -> (trial: FinishedTrial, files: [(digest: Digest, bytes: [UInt8])]) {
    var resolution = host
    resolution.library = outcome.library ?? host.library
    resolution.isolation = outcome.isolation ?? host.isolation
    var trial = FinishedTrial(node, index, ended: outcome.status, "")
    trial.reason = outcome.reason
    trial.host = resolution
    trial.transcripts = outcome.transcripts
    guard outcome.status == .ok else { return (trial, []) }

    var files = outcome.artifacts.map { (name: $0.name, digest: SHA256.digest(of: $0.bytes), bytes: $0.bytes) }
    let series = outcome.series.map { archived($0, into: &files) }
    trial.results = sorted(outcome.results)
    trial.bounded = sorted(outcome.bounded)
    if !series.isEmpty {
      trial.measurement = TrialMeasurement(
        node: node.id, index: index, series: series, warmup: outcome.warmup, stopped: outcome.stopped, witnesses: outcome.witnesses)
    }
    trial.artifacts = files.map { Artifact(name: $0.name, digest: $0.digest) }
    trial.items = outcome.items
    guard (try? trial.canonicalBytes()) != nil else {
      return (FinishedTrial(node, index, failing: "not-finite: a result or reading is not a finite number", host: resolution), [])
    }
    return (trial, files.map { ($0.digest, $0.bytes) })
  }

  private init(_ node: Node, _ index: Int, failing reason: String, host: HostResolution) {
    self.init(node, index, ended: .failed, reason)
    self.host = host
  }

  private static func archived(
    _ series: SampleSeries, into files: inout [(name: String, digest: Digest, bytes: [UInt8])]
  ) -> SampleSeries {
    guard let samples = series.nanoseconds, samples.count > SampleSeries.inlineLimit else { return series }
    let bytes = SampleSeries.file(of: samples)
    let digest = SHA256.digest(of: bytes)
    files.append(("series/\(series.name)", digest, bytes))
    return SampleSeries(name: series.name, artifact: digest, count: samples.count)
  }

  private static func sorted(_ values: [ResultValue]) -> [ResultValue] {
    values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The file of a role, where the trial left it.
  func artifact(_ name: String) -> Digest? { artifacts.first { $0.name == name }?.digest }
}
