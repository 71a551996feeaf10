internal import CKernels

/// The places that the blocks of a transformer share during a backward pass, for some number of tokens.
struct TransformerScratch {
  /// As wide as a token.
  let branch: Slice<Float>
  let narrow: Slice<Float>
  /// Three and four times as wide.
  let queries: Slice<Float>
  let wide: Slice<Float>

  init(_ shape: GPTShape, tokens: Int) throws(KernelError) {
    branch = try Batch.room(tokens, shape.width)
    narrow = try Batch.room(tokens, shape.width)
    queries = try Batch.room(tokens, 3 * shape.width)
    wide = try Batch.room(tokens, 4 * shape.width)
  }
}

/// One block: x + projection(attention(norm(x))), and with that y: y + down(gelu(up(norm(y)))).
final class TransformerBlock {
  /// The block's output.
  let output: Slice<Float>

  private let shape: GPTShape
  private let number: Int
  private let engine: Engine
  private let scratch: TransformerScratch
  private let norm1: NormLayer
  private let norm2: NormLayer
  private let qkv: DenseLayer
  private let projection: DenseLayer
  private let up: DenseLayer
  private let down: DenseLayer

  // What the backward pass reads again, in the order of the forward pass.
  private let normed1: Slice<Float>
  private let queries: Slice<Float>
  private let probabilities: Slice<Float>
  private let attended: Slice<Float>
  private let middle: Slice<Float>
  private let normed2: Slice<Float>
  private let raised: Slice<Float>
  private let activated: Slice<Float>

  /// The parameters of a block.
  static let parameterCount = 12

  init(
    _ shape: GPTShape, number: Int, windows: Int, firstParameter: Int, plan: ParameterPlan, weights: Buffer<Float>,
    scratch: TransformerScratch, engine: Engine
  ) throws(KernelError) {
    self.shape = shape
    self.number = number
    self.engine = engine
    self.scratch = scratch
    let (width, tokens) = (shape.width, try Batch.count(windows, shape.context))
    let norm = { (index: Int) throws(KernelError) in
      try NormLayer(width, rows: tokens, parameter: firstParameter + index, plan: plan, weights: weights, engine: engine)
    }
    let dense = { (index: Int, inputs: Int, outputs: Int) in
      DenseLayer(inputs, outputs, parameter: firstParameter + index, plan: plan, weights: weights, engine: engine)
    }
    norm1 = try norm(0)
    qkv = dense(2, width, 3 * width)
    projection = dense(4, width, width)
    norm2 = try norm(6)
    up = dense(8, width, 4 * width)
    down = dense(10, 4 * width, width)
    normed1 = try Batch.room(tokens, width)
    queries = try Batch.room(tokens, 3 * width)
    probabilities = try Batch.room(tokens, shape.heads * shape.context)
    attended = try Batch.room(tokens, width)
    middle = try Batch.room(tokens, width)
    normed2 = try Batch.room(tokens, width)
    raised = try Batch.room(tokens, 4 * width)
    activated = try Batch.room(tokens, 4 * width)
    output = try Batch.room(tokens, width)
  }

  private func attention(_ windows: Int) -> ek_attention {
    ek_attention(
      batch: windows, tokens: shape.context, heads: shape.heads, head_size: shape.width / shape.heads, causal: 1,
      scale: ek_attention_scale(shape.width / shape.heads))
  }

  func forward(_ x: Slice<Float>, first: Int, windows: Int, masks: DropoutMasks?) throws(KernelError) {
    let tokens = windows * shape.context
    norm1.forward(x, rows: tokens, into: normed1)
    try qkv.forward(normed1, rows: tokens, into: queries)
    var attention = attention(windows)
    precondition(probabilities.count >= tokens * shape.heads * shape.context && attended.count >= tokens * shape.width)
    try engine.check(
      unsafe ek_attention_f32(
        engine.pool, engine.number, &attention, queries.base, probabilities.base, attended.base))
    try projection.forward(attended, rows: tokens, into: middle)
    masks?.apply(site: 1 + 2 * number, to: middle, first: first, rows: windows, engine: engine)
    engine.add(x, middle, into: middle, count: tokens * shape.width)

    norm2.forward(middle, rows: tokens, into: normed2)
    try up.forward(normed2, rows: tokens, into: raised)
    engine.gelu(raised, into: activated, count: tokens * 4 * shape.width)
    try down.forward(activated, rows: tokens, into: output)
    masks?.apply(site: 2 + 2 * number, to: output, first: first, rows: windows, engine: engine)
    engine.add(middle, output, into: output, count: tokens * shape.width)
  }

  /// The gradients of the parameters, and of x in place of that of the output.
  func backward(
    _ x: Slice<Float>, first: Int, windows: Int, masks: DropoutMasks?, gradient: Slice<Float>, into gradients: Buffer<Float>
  ) throws(KernelError) {
    let (tokens, count) = (windows * shape.context, windows * shape.context * shape.width)
    let masked = { [scratch, engine] (site: Int) -> Slice<Float> in
      guard let masks else { return gradient }
      masks.apply(site: site, from: gradient, to: scratch.branch, first: first, rows: windows, engine: engine)
      return scratch.branch
    }
    try down.backward(activated, masked(2 + 2 * number), rows: tokens, into: gradients, dx: scratch.wide)
    engine.geluGradient(raised, gradient: scratch.wide, count: 4 * count)
    try up.backward(normed2, scratch.wide, rows: tokens, into: gradients, dx: scratch.narrow)
    try norm2.backward(middle, scratch.narrow, rows: tokens, into: gradients)
    engine.add(gradient, scratch.narrow, into: gradient, count: count)

    try projection.backward(attended, masked(1 + 2 * number), rows: tokens, into: gradients, dx: scratch.narrow)
    var attention = attention(windows)
    precondition(scratch.queries.count >= 3 * count && probabilities.count >= tokens * shape.heads * shape.context)
    try engine.check(
      unsafe ek_attention_gradient_f32(
        engine.pool, engine.number, &attention, queries.base, probabilities.base, scratch.narrow.base, scratch.queries.base))
    try qkv.backward(normed1, scratch.queries, rows: tokens, into: gradients, dx: scratch.narrow)
    try norm1.backward(x, scratch.narrow, rows: tokens, into: gradients)
    engine.add(gradient, scratch.narrow, into: gradient, count: count)
  }
}
