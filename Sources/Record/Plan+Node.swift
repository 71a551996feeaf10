/// A cell: one point of a workload's matrix, with everything its trials need.
public struct Node: Sendable, Hashable, Codable {
  /// The workload's name, with the cell's coordinates when it has a matrix: `gemm[target=one-core,type=f32]` (axes sorted).
  public var id: String
  public var workload: String
  public var coordinates: [Coordinate]
  public var target: String
  /// The numerics profile: `portable-f32/1`, `portable-f64/1`, `vendor-openblas`, or `none` where no kernel of ours computes.
  public var numerics: String
  /// Cells whose artefacts this one reads.
  public var needs: [String]
  /// Inputs (ids) this one reads.
  public var inputs: [String]
  /// The number of planned trials, each with streams of its own.
  public var trials: Int
  public var work: Work
  public var sampling: Sampling
  public var limits: Limits
  public var metrics: [Metric]

  public init(
    id: String, workload: String, coordinates: [Coordinate], target: String, numerics: String, needs: [String], inputs: [String],
    trials: Int, work: Work, sampling: Sampling, limits: Limits, metrics: [Metric]
  ) {
    self.id = id
    self.workload = workload
    self.coordinates = coordinates
    self.target = target
    self.numerics = numerics
    self.needs = needs
    self.inputs = inputs
    self.trials = trials
    self.work = work
    self.sampling = sampling
    self.limits = limits
    self.metrics = metrics
  }

  /// The metric of a name, or `nil`.
  public func metric(_ name: String) -> Metric? { metrics.first { $0.name == name } }
}

/// A value on an axis of a matrix.
public struct Coordinate: Sendable, Hashable, Codable {
  public var axis: String
  public var value: String

  public init(axis: String, value: String) {
    self.axis = axis
    self.value = value
  }
}

/// How many timed repetitions a trial takes.
public struct Sampling: Sendable, Hashable, Codable {
  /// Untimed repetitions before the first sample.
  public var warmup: Int
  public var min: Int
  public var max: Int
  /// Stop once the 95 % interval of the median is within this share of it, on each side; at least `min` samples.
  public var ci95: Rational?
  /// Stop once so much time (nanoseconds) went into samples; at least `min` samples.
  public var budget: U64?

  public init(warmup: Int, min: Int, max: Int, ci95: Rational? = nil, budget: U64? = nil) {
    self.warmup = warmup
    self.min = min
    self.max = max
    self.ci95 = ci95
    self.budget = budget
  }
}

/// Bounds that cut a trial short; hitting one gives the status `cut`.
public struct Limits: Sendable, Hashable, Codable {
  /// Wall time of one trial, nanoseconds.
  public var time: U64?
  /// Memory of a command, bytes.
  public var memory: U64?
  /// Bytes of output of a command.
  public var output: U64?

  public init(time: U64? = nil, memory: U64? = nil, output: U64? = nil) {
    self.time = time
    self.memory = memory
    self.output = output
  }
}

/// What a cell executes.
///
/// In JSON the kind stands beside the fields of its own shape.
public enum Work: Sendable, Hashable {
  case kernel(KernelWork)
  case train(TrainWork)
  case infer(InferWork)
  case evaluate(EvaluateWork)
  case command(CommandWork)

  /// The word of the language: `kernel`, `train` and so on.
  public var kind: String {
    switch self {
    case .kernel: "kernel"
    case .train: "train"
    case .infer: "infer"
    case .evaluate: "evaluate"
    case .command: "command"
    }
  }
}

extension Work: Codable {
  private enum CodingKeys: String, CodingKey { case kind }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .kernel(let work): try work.encode(to: encoder)
    case .train(let work): try work.encode(to: encoder)
    case .infer(let work): try work.encode(to: encoder)
    case .evaluate(let work): try work.encode(to: encoder)
    case .command(let work): try work.encode(to: encoder)
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(String.self, forKey: .kind) {
    case "kernel": self = .kernel(try KernelWork(from: decoder))
    case "train": self = .train(try TrainWork(from: decoder))
    case "infer": self = .infer(try InferWork(from: decoder))
    case "evaluate": self = .evaluate(try EvaluateWork(from: decoder))
    case "command": self = .command(try CommandWork(from: decoder))
    case let other:
      throw DecodingError.dataCorruptedError(forKey: .kind, in: container, debugDescription: "no kind of work `\(other)`")
    }
  }
}

/// One operation of the kernel catalogue at one size.
///
/// Result: `output`, the digest of what it computes.
public struct KernelWork: Sendable, Hashable, Codable {
  public var operation: String
  /// Element type: `f32`, `f64` and so on.
  public var type: String
  public var parameters: [String: Int]
  /// The revision of the operation the plan needs.
  public var revision: Int
  public var tier: Tier
  /// Counted work of one repetition.
  public var flops: U64
  public var bytes: U64

