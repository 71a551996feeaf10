/// `data/run.json`: who ran the plan with what, when, and what was out of the ordinary.
public struct RunRecord: Record, Hashable {
  public var schema = "urn:etalon:run:v1"
  public var tool: Tool
  public var plan: Digest
  public var started: Timestamp
  public var ended: Timestamp
  public var overrides: [Override]
  /// Cells whose artefact came from the cache.
  public var cacheHits: [String]
  /// When a run was broken off and resumed.
  public var interruptions: [Timestamp]
  /// What was left out, each in a sentence; empty for a whole run.
  public var partial: [String]
  /// Permissions the run was given: `command`, `network=HOST`.
  public var allowed: [String]

  public init(
    tool: Tool, plan: Digest, started: Timestamp, ended: Timestamp, overrides: [Override], cacheHits: [String],
    interruptions: [Timestamp], partial: [String], allowed: [String]
  ) {
    self.tool = tool
    self.plan = plan
    self.started = started
    self.ended = ended
    self.overrides = overrides
    self.cacheHits = cacheHits
    self.interruptions = interruptions
    self.partial = partial
    self.allowed = allowed
  }

  public struct Tool: Sendable, Hashable, Codable {
    public var name: String
    public var version: String
    /// SHA-256 of the executable file, where it could be read.
    public var executable: Digest?

    public init(name: String, version: String, executable: Digest?) {
      self.name = name
      self.version = version
      self.executable = executable
    }
  }
}

/// `data/inputs.json`: every input by digest, with what helps to find it.
public struct Inputs: Record, Hashable {
  public var schema = "urn:etalon:inputs:v1"
  public var files: [InputFile]

  public init(files: [InputFile]) { self.files = files }
}

/// One input of a run.
public struct InputFile: Sendable, Hashable, Codable {
  public var sha256: Digest
  public var bytes: U64
  public var role: Role
  /// The id in the plan; for a spec its role in inheritance, `root` or `parent`.
  public var id: String
  public var license: String?
  /// Where it stood when it was read: informational, never followed.
  public var source: String
  /// Whether the bundle carries it under `data/inputs`.
  public var included: Bool

  public init(sha256: Digest, bytes: U64, role: Role, id: String, license: String?, source: String, included: Bool) {
    self.sha256 = sha256
    self.bytes = bytes
    self.role = role
    self.id = id
    self.license = license
    self.source = source
    self.included = included
  }

  public enum Role: String, Sendable, Hashable, Codable { case spec, dataset, program, weights }
}

/// What an outside party answered to one request (`data/transcripts/SHA256`): recorded once, replayable.
public struct Transcript: Record, Hashable {
  public var schema = "urn:etalon:transcript:v2"
  public var node: String
  public var trial: Int
  /// What the request was for; no trial has two transcripts of one exchange.
  public var exchange: Exchange
  /// The request body as it was sent, canonical JSON.
  public var request: JSON
  /// HTTP status of the answer; 0 where none came.
  public var status: Int
  /// The answer's body, as text where it is UTF-8.
  public var response: String
  /// Why there is no usable answer; such an item is an error, never a zero.
  public var fault: String?

  public init(node: String, trial: Int, exchange: Exchange, request: JSON, status: Int, response: String, fault: String? = nil) {
    self.node = node
    self.trial = trial
    self.exchange = exchange
    self.request = request
    self.status = status
    self.response = response
    self.fault = fault
  }
}
