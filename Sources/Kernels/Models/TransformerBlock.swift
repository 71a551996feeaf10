/// One block: x + projection(attention(norm(x))), and with that y: y + down(gelu(up(norm(y)))).
final class TransformerBlock {
  /// What a forward pass leaves, in its order.
  struct Activations {
    let normed1: Buffer<Float>
    let queries: Buffer<Float>
    /// For a backward pass alone.
    let probabilities: Buffer<Float>?
    let attended: Buffer<Float>
    let middle: Buffer<Float>
    let normed2: Buffer<Float>
    let raised: Buffer<Float>
    let activated: Buffer<Float>
    let output: Buffer<Float>

    init(_ shape: GPTShape, windows: Int, keeps: Bool) throws(KernelError) {
      let (width, tokens) = (shape.width, try Batch.count(windows, shape.context))
      normed1 = try Batch.room(tokens, width)
      queries = try Batch.room(tokens, 3 * width)
      probabilities = keeps ? try Batch.room(tokens, shape.heads * shape.context) : nil
      attended = try Batch.room(tokens, width)
      middle = try Batch.room(tokens, width)
      normed2 = try Batch.room(tokens, width)
      raised = try Batch.room(tokens, 4 * width)
      activated = try Batch.room(tokens, 4 * width)
      output = try Batch.room(tokens, width)
    }
  }

  let shape: GPTShape
  let number: Int
  let parts: NetworkParts
  let activations: Activations
  let norm1: NormLayer
  let norm2: NormLayer
  let qkv: DenseLayer
  let projection: DenseLayer
  let up: DenseLayer
  let down: DenseLayer

  /// The number of a block's first parameter, behind the two embeddings.
  static func firstParameter(_ number: Int) -> Int { 2 + 12 * number }

  /// Creates a block that works in `shared`, or in a place of its own.
  init(_ shape: GPTShape, number: Int, in shared: Activations?, _ parts: NetworkParts) throws(KernelError) {
    self.shape = shape
    self.number = number
    self.parts = parts
    activations = if let shared { shared } else { try Activations(shape, windows: parts.rows, keeps: true) }
    let (width, first) = (shape.width, TransformerBlock.firstParameter(number))
    let tokens = try Batch.count(parts.rows, shape.context)
    norm1 = try NormLayer(width, rows: tokens, parameter: first, parts)
    qkv = DenseLayer(width, 3 * width, parameter: first + 2, parts)
    projection = DenseLayer(width, width, parameter: first + 4, parts)
    norm2 = try NormLayer(width, rows: tokens, parameter: first + 6, parts)
    up = DenseLayer(width, 4 * width, parameter: first + 8, parts)
    down = DenseLayer(4 * width, width, parameter: first + 10, parts)
  }

  var output: Buffer<Float> { activations.output }

  func attention(_ windows: Int) -> AttentionShape {
    AttentionShape(
      batch: windows, tokens: shape.context, heads: shape.heads, headSize: shape.width / shape.heads, causal: true)
  }

  /// Computes the output from x, which may be the output's own place.
  func forward(_ x: Buffer<Float>, first: Int, windows: Int, masks: DropoutMasks?) throws(KernelError) {
    let (a, engine) = (activations, parts.engine)
    let tokens = windows * shape.context
    norm1.forward(x, rows: tokens, into: a.normed1)
    try qkv.forward(a.normed1, rows: tokens, into: a.queries)
    try engine.attend(attention(windows), a.queries, probabilities: a.probabilities, into: a.attended)
    try projection.forward(a.attended, rows: tokens, into: a.middle)
    masks?.apply(site: 1 + 2 * number, to: a.middle, first: first, rows: windows, engine: engine)
    engine.add(x, a.middle, into: a.middle, count: tokens * shape.width)

    norm2.forward(a.middle, rows: tokens, into: a.normed2)
    try up.forward(a.normed2, rows: tokens, into: a.raised)
    engine.gelu(a.raised, into: a.activated, count: tokens * 4 * shape.width)
    try down.forward(a.activated, rows: tokens, into: a.output)
    masks?.apply(site: 2 + 2 * number, to: a.output, first: first, rows: windows, engine: engine)
    engine.add(a.middle, a.output, into: a.output, count: tokens * shape.width)
  }
}
