/// One line of `data/trials.jsonl`: a planned trial and what became of it, failed ones too.
public struct TrialLine: Record, Hashable {
  /// The id of the cell.
  @Name public var node: String
  /// The number of the trial, from 0.
  public var index: Int
  /// The key of the trial's root stream under the plan's seed rule (purpose `trial`).
  public var stream: Digest
  /// What became of it.
  public var status: TrialStatus
  /// Why it did not finish, in a sentence.
  public var reason: String?
  /// Every attempt that was started, the interrupted ones too.
  public var attempts: [Attempt]
  /// Of the canonical JSON of this trial's entry in results.json, bounded.json or measurements.json.
  public var result: Digest?
  /// The digest of the trial's entry in bounded.json, where it has one.
  public var bounded: Digest?
  /// The digest of the trial's entry in measurements.json, where it has one.
  public var measurement: Digest?
  /// The file under `data/transcripts` with a line for each exchange; absent where nothing was asked.
  public var transcripts: Digest?
  /// Names of files under `data/artifacts`.
  public var artifacts: [Digest]
  /// The file under `data/items` with a line for each item of an evaluation.
  public var items: Digest?
  /// Whether the artefact came from the cache.
  public var cached: Bool
  /// What the host made of the target.
  public var host: HostResolution?

  /// A trial and what became of it.
  public init(
    node: String, index: Int, stream: Digest, status: TrialStatus, reason: String? = nil, attempts: [Attempt], result: Digest? = nil,
    bounded: Digest? = nil, measurement: Digest? = nil, transcripts: Digest? = nil, artifacts: [Digest] = [], items: Digest? = nil,
    cached: Bool = false, host: HostResolution? = nil
  ) {
    self.node = node
    self.index = index
    self.stream = stream
    self.status = status
    self.reason = reason
    self.attempts = attempts
    self.result = result
    self.bounded = bounded
    self.measurement = measurement
    self.transcripts = transcripts
    self.artifacts = artifacts
    self.items = items
    self.cached = cached
    self.host = host
  }

  /// The name of the trial.
  public var id: TrialID { TrialID(node: node, index: index) }
}

/// What became of a planned trial.
public enum TrialStatus: String, Sendable, Hashable, Codable, CaseIterable {
  /// It ran to its end; only such a trial has results, measurements and items.
  case ok
  /// It ran and went wrong: an unstable output, a non-finite value, a failing command.
  case failed
  /// A limit cut it short.
  case cut
  /// The host does not meet the target, a permission was not given, or whoever ran it left it out.
  case refused
  /// Something it needs did not finish.
  case skipped
}

/// One attempt at a trial.
public struct Attempt: Sendable, Hashable, Codable {
  /// When the attempt began.
  public var started: Timestamp
  /// When it ended; absent where nobody saw its end.
  public var ended: Timestamp?
  /// How it ended.
  public var outcome: Outcome

  /// An attempt at a trial.
  public init(started: Timestamp, ended: Timestamp?, outcome: Outcome) {
    self.started = started
    self.ended = ended
    self.outcome = outcome
  }

  /// How an attempt ended.
  public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable { case finished, interrupted, failed }
}

/// What a host made of a target.
public struct HostResolution: Sendable, Hashable, Codable {
  /// The number of threads.
  public var threads: Int
  /// The instruction set, such as `avx2`.
  public var isa: String
  /// The library a vendor kernel ran in, with the core it chose.
  public var library: String?
  /// Sandbox layers that were active for a command.
  public var isolation: [String]?

  /// What a host made of a target.
  public init(threads: Int, isa: String, library: String? = nil, isolation: [String]? = nil) {
    self.threads = threads
    self.isa = isa
    self.library = library
    self.isolation = isolation
  }
}
