/// `data/run.json`: who ran the plan with what, when, and what was out of the ordinary.
public struct RunRecord: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:run:v1"
  /// The program that made the run.
  public var tool: Tool
  /// The digest of the plan.
  public var plan: Digest
  /// When the run began.
  public var started: Timestamp
  /// When the run ended.
  public var ended: Timestamp
  /// What the command line set in place of the spec.
  public var overrides: [Override]
  /// Cells whose artefact came from the cache.
  public var cacheHits: [String]
  /// When a run was broken off and resumed.
  public var interruptions: [Timestamp]
  /// What was left out, each in a sentence; empty for a whole run.
  public var partial: [String]
  /// Permissions the run was given: `command`, `network=HOST`.
  public var allowed: [String]
  /// The sandbox of each cell that ran a program; absent where none did.
  public var isolation: [Isolation]?
  /// Answers that repeated a secret, which was taken out of them; absent where none did.
  public var redacted: Int?
  /// The root of the bundle whose answers were judged anew; absent in the record of a run of its own.
  public var derivedFrom: Digest?

  /// The record of a run.
  public init(
    tool: Tool, plan: Digest, started: Timestamp, ended: Timestamp, overrides: [Override], cacheHits: [String],
    interruptions: [Timestamp], partial: [String], allowed: [String], isolation: [Isolation]? = nil, redacted: Int? = nil,
    derivedFrom: Digest? = nil
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
    self.isolation = isolation
    self.redacted = redacted
    self.derivedFrom = derivedFrom
  }

  /// The layers of the sandbox around the program of a cell.
  public struct Isolation: Sendable, Hashable, Codable {
    /// The id of the cell.
    public var node: String
    /// Layers that were active in all its trials, by name.
    public var layers: [IsolationLayer]
    /// Layers that the host did not give.
    public var missing: [IsolationLayer]

    /// A cell with the layers that were active.
    public init(node: String, layers: Set<IsolationLayer>) {
      self.node = node
      self.layers = IsolationLayer.allCases.filter(layers.contains)
      missing = IsolationLayer.allCases.filter { !layers.contains($0) }
    }
  }

  /// A program that makes runs.
  public struct Tool: Sendable, Hashable, Codable {
    /// The program's name.
    public var name: String
    /// The program's version.
    public var version: String
    /// SHA-256 of the executable file, where it could be read.
    public var executable: Digest?

    /// A program of a version.
    public init(name: String, version: String, executable: Digest?) {
      self.name = name
      self.version = version
      self.executable = executable
    }
  }
}

/// `data/inputs.json`: every input by digest, with what helps to find it.
public struct Inputs: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:inputs:v1"
  /// Every file that the run read.
  public var files: [InputFile]

  /// The inputs of a run.
  public init(files: [InputFile]) { self.files = files }
}

/// One input of a run.
public struct InputFile: Sendable, Hashable, Codable {
  /// The digest of the file's bytes.
  public var sha256: Digest
  /// The size in bytes.
  public var bytes: U64
  /// What the file is for.
  public var role: Role
  /// The id in the plan; for a spec its role in inheritance, `root` or `parent`.
  public var id: String
  /// The licence that the spec declares; absent where it declares none.
  public var license: String?
  /// Where it stood when it was read: informational, never followed.
  public var source: String
  /// Whether the bundle carries it under `data/inputs`.
  public var included: Bool

  /// A file that a run read.
  public init(sha256: Digest, bytes: U64, role: Role, id: String, license: String?, source: String, included: Bool) {
    self.sha256 = sha256
    self.bytes = bytes
    self.role = role
    self.id = id
    self.license = license
    self.source = source
    self.included = included
  }

  /// What an input file is for.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable { case spec, dataset, program, weights }
}
