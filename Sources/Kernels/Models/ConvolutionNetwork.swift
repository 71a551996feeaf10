/// A convolution network in memory: its blocks, then dense layers.
final class ConvolutionNetwork: Network {
  let blocks: [ConvolutionBlock]
  let dense: DenseLayers

  init(_ shape: CNNShape, _ parts: NetworkParts) throws(KernelError) {
    var blocks: [ConvolutionBlock] = []
    for (number, stage) in shape.stages().enumerated() {
      blocks.append(try ConvolutionBlock(stage, firstParameter: 2 * number, parts))
    }
    self.blocks = blocks
    dense = try DenseLayers(shape.denseLayers, firstParameter: 2 * blocks.count, parts)
  }

  var logits: Buffer<Float> { dense.logits }

  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    var image = batch.features(from: first)
    for block in blocks {
      try block.forward(image, rows: rows)
      image = block.output
    }
    try dense.forward(image, first: first, rows: rows, masks: masks)
  }
}
