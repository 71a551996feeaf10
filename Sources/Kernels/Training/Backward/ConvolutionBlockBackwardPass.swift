/// The backward pass of a convolution with bias, ReLU and pooling.
final class ConvolutionBlockBackwardPass {
  let block: ConvolutionBlock
  /// The gradient by the block's output, which the layer above fills in.
  let outputGradient: Buffer<Float>
  /// The gradient by what the convolution gives: that by the output without a pooling.
  private let convolvedGradient: Buffer<Float>

  init(_ block: ConvolutionBlock) throws(KernelError) {
    precondition(block.parts.keepsActivations, "a backward pass reads what the forward pass kept")
    self.block = block
    let (rows, stage) = (block.parts.rows, block.stage)
    outputGradient = try Batch.room(rows, stage.output.count)
    convolvedGradient = stage.pools ? try Batch.room(rows, stage.convolved.count) : outputGradient
  }

  /// The gradients of the parameters, and of the input if a place is given, from that of the output.
  ///
  /// The ReLU's gradient is taken before the pooling's, on the smaller image; the bits are the same.
  func backward(
    _ input: Buffer<Float>, rows: Int, into parameters: Buffer<Float>, inputGradient: Buffer<Float>?
  ) throws(KernelError) {
    let (stage, engine, plan) = (block.stage, block.parts.engine, block.parts.plan)
    engine.reluGradient(block.output, gradient: outputGradient, count: rows * stage.output.count)
    if let chosen = block.chosen {
      engine.maxPoolGradient(stage.pooling(rows), gradient: outputGradient, chosen: chosen, into: convolvedGradient)
    }
    let shape = stage.convolution(rows)
    try engine.convolutionWeightGradient(
      shape, input, gradient: convolvedGradient, weight: plan.part(block.index, of: parameters),
      bias: plan.part(block.index + 1, of: parameters))
    guard let inputGradient else { return }
    try engine.convolutionInputGradient(shape, weight: block.weight, gradient: convolvedGradient, into: inputGradient)
  }
}
