/// The backward pass of dense layers with ReLU, and dropout if there is one, between them.
final class DenseLayersBackwardPass {
  private let network: DenseLayers
  private let engine: Engine
  /// The gradient by each layer's output.
  private let gradients: [Buffer<Float>]

  init(_ network: DenseLayers, _ parts: NetworkParts) throws(KernelError) {
    self.network = network
    engine = parts.engine
    gradients = try network.layers.map { layer throws(KernelError) in try Batch.room(parts.rows, layer.outputs) }
  }

  var logitGradients: Buffer<Float> { gradients[gradients.count - 1] }

  /// The gradients of the parameters, and of the input if a place is given, from those of the logits.
  func backward(
    _ input: Buffer<Float>, first: Int, rows: Int, masks: DropoutMasks?, into parameters: Buffer<Float>,
    inputGradient: Buffer<Float>?
  ) throws(KernelError) {
    for (number, layer) in network.layers.enumerated().reversed() {
      let source = number == 0 ? input : network.outputs[number - 1]
      let target = number == 0 ? inputGradient : gradients[number - 1]
      try layer.backward(source, gradients[number], rows: rows, into: parameters, dx: target)
      guard number > 0, let target else { continue }
      masks?.apply(site: number - 1, to: target, first: first, rows: rows, engine: engine)
      engine.reluGradient(source, gradient: target, count: rows * layer.inputs)
    }
  }
}
