/// The backward pass of a perceptron.
final class PerceptronBackwardPass: BackwardPass {
  private let layers: DenseLayersBackwardPass

  init(_ network: Perceptron, _ parts: NetworkParts) throws(KernelError) {
    layers = try DenseLayersBackwardPass(network.layers, parts)
  }

  var logitGradients: Buffer<Float> { layers.logitGradients }

  func backward(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>
  ) throws(KernelError) {
    try layers.backward(
      batch.features(from: first), first: first, rows: rows, masks: masks, into: gradients, inputGradient: nil)
  }
}
