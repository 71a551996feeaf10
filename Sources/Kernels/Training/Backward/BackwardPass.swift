/// The gradients of a network's parameters, from what its last forward pass left in memory.
protocol BackwardPass: AnyObject {
  /// The gradient of the loss by the network's logits, which the caller fills between `forward` and `backward`.
  var logitGradients: Buffer<Float> { get }
  /// Computes the gradients of all parameters for the rows of the last `forward`.
  func backward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>) throws(KernelError)
}

/// A network that learns: its forward pass, the loss, its backward pass.
final class Learner {
  private let architecture: Architecture
  private let engine: Engine
  private let network: any Network
  private let backwardPass: any BackwardPass

  /// Creates a learner for up to `rows` rows.
  init(
    _ architecture: Architecture, rows: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine
  ) throws(KernelError) {
    self.architecture = architecture
    self.engine = engine
    let parts = NetworkParts(rows: rows, plan: plan, weights: weights, engine: engine, keepsActivations: true)
    switch architecture {
    case .mlp(let layers):
      let perceptron = try Perceptron(layers, parts)
      (network, backwardPass) = (perceptron, try PerceptronBackwardPass(perceptron, parts))
    case .cnn(let shape):
      let convolutions = try ConvolutionNetwork(shape, parts)
      (network, backwardPass) = (convolutions, try ConvolutionNetworkBackwardPass(convolutions, parts))
    case .gpt(let shape):
      let transformer = try Transformer(shape, parts)
      (network, backwardPass) = (transformer, try TransformerBackwardPass(transformer))
    }
  }

  /// The gradients for `rows` rows of a batch; losses are divided by the answers of the whole batch.
  func learn(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>
  ) throws(KernelError) {
    try network.forward(batch, first: first, rows: rows, masks: masks)
    engine.softmaxCrossEntropy(
      network.logits, labels: batch.labels(from: first), gradient: backwardPass.logitGradients, losses: batch.losses(from: first),
      rows: rows * architecture.positions, columns: architecture.outputs, batch: batch.answers)
    try backwardPass.backward(batch, first: first, rows: rows, masks: masks, into: gradients)
  }
}
