internal import CKernels

/// How gradients change parameters.
public enum Optimizer: Equatable, Sendable {
  /// Stochastic gradient descent with momentum.
  case sgd(SGDSettings)
  /// Adam with decoupled weight decay.
  case adamw(AdamWSettings)
}

/// The constants of stochastic gradient descent.
public struct SGDSettings: Equatable, Sendable {
  /// The step size.
  public var learningRate: Double
  /// How much of the last step's velocity stays, from 0 up to 1.
  public var momentum: Double

  /// Creates settings.
  public init(learningRate: Double, momentum: Double = 0) {
    self.learningRate = learningRate
    self.momentum = momentum
  }
}

/// The constants of AdamW (Loshchilov and Hutter, 2019); the defaults are PyTorch's.
public struct AdamWSettings: Equatable, Sendable {
  /// The step size.
  public var learningRate: Double
  /// The decay of the gradient's mean.
  public var beta1: Double
  /// The decay of the squared gradient's mean.
  public var beta2: Double
  /// What is added to the denominator.
  public var epsilon: Double
  /// The decay of weights, in units of the learning rate.
  public var weightDecay: Double

  /// Creates settings.
  public init(
    learningRate: Double, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0.01
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
  }

  /// The scalars of step `number`, counted from 1: computed in double, each rounded to float once.
  func step(number: UInt64) -> ek_adamw_step {
    let correction1 = 1 - DoubleFunctions.power(beta1, number)
    let correction2 = 1 - DoubleFunctions.power(beta2, number)
    return ek_adamw_step(
      decay: Float(1 - learningRate * weightDecay), beta1: Float(beta1), rest1: Float(1 - beta1), beta2: Float(beta2),
      rest2: Float(1 - beta2), step: Float(learningRate / correction1), correction: Float(DoubleFunctions.squareRoot(correction2)),
      epsilon: Float(epsilon))
  }
}

extension Optimizer {
  /// Checks that every constant is finite and in its range.
  func checked() throws(KernelError) {
    switch self {
    case .sgd(let s):
      try Optimizer.check("the learning rate", s.learningRate, 0...1e6)
      try Optimizer.check("momentum", s.momentum, 0...1)
    case .adamw(let s):
      try Optimizer.check("the learning rate", s.learningRate, 0...1e6)
      try Optimizer.check("beta 1", s.beta1, 0...0.999_999)
      try Optimizer.check("beta 2", s.beta2, 0...0.999_999_9)
      try Optimizer.check("epsilon", s.epsilon, 0...1)
      try Optimizer.check("weight decay", s.weightDecay, 0...1e6)
    }
  }

  private static func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>) throws(KernelError) {
    guard range.contains(value) else {
      throw KernelError(
        .parameterOutOfRange, "\(name) cannot be \(value)", hint: "choose \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
