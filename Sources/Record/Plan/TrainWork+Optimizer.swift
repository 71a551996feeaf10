extension TrainWork {
  /// How weights are updated.
  public enum Optimizer: Sendable, Hashable {
    /// Stochastic gradient descent with momentum.
    case sgd(SGD)
    /// Adam with decoupled weight decay.
    case adamw(AdamW)

    /// Stochastic gradient descent with momentum.
    public struct SGD: Sendable, Hashable, Codable {
      /// The learning rate.
      public var lr: Rational
      /// The share of the velocity that the next step keeps; 0: there is none.
      public var momentum: Rational

      /// Gradient descent with a rate and a momentum.
      public init(lr: Rational, momentum: Rational) {
        self.lr = lr
        self.momentum = momentum
      }
    }

    /// Adam with decoupled weight decay (Loshchilov and Hutter, arXiv:1711.05101).
    public struct AdamW: Sendable, Hashable, Codable {
      /// The learning rate.
      public var lr: Rational
      /// The decay of the mean of the gradients.
      public var beta1: Rational
      /// The decay of the mean of their squares.
      public var beta2: Rational
      /// What keeps the quotient finite.
      public var epsilon: Rational
      /// The share of the weights that each step takes away, times the learning rate.
      public var weightDecay: Rational

      /// Adam with its rates.
      public init(lr: Rational, beta1: Rational, beta2: Rational, epsilon: Rational, weightDecay: Rational) {
        self.lr = lr
        self.beta1 = beta1
        self.beta2 = beta2
        self.epsilon = epsilon
        self.weightDecay = weightDecay
      }
    }
  }

  /// How the learning rate changes.
  public enum Schedule: Sendable, Hashable {
    /// The learning rate stays as it is.
    case constant
    /// The learning rate times `factor` after every so many steps.
    case step(every: Int, factor: Rational)
    /// A linear rise over `warmup` steps, then half a cosine down to `final` times the learning rate at step `steps`.
    case cosine(steps: Int, warmup: Int, final: Rational)
  }
}

extension TrainWork.Optimizer: Codable {
  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    switch choice.word {
    case "sgd": self = .sgd(try choice.value())
    case "adamw": self = .adamw(try choice.value())
    default: throw choice.unknown("optimiser")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .sgd(let settings): try Choice.encode("sgd", settings, to: encoder)
    case .adamw(let settings): try Choice.encode("adamw", settings, to: encoder)
    }
  }
}

extension TrainWork.Schedule: Codable {
  private struct Nothing: Codable {}

  private struct Step: Codable {
    var every: Int
    var factor: Rational
  }

  private struct Cosine: Codable {
    var steps: Int
    var warmup: Int
    var final: Rational
  }

  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    switch choice.word {
    case "constant":
      _ = try choice.value(Nothing.self)
      self = .constant
    case "step":
      let step = try choice.value(Step.self)
      self = .step(every: step.every, factor: step.factor)
    case "cosine":
      let cosine = try choice.value(Cosine.self)
      self = .cosine(steps: cosine.steps, warmup: cosine.warmup, final: cosine.final)
    default: throw choice.unknown("schedule")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .constant: try Choice.encode("constant", Nothing(), to: encoder)
    case .step(let every, let factor): try Choice.encode("step", Step(every: every, factor: factor), to: encoder)
    case .cosine(let steps, let warmup, let final):
      try Choice.encode("cosine", Cosine(steps: steps, warmup: warmup, final: final), to: encoder)
    }
  }
}
