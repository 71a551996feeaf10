internal import Record

/// What is kept of a trial that came to an end: a row of the journal, and the source of every line of the bundle.
struct FinishedTrial: Record, Hashable {
  var node: String
  var index: Int
  var status: TrialStatus
  /// Why it did not finish, in a sentence.
  var reason: String?
  var results: [ResultValue]
  var bounded: [ResultValue]
  var measurement: TrialMeasurement?
  /// The file of transcripts.
  var transcripts: Digest?
  var artifacts: [Artifact]
  /// The file of item records.
  var items: Digest?
  /// Whether it was taken from the cache.
  var cached: Bool
  /// What the host made of the target; absent where the trial never started.
  var host: HostResolution?

  /// A file that a trial left, by its role; long sample series have the role `series/NAME`.
  struct Artifact: Sendable, Hashable, Codable {
    var name: String
    var digest: Digest

    /// Whether it holds measurements, so that another execution leaves another file.
    var isSeries: Bool { name.hasPrefix("series/") || name == "meter" }
  }

  /// A trial that ended with nothing to show.
  init(_ id: TrialID, ended status: TrialStatus, _ reason: String?, on host: HostResolution? = nil) {
    node = id.node
    index = id.index
    self.status = status
    self.reason = reason
    self.host = host
    (results, bounded, artifacts, cached) = ([], [], [], false)
  }

  /// The name of the trial.
  var id: TrialID { TrialID(node: node, index: index) }

  /// The file of a role, where the trial left it.
  func artifact(_ name: String) -> Digest? { artifacts.first { $0.name == name }?.digest }

  /// Its entry in `data/results.json`; without values where there is none.
  var result: TrialResult { TrialResult(node: node, index: index, values: results) }

  /// Its entry in `data/bounded.json`; without values where there is none.
  var boundedResult: TrialResult { TrialResult(node: node, index: index, values: bounded) }
}
