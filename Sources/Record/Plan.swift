/// The fully resolved spec: everything that decides what a run does, and nothing that depends on the machine.
///
/// Its canonical JSON is `data/plan.json`, and that file's SHA-256 names it. It is a function of spec bytes, overrides, input digests and
/// the catalogue's version alone: `threads: all` stays symbolic, seeds are a root and a rule.
public struct Plan: Record, Hashable {
  public static let schemaName = "urn:etalon:plan:v1"

  public var schema = Plan.schemaName
  /// The version of the language the spec was written in.
  public var language: Int
  /// The version of the catalogue it was resolved with.
  public var catalogue: Int
  public var name: String
  public var title: String?
  public var seed: Seed
  public var spec: SpecPins
  public var parameters: [String: String]
  public var overrides: [Override]
  public var division: Division
  /// What a child spec changed although its parent locked it; empty unless the division is custom.
  public var deviations: [Deviation]
  public var targets: [TargetPlan]
  public var inputs: [InputPlan]
  public var subjects: [SubjectPlan]
  /// The cells, each after everything it needs.
  public var nodes: [Node]
  public var claims: [Claim]
  public var weighting: Weighting?

  public init(
    language: Int, catalogue: Int, name: String, title: String?, seed: Seed, spec: SpecPins, parameters: [String: String] = [:],
    overrides: [Override], division: Division, deviations: [Deviation], targets: [TargetPlan], inputs: [InputPlan],
    subjects: [SubjectPlan], nodes: [Node], claims: [Claim], weighting: Weighting?
  ) {
    self.language = language
    self.catalogue = catalogue
    self.name = name
    self.title = title
    self.seed = seed
    self.spec = spec
    self.parameters = parameters
    self.overrides = overrides
    self.division = division
    self.deviations = deviations
    self.targets = targets
    self.inputs = inputs
    self.subjects = subjects
    self.nodes = nodes
    self.claims = claims
    self.weighting = weighting
  }

  /// The cell of an id, or `nil`.
  ///
  /// Complexity: O(n).
  public func node(_ id: String) -> Node? { nodes.first { $0.id == id } }
  public func target(_ id: String) -> TargetPlan? { targets.first { $0.id == id } }
  public func input(_ id: String) -> InputPlan? { inputs.first { $0.id == id } }
  public func subject(_ id: String) -> SubjectPlan? { subjects.first { $0.id == id } }
}

/// The root seed and the rule that gives every stream its key.
public struct Seed: Sendable, Hashable, Codable {
  public var root: U64
  /// `etalon-stream/1`: the key of a stream is SHA-256 of the canonical JSON array [root, node id, trial index, purpose].
  public var rule = "etalon-stream/1"

  public init(root: U64) { self.root = root }
}

/// The spec files a plan was resolved from, by digest.
public struct SpecPins: Sendable, Hashable, Codable {
  public var root: Digest
  /// Inherited specs, the nearest first.
  public var parents: [Digest]

  public init(root: Digest, parents: [Digest] = []) {
    self.root = root
    self.parents = parents
  }
}

/// A value given on the command line in place of the spec's.
public struct Override: Sendable, Hashable, Codable {
  public var path: String
  public var value: String

  public init(path: String, value: String) {
    self.path = path
    self.value = value
  }
}

/// Whether a result keeps the rules that its spec or a parent of it sets.
public enum Division: String, Sendable, Hashable, Codable {
  /// Every locked path is as the rules have it.
  case standard
  /// A locked path was changed.
  case custom
  /// Nothing is locked, so there is no standard to keep.
  case none
}

/// One locked path that a child spec changed.
public struct Deviation: Sendable, Hashable, Codable {
  public var path: String
  public var inherited: String?
  public var here: String?

  public init(path: String, inherited: String?, here: String?) {
    self.path = path
    self.inherited = inherited
    self.here = here
  }
}

/// The hardware a workload is measured on, as the spec declares it.
public struct TargetPlan: Sendable, Hashable, Codable {
  public var id: String
  public var device: Device
  public var threads: Threads
  /// A forced instruction set (`sse2`, `avx2`, `avx512`, `neon`); without it the host's widest.
  public var isa: String?
  public var require: Requirements

  public init(id: String, device: Device, threads: Threads, isa: String? = nil, require: Requirements = Requirements()) {
    self.id = id
    self.device = device
    self.threads = threads
    self.isa = isa
    self.require = require
  }

  public enum Device: String, Sendable, Hashable, Codable, CaseIterable { case cpu }

  /// A number of threads, or as many as the host has cores for the process.
  public enum Threads: Sendable, Hashable, Codable {
    case all
    case count(Int)

    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let word = try? container.decode(String.self) {
        guard word == "all" else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected `all` or a number") }
        self = .all
      } else {
        self = .count(try container.decode(Int.self))
      }
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .all: try container.encode("all")
      case .count(let count): try container.encode(count)
      }
    }
  }

  /// What a host must have for the target to be met; each a lower bound.
  public struct Requirements: Sendable, Hashable, Codable {
    /// Physical memory, bytes.
    public var memory: U64?
    public var cores: Int?
    /// Instruction sets that must be present.
    public var isa: [String]?

    public init(memory: U64? = nil, cores: Int? = nil, isa: [String]? = nil) {
      self.memory = memory
      self.cores = cores
      self.isa = isa
    }
  }
}

