/// A network in memory for up to some number of rows: it computes logits, and the gradients of its parameters.
protocol Network: AnyObject {
  /// The most rows that one call computes.
  var capacity: Int { get }
  /// One row of logits for each answer of the rows of the last `forward`.
  var logits: Slice<Float> { get }
  /// The gradient of the loss by `logits`, which the caller fills between `forward` and `backward`.
  var logitGradients: Slice<Float> { get }
  /// Computes the logits of `rows` rows of a batch, from row `first` on.
  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError)
  /// Computes the gradients of all parameters for the rows of the last `forward`.
  func backward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>) throws(KernelError)
}

extension Network {
  /// Forward, loss and backward for `rows` rows of a batch; losses are divided by the answers of the whole batch.
  func learn(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>, engine: Engine
  ) throws(KernelError) {
    try forward(batch, first: first, rows: rows, masks: masks)
    engine.softmaxCrossEntropy(
      logits, labels: batch.labels(from: first), gradient: logitGradients, losses: batch.losses(from: first),
      rows: rows * batch.architecture.positions, columns: batch.architecture.outputs, batch: batch.answers)
    try backward(batch, first: first, rows: rows, masks: masks, into: gradients)
  }
}

extension Architecture {
  /// The network for up to `rows` rows whose parameters lie in `weights`.
  func network(
    rows: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine
  ) throws(KernelError) -> any Network {
    switch self {
    case .mlp(let layers): try Perceptron(layers, rows: rows, plan: plan, weights: weights, engine: engine)
    case .cnn(let shape): try ConvolutionNetwork(shape, rows: rows, plan: plan, weights: weights, engine: engine)
    case .gpt(let shape): try Transformer(shape, rows: rows, plan: plan, weights: weights, engine: engine)
    }
  }
}
