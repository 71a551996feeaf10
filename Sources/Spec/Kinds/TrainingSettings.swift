internal import Record

/// How a model is trained, whatever its network.
struct Training {
  let batch: Int
  let microBatch: Int?
  let optimizer: TrainWork.Optimizer
  let schedule: TrainWork.Schedule?
  let dropout: Rational?

  init(_ fields: Fields<TrainingKeys>) throws(Reported) {
    let micro = Outcome(try Training.microBatch(fields))
    batch = try fields.batch
    optimizer = try fields.optimizer
    schedule = try fields.schedule
    dropout = try fields.dropout
    microBatch = try micro.get()
  }

  private static func microBatch(_ fields: Fields<TrainingKeys>) throws(Reported) -> Int? {
    guard let micro = try fields.microBatch else { return nil }
    let batch = try fields.batch
    guard micro > batch else { return micro }
    throw fields.problems.error(
      .outOfRange, "a micro-batch of \(micro) rows does not fit a batch of \(batch)", at: fields.place(of: \.microBatch),
      "larger than the batch",
      also: fields.entry(\.batch).isWritten ? [Diagnostic.Label(fields.place(of: \.batch), "the batch")] : [],
      help: "a batch is cut into micro-batches; the last may be smaller")
  }

  /// The work of a network on a dataset, still without its end.
  func work(_ network: TrainWork.Model, dataset: String) -> TrainWork {
    TrainWork(
      model: network, batch: batch, microBatch: microBatch, optimizer: optimizer, schedule: schedule ?? .constant,
      dropout: dropout ?? Rational(0), dataset: dataset, stop: nil, revisions: [:])
  }
}

/// The settings that all models have in common.
struct TrainingKeys: KeyGroup {
  let batch: TypedKey<Int>
  let microBatch: TypedKey<Int?>
  let optimizer: TypedKey<TrainWork.Optimizer>
  let schedule: TypedKey<TrainWork.Schedule?>
  let dropout: TypedKey<Rational?>

  init(_ keys: inout TableBuilder) {
    batch = keys.standard("batch", .integer(1...65_536), "64", "Rows of a step; of a text, windows.")
    microBatch = keys.optional(
      "micro-batch", .integer(1...65_536),
      "Rows whose gradients are computed together; their sums are added in order. Part of the definition, so it changes bits.")
    optimizer = keys.standard(
      "optimizer",
      .choice([
        TypedAlternative("sgd", SGDKeys.self) { fields throws(Reported) in
          .sgd(.init(lr: try fields.lr, momentum: try fields.momentum))
        },
        TypedAlternative("adamw", AdamWKeys.self) { fields throws(Reported) in .adamw(try .init(fields)) },
      ]), "adamw", "How weights are updated.")
    schedule = keys.optional(
      "schedule",
      .choice([
        TypedAlternative("constant", ConstantKeys.self) { _ in .constant },
        TypedAlternative("step", StepKeys.self) { fields throws(Reported) in .step(every: try fields.every, factor: try fields.factor) },
        TypedAlternative("cosine", CosineKeys.self) { fields throws(Reported) in try .cosine(fields) },
      ]), "How the learning rate changes; without it, not at all.")
    dropout = keys.optional("dropout", .number(.belowOne(digits: 6)), "The share of activations that a step leaves out.")
  }
}

extension NumberBounds {
  fileprivate static let rate = NumberBounds(above: Rational(0), to: Rational(1_000_000))

  /// From 0 to the largest number below 1 with so many decimal places.
  fileprivate static func belowOne(digits: Int) -> NumberBounds {
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    return NumberBounds(from: Rational(0), to: Rational(Int128(scale - 1), over: Int128(scale)))
  }
}

// MARK: - Optimisers

struct SGDKeys: KeyTable {
  static let noun = "an SGD optimiser"
  static let summary = "Stochastic gradient descent with momentum."

  let lr: TypedKey<Rational>
  let momentum: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    lr = keys.standard("lr", .number(.rate), "0.01", "The learning rate.")
    momentum = keys.standard("momentum", .number(NumberBounds(from: Rational(0), below: Rational(1))), "0", "The momentum.")
  }
}

struct AdamWKeys: KeyTable {
  static let noun = "an AdamW optimiser"
  static let summary = "Adam with decoupled weight decay (arXiv:1711.05101)."

  let lr: TypedKey<Rational>
  let beta1: TypedKey<Rational>
  let beta2: TypedKey<Rational>
  let epsilon: TypedKey<Rational>
  let weightDecay: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    lr = keys.standard("lr", .number(.rate), "0.001", "The learning rate.")
    beta1 = keys.standard("beta1", .number(.belowOne(digits: 6)), "0.9", "Decay of the first moment.")
    beta2 = keys.standard("beta2", .number(.belowOne(digits: 7)), "0.999", "Decay of the second moment.")
    epsilon = keys.standard("epsilon", .number(.share), "0.00000001", "Added to the root of the second moment.")
    weightDecay = keys.standard(
      "weight-decay", .number(NumberBounds(from: Rational(0), to: Rational(1_000_000))), "0.01", "The weight decay.")
  }
}

extension TrainWork.Optimizer.AdamW {
  fileprivate init(_ fields: Fields<AdamWKeys>) throws(Reported) {
    self.init(
      lr: try fields.lr, beta1: try fields.beta1, beta2: try fields.beta2, epsilon: try fields.epsilon,
      weightDecay: try fields.weightDecay)
  }
}

// MARK: - Schedules

struct ConstantKeys: KeyTable {
  static let noun = "a constant schedule"
  static let summary = "The learning rate stays as it is."

  init(_ keys: inout TableBuilder) {}
}

struct StepKeys: KeyTable {
  static let noun = "a step schedule"
  static let summary = "The learning rate falls by a factor after every so many steps."

  let every: TypedKey<Int>
  let factor: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    every = keys.required("every", .integer(1...1_000_000_000), "After how many steps.")
    factor = keys.standard("factor", .number(.share), "0.1", "What it is multiplied by.")
  }
}

struct CosineKeys: KeyTable {
  static let noun = "a cosine schedule"
  static let summary = "The learning rate rises in a line, then falls along half a cosine."

  let steps: TypedKey<Int>
  let warmup: TypedKey<Int>
  let final: TypedKey<Rational>

  init(_ keys: inout TableBuilder) {
    steps = keys.required("steps", .integer(1...1_000_000_000), "The step at which it has fallen; from there on it stays.")
    warmup = keys.standard("warmup", .integer(0...1_000_000_000), "0", "Steps of the rise.")
    final = keys.standard(
      "final", .number(NumberBounds(from: Rational(0), to: Rational(1))), "0", "The share of the learning rate that is left.")
  }
}

extension TrainWork.Schedule {
  fileprivate static func cosine(_ fields: Fields<CosineKeys>) throws(Reported) -> TrainWork.Schedule {
    let (steps, warmup) = (try fields.steps, try fields.warmup)
    guard warmup <= steps else {
      throw fields.problems.error(
        .outOfRange, "a warm-up of \(warmup) steps does not fit a schedule of \(steps)", at: fields.place(of: \.warmup),
        "longer than the schedule", help: "`steps` counts the warm-up too")
    }
    return .cosine(steps: steps, warmup: warmup, final: try fields.final)
  }
}
