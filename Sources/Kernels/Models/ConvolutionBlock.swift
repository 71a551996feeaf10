/// A convolution with bias and ReLU, and a max pooling if there is one.
final class ConvolutionBlock {
  let stage: CNNShape.Stage
  /// The number of the weight among the parameters; the bias comes next.
  let index: Int
  let parts: NetworkParts
  let weight: Buffer<Float>
  let output: Buffer<Float>
  /// Which element of each window the pooling chose, where a backward pass will ask.
  let chosen: Buffer<UInt8>?
  private let bias: Buffer<Float>
  /// What the convolution gives: the block's output without a pooling.
  private let convolved: Buffer<Float>

  init(_ stage: CNNShape.Stage, firstParameter: Int, _ parts: NetworkParts) throws(KernelError) {
    self.stage = stage
    index = firstParameter
    self.parts = parts
    weight = parts.parameter(firstParameter)
    bias = parts.parameter(firstParameter + 1)
    output = try Batch.room(parts.rows, stage.output.count)
    convolved = stage.pools ? try Batch.room(parts.rows, stage.convolved.count) : output
    chosen = stage.pools && parts.keepsActivations ? try Buffer(try Batch.count(parts.rows, stage.output.count)) : nil
  }

  func forward(_ input: Buffer<Float>, rows: Int) throws(KernelError) {
    let engine = parts.engine
    try engine.convolve(stage.convolution(rows), input, weight: weight, bias: bias, relu: true, into: convolved)
    if stage.pools { engine.maxPool(stage.pooling(rows), convolved, into: output, chosen: chosen) }
  }
}

extension CNNShape.Stage {
  /// Whether a pooling follows the convolution.
  var pools: Bool { block.pool > 1 }

  func convolution(_ rows: Int) -> ConvolutionShape {
    ConvolutionShape(
      batch: rows, height: input.height, width: input.width, inputs: input.channels, outputs: block.channels,
      kernelHeight: block.kernel, kernelWidth: block.kernel, stride: block.stride, padding: block.padding)
  }

  func pooling(_ rows: Int) -> PoolingShape {
    PoolingShape(
      batch: rows, height: convolved.height, width: convolved.width, channels: convolved.channels, window: block.pool,
      stride: block.pool)
  }
}
