/// What an optimiser remembers of each parameter.
final class OptimizerState {
  /// Velocity, or AdamW's first moment; weights, then biases.
  private let first: [Buffer<Float>]
  /// AdamW's second moment.
  private let second: [Buffer<Float>]

  init(_ network: MLPNetwork, _ optimizer: Optimizer) throws(KernelError) {
    let parameters = network.weights + network.biases
    first = try parameters.map { like throws(KernelError) in try Buffer<Float>(like.count) }
    switch optimizer {
    case .sgd: second = []
    case .adamw: second = try parameters.map { like throws(KernelError) in try Buffer<Float>(like.count) }
    }
  }

  func update(
    _ network: MLPNetwork, _ gradients: MLPGradients, _ optimizer: Optimizer, step: UInt64, engine: Engine
  ) {
    let pairs = zip(network.weights + network.biases, gradients.weights + gradients.biases)
    for (index, (parameter, gradient)) in pairs.enumerated() {
      switch optimizer {
      case .sgd(let s):
        engine.sgd(
          parameter, gradient: gradient, velocity: first[index], rate: Float(s.learningRate), momentum: Float(s.momentum))
      case .adamw(let s):
        engine.adamw(
          parameter, gradient: gradient, first: first[index], second: second[index], step: s.step(number: step))
      }
    }
  }
}