  public init(
    operation: String, type: String, parameters: [String: Int], revision: Int, tier: Tier, flops: U64, bytes: U64
  ) {
    self.operation = operation
    self.type = type
    self.parameters = parameters
    self.revision = revision
    self.tier = tier
    self.flops = flops
    self.bytes = bytes
  }

  public enum Tier: String, Sendable, Hashable, Codable, CaseIterable { case portable, vendor }
}

/// Inference with the model that another cell trained, over the test part of its dataset.
///
/// Results: `predictions` (digest), `accuracy` (ratio).
/// Series: `latency` (a query each; single-stream) or `time` (a whole batch; offline).
public struct InferWork: Sendable, Hashable, Codable {
  /// The cell that produced the model.
  public var model: String
  public var dataset: String
  public var scenario: Scenario
  public var revisions: [String: Int]

  public init(model: String, dataset: String, scenario: Scenario, revisions: [String: Int]) {
    self.model = model
    self.dataset = dataset
    self.scenario = scenario
    self.revisions = revisions
  }

  /// As MLPerf LoadGen defines them.
  public struct Scenario: Sendable, Hashable, Codable {
    public var kind: Kind
    /// Single-stream: queries one after another.
    ///
    /// Offline: inputs that are available at once, per sample.
    public var queries: Int
    /// Offline: rows that are computed together.
    public var batch: Int

    public init(kind: Kind, queries: Int, batch: Int) {
      self.kind = kind
      self.queries = queries
      self.batch = batch
    }

    public enum Kind: String, Sendable, Hashable, Codable { case singleStream = "single-stream", offline }
  }
}

/// Items put to a subject, its answers scored.
///
/// Results (class `replayed`): `accuracy` (ratio), `items` (digest of the per-item verdicts).
/// Series: `latency` (a request each).
public struct EvaluateWork: Sendable, Hashable, Codable {
  public var subject: String
  public var dataset: String
  /// The user message; `{input}` stands for the item's input.
  public var prompt: String
  public var system: String?
  public var scorer: Scorer
  public var generation: Generation
  /// Only the first so many items; absent: all.
  ///
  /// A limited run is marked partial.
  public var items: Int?
  public var concurrency: Int

  public init(
    subject: String, dataset: String, prompt: String, system: String?, scorer: Scorer, generation: Generation, items: Int?,
    concurrency: Int
  ) {
    self.subject = subject
    self.dataset = dataset
    self.prompt = prompt
    self.system = system
    self.scorer = scorer
    self.generation = generation
    self.items = items
    self.concurrency = concurrency
  }

  /// A versioned pure function of answer and expectation.
  public struct Scorer: Sendable, Hashable, Codable {
    /// `exact-match`.
    public var name: String
    public var revision: Int
    /// Compared after trimming white space and folding case.
    public var normalize: Bool

    public init(name: String, revision: Int, normalize: Bool) {
      self.name = name
      self.revision = revision
      self.normalize = normalize
    }
  }

  /// What is asked of the endpoint; the seed is derived from the cell's stream.
  public struct Generation: Sendable, Hashable, Codable {
    public var maxTokens: Int
    public var temperature: Rational

    public init(maxTokens: Int, temperature: Rational) {
      self.maxTokens = maxTokens
      self.temperature = temperature
    }
  }
}

/// A program, pinned by digest, run in a sandbox.
///
/// Results and metrics as declared.
/// Series: `time` (a whole run each).
public struct CommandWork: Sendable, Hashable, Codable {
  /// The input id of the program file; it is run as `argv[0]`.
  public var program: String
  public var arguments: [String]
  /// Variables that are set; nothing else is inherited.
  public var environment: [String: String]
  /// Files the program must leave in its working directory; each becomes a result, its digest.
  public var outputs: [Output]
  /// Numbers read from standard output.
  public var readings: [Reading]

  public init(program: String, arguments: [String], environment: [String: String], outputs: [Output], readings: [Reading]) {
    self.program = program
    self.arguments = arguments
    self.environment = environment
    self.outputs = outputs
    self.readings = readings
  }

  public struct Output: Sendable, Hashable, Codable {
    public var name: String
    /// `stdout`, or a file name in the working directory.
    public var file: String
    public var isResult: Bool

    public init(name: String, file: String, isResult: Bool) {
      self.name = name
      self.file = file
      self.isResult = isResult
    }
  }

  /// A number that stands in a line of standard output after a fixed prefix.
  public struct Reading: Sendable, Hashable, Codable {
    public var name: String
    public var after: String
    public var dimension: Dimension
    public var direction: Direction
    /// A result must come out the same again; a measurement need not.
    public var origin: MetricOrigin

    public init(name: String, after: String, dimension: Dimension, direction: Direction, origin: MetricOrigin) {
      self.name = name
      self.after = after
      self.dimension = dimension
      self.direction = direction
      self.origin = origin
    }
  }
}