/// A file the run reads, pinned by digest.
public struct InputPlan: Sendable, Hashable, Codable {
  public var id: String
  public var kind: Kind
  public var sha256: Digest
  public var license: String?
  public var format: Format?
  /// Parts in order, with their share; the rest of the last part's rounding goes to the last.
  public var split: [SplitPart]

  public init(id: String, kind: Kind, sha256: Digest, license: String?, format: Format?, split: [SplitPart] = []) {
    self.id = id
    self.kind = kind
    self.sha256 = sha256
    self.license = license
    self.format = format
    self.split = split
  }

  public enum Kind: String, Sendable, Hashable, Codable { case dataset, program, weights }

  public struct SplitPart: Sendable, Hashable, Codable {
    public var name: String
    public var share: Rational

    public init(name: String, share: Rational) {
      self.name = name
      self.share = share
    }
  }

  /// How the bytes are read.
  ///
  /// Exactly one field is set.
  public struct Format: Sendable, Hashable, Codable {
    public var csv: CSV?
    public var jsonl: JSONLines?
    public var text: Text?

    public init(csv: CSV) { self.csv = csv }
    public init(jsonl: JSONLines) { self.jsonl = jsonl }
    public init(text: Text) { self.text = text }

    /// RFC 4180 with a header line; every column but the label is a feature.
    public struct CSV: Sendable, Hashable, Codable {
      public var label: String
      /// Features are multiplied by this before use.
      public var scale: Rational?

      public init(label: String, scale: Rational? = nil) {
        self.label = label
        self.scale = scale
      }
    }

    /// Running text, UTF-8.
    public struct Text: Sendable, Hashable, Codable {
      /// What a token is.
      public var tokens: Tokens

      public init(tokens: Tokens) { self.tokens = tokens }

      public enum Tokens: String, Sendable, Hashable, Codable, CaseIterable {
        /// A Unicode scalar; the vocabulary holds those of the part `train`, ascending.
        case characters
      }
    }

    /// One JSON object a line; the fields that hold an item's id, question and expected answer.
    public struct JSONLines: Sendable, Hashable, Codable {
      public var id: String?
      public var input: String
      public var answer: String

      public init(id: String? = nil, input: String, answer: String) {
        self.id = id
        self.input = input
        self.answer = answer
      }
    }
  }
}

/// The model under evaluation, where it is not what a workload of this plan produced.
public struct SubjectPlan: Sendable, Hashable, Codable {
  public var id: String
  public var endpoint: Endpoint

  public init(id: String, endpoint: Endpoint) {
    self.id = id
    self.endpoint = endpoint
  }

  /// An OpenAI-compatible HTTP endpoint.
  public struct Endpoint: Sendable, Hashable, Codable {
    /// The base address up to and with `/v1`.
    public var url: String
    public var model: String
    /// A label that the user's own configuration binds to a host and a secret; never the secret.
    public var credential: String?

    public init(url: String, model: String, credential: String? = nil) {
      self.url = url
      self.model = model
      self.credential = credential
    }
  }
}

/// A statement registered before the run and judged after it.
public struct Claim: Sendable, Hashable, Codable {
  /// `claim-1`, `claim-2`, … in the spec's order.
  public var id: String
  /// As the spec wrote it.
  public var text: String
  public var expression: Expression

  public init(id: String, text: String, expression: Expression) {
    self.id = id
    self.text = text
    self.expression = expression
  }
}

/// How metrics become one score.
public struct Weighting: Sendable, Hashable, Codable {
  public var mean: Mean
  public var reference: Reference
  public var score: [ScoreBranch]

  public init(mean: Mean, reference: Reference, score: [ScoreBranch]) {
    self.mean = mean
    self.reference = reference
    self.score = score
  }

  public enum Mean: String, Sendable, Hashable, Codable, CaseIterable { case geometric, arithmetic, harmonic }

  /// The pinned values that metrics are divided by.
  public struct Reference: Sendable, Hashable, Codable {
    /// The root of the bundle the values were copied from, where they were.
    public var root: Digest?
    /// One value for each metric the score uses, in the metric's base unit.
    public var values: [Value]

    public init(root: Digest? = nil, values: [Value]) {
      self.root = root
      self.values = values
    }

    public struct Value: Sendable, Hashable, Codable {
      /// The text of the metric reference.
      public var metric: String
      public var value: Rational

      public init(metric: String, value: Rational) {
        self.metric = metric
        self.value = value
      }
    }
  }
}

/// A branch of the score tree: a weight over either further branches or one metric.
public struct ScoreBranch: Sendable, Hashable, Codable {
  public var id: String
  /// The share of this branch among its siblings, normalised so that siblings add up to 1.
  public var weight: Rational
  public var metric: MetricReference?
  public var branches: [ScoreBranch]

  public init(id: String, weight: Rational, metric: MetricReference) {
    self.id = id
    self.weight = weight
    self.metric = metric
    branches = []
  }

  public init(id: String, weight: Rational, branches: [ScoreBranch]) {
    self.id = id
    self.weight = weight
    metric = nil
    self.branches = branches
  }
}
