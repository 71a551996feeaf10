internal import CKernels

/// A convolution network in memory: its blocks, then dense layers.
final class ConvolutionNetwork: Network {
  let capacity: Int
  private let blocks: [ConvolutionBlock]
  private let dense: DenseLayers

  init(_ shape: CNNShape, rows: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine) throws(KernelError) {
    capacity = rows
    var blocks: [ConvolutionBlock] = []
    for (number, stage) in shape.stages().enumerated() {
      blocks.append(
        try ConvolutionBlock(stage, rows: rows, firstParameter: 2 * number, plan: plan, weights: weights, engine: engine))
    }
    self.blocks = blocks
    dense = try DenseLayers(
      shape.denseLayers, rows: rows, firstParameter: 2 * blocks.count, plan: plan, weights: weights, engine: engine)
  }

  var logits: Slice<Float> { dense.logits }
  var logitGradients: Slice<Float> { dense.logitGradients }

  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    var image = batch.features(from: first)
    for block in blocks {
      try block.forward(image, rows: rows)
      image = block.output
    }
    try dense.forward(image, first: first, rows: rows, masks: masks)
  }

  func backward(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>
  ) throws(KernelError) {
    let last = blocks[blocks.count - 1]
    try dense.backward(
      last.output, first: first, rows: rows, masks: masks, into: gradients, inputGradient: last.outputGradient)
    for number in blocks.indices.reversed() {
      let below = number > 0 ? blocks[number - 1] : nil
      try blocks[number].backward(
        below?.output ?? batch.features(from: first), rows: rows, into: gradients, inputGradient: below?.outputGradient)
    }
  }
}

/// A convolution with bias and ReLU, and a max pooling if there is one.
private final class ConvolutionBlock {
  /// The block's output, and the gradient of it, which the layer above fills in.
  let output: Slice<Float>
  let outputGradient: Slice<Float>

  private let stage: CNNShape.Stage
  private let engine: Engine
  private let plan: ParameterPlan
  private let firstParameter: Int
  private let weight: Slice<Float>
  private let bias: Slice<Float>
  /// What the convolution gives, and the gradient of it: the block's own without a pooling.
  private let convolved: Slice<Float>
  private let convolvedGradient: Slice<Float>
  /// Which element of each window the pooling chose.
  private let chosen: Buffer<UInt8>

  init(
    _ stage: CNNShape.Stage, rows: Int, firstParameter: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine
  ) throws(KernelError) {
    self.stage = stage
    self.engine = engine
    self.plan = plan
    self.firstParameter = firstParameter
    weight = plan.slice(firstParameter, of: weights)
    bias = plan.slice(firstParameter + 1, of: weights)
    output = try Batch.room(rows, stage.output.count)
    outputGradient = try Batch.room(rows, stage.output.count)
    let pools = stage.block.pool > 1
    convolved = pools ? try Batch.room(rows, stage.convolved.count) : output
    convolvedGradient = pools ? try Batch.room(rows, stage.convolved.count) : outputGradient
    chosen = try Buffer(pools ? try Batch.count(rows, stage.output.count) : 0)
  }

  private func convolution(_ rows: Int) -> ek_convolution {
    ek_convolution(
      batch: rows, height: stage.input.height, width: stage.input.width, inputs: stage.input.channels,
      outputs: stage.block.channels, kernel_height: stage.block.kernel, kernel_width: stage.block.kernel,
      stride: stage.block.stride, padding: stage.block.padding)
  }

  private func pooling(_ rows: Int) -> ek_pooling {
    ek_pooling(
      batch: rows, height: stage.convolved.height, width: stage.convolved.width, channels: stage.convolved.channels,
      window: stage.block.pool, stride: stage.block.pool)
  }

  // Every buffer was made for at least `rows` rows of the sizes that the stage says; the engine's pool lives with it.

  func forward(_ input: Slice<Float>, rows: Int) throws(KernelError) {
    precondition(input.count >= rows * stage.input.count && output.count >= rows * stage.output.count)
    var shape = convolution(rows)
    let status = unsafe ek_convolution_f32(
      engine.pool, engine.number, &shape, input.base, weight.base, bias.base, 1, convolved.base)
    try engine.check(status)
    guard stage.block.pool > 1 else { return }
    var windows = pooling(rows)
    unsafe ek_max_pool_f32(engine.pool, engine.number, &windows, convolved.base, output.base, chosen.base)
  }

  /// The gradients of the parameters, and of the input if a place is given, from that of the output.
  ///
  /// The ReLU's gradient is taken before the pooling's, on the smaller image; the bits are the same.
  func backward(
    _ input: Slice<Float>, rows: Int, into parameters: Buffer<Float>, inputGradient: Slice<Float>?
  ) throws(KernelError) {
    precondition(input.count >= rows * stage.input.count && output.count >= rows * stage.output.count)
    engine.reluGradient(output, gradient: outputGradient, count: rows * stage.output.count)
    if stage.block.pool > 1 {
      var windows = pooling(rows)
      unsafe ek_max_pool_gradient_f32(
        engine.pool, engine.number, &windows, outputGradient.base, chosen.base, convolvedGradient.base)
    }
    var shape = convolution(rows)
    try engine.check(
      unsafe ek_convolution_weight_gradient_f32(
        engine.pool, engine.number, &shape, input.base, convolvedGradient.base,
        plan.slice(firstParameter, of: parameters).base, plan.slice(firstParameter + 1, of: parameters).base))
    guard let inputGradient else { return }
    precondition(inputGradient.count >= rows * stage.input.count)
    try engine.check(
      unsafe ek_convolution_input_gradient_f32(
        engine.pool, engine.number, &shape, weight.base, convolvedGradient.base, inputGradient.base))
  }
}
