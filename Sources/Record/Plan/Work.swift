/// What a cell executes.
///
/// In JSON the kind stands beside the fields of its own shape.
public enum Work: Sendable, Hashable {
  /// One operation of the kernel catalogue.
  case kernel(KernelWork)
  /// The training of a model.
  case train(TrainWork)
  /// Inference with a trained model.
  case infer(InferWork)
  /// The evaluation of a subject's answers.
  case evaluate(EvaluateWork)
  /// A program of the user's own.
  case command(CommandWork)
  /// A server under load.
  case load(LoadWork)

  /// The kind of the work.
  public var kind: WorkKind {
    switch self {
    case .kernel: .kernel
    case .train: .train
    case .infer: .infer
    case .evaluate: .evaluate
    case .command: .command
    case .load: .load
    }
  }
}

extension Work {
  /// Whether a program of the user's own runs, in a sandbox.
  public var runsProgram: Bool {
    switch self {
    case .command: true
    case .load(let work): if case .program = work.server { true } else { false }
    case .kernel, .train, .infer, .evaluate: false
    }
  }
}

/// The kinds of work, by the word of the language.
///
/// Spec, Interpreter and Report each have one value for every kind; the compiler asks for it.
public enum WorkKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// The words that a spec writes under `kind`.
  case kernel, train, infer, evaluate, command, load
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
    case .load(let work): try work.encode(to: encoder)
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind, forKey: .kind)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(WorkKind.self, forKey: .kind) {
    case .kernel: self = .kernel(try KernelWork(from: decoder))
    case .train: self = .train(try TrainWork(from: decoder))
    case .infer: self = .infer(try InferWork(from: decoder))
    case .evaluate: self = .evaluate(try EvaluateWork(from: decoder))
    case .command: self = .command(try CommandWork(from: decoder))
    case .load: self = .load(try LoadWork(from: decoder))
    }
  }
}
