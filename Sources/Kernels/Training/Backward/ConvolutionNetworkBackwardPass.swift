/// The backward pass of a convolution network.
final class ConvolutionNetworkBackwardPass: BackwardPass {
  private let blocks: [ConvolutionBlockBackwardPass]
  private let dense: DenseLayersBackwardPass

  init(_ network: ConvolutionNetwork, _ parts: NetworkParts) throws(KernelError) {
    blocks = try network.blocks.map { block throws(KernelError) in try ConvolutionBlockBackwardPass(block) }
    dense = try DenseLayersBackwardPass(network.dense, parts)
  }

  var logitGradients: Buffer<Float> { dense.logitGradients }

  func backward(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>
  ) throws(KernelError) {
    let last = blocks[blocks.count - 1]
    try dense.backward(
      last.block.output, first: first, rows: rows, masks: masks, into: gradients, inputGradient: last.outputGradient)
    for number in blocks.indices.reversed() {
      let below = number > 0 ? blocks[number - 1] : nil
      try blocks[number].backward(
        below?.block.output ?? batch.features(from: first), rows: rows, into: gradients, inputGradient: below?.outputGradient)
    }
  }
}
