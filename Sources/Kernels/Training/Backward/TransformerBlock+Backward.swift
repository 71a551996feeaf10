/// The places that the blocks of a transformer share during a backward pass, for some number of tokens.
struct TransformerScratch {
  /// As wide as a token.
  let branch: Buffer<Float>
  let narrow: Buffer<Float>
  /// Three and four times as wide.
  let queries: Buffer<Float>
  let wide: Buffer<Float>

  init(_ shape: GPTShape, tokens: Int) throws(KernelError) {
    branch = try Batch.room(tokens, shape.width)
    narrow = try Batch.room(tokens, shape.width)
    queries = try Batch.room(tokens, 3 * shape.width)
    wide = try Batch.room(tokens, 4 * shape.width)
  }
}

extension TransformerBlock {
  /// The gradients of the parameters, and of x in place of that of the output.
  func backward(
    _ x: Buffer<Float>, first: Int, windows: Int, masks: DropoutMasks?, gradient: Buffer<Float>, scratch: TransformerScratch,
    into gradients: Buffer<Float>
  ) throws(KernelError) {
    let (a, engine) = (activations, parts.engine)
    let (tokens, count) = (windows * shape.context, windows * shape.context * shape.width)
    let masked = { (site: Int) -> Buffer<Float> in
      guard let masks else { return gradient }
      masks.apply(site: site, from: gradient, to: scratch.branch, first: first, rows: windows, engine: engine)
      return scratch.branch
    }
    try down.backward(a.activated, masked(2 + 2 * number), rows: tokens, into: gradients, dx: scratch.wide)
    engine.geluGradient(a.raised, scratch.wide, into: scratch.wide, count: 4 * count)
    try up.backward(a.normed2, scratch.wide, rows: tokens, into: gradients, dx: scratch.narrow)
    try norm2.backward(a.middle, scratch.narrow, rows: tokens, into: gradients)
    engine.add(gradient, scratch.narrow, into: gradient, count: count)

    try projection.backward(a.attended, masked(1 + 2 * number), rows: tokens, into: gradients, dx: scratch.narrow)
    if let probabilities = a.probabilities {
      try engine.attentionGradient(
        attention(windows), a.queries, probabilities: probabilities, gradient: scratch.narrow, into: scratch.queries)
    }
    try qkv.backward(a.normed1, scratch.queries, rows: tokens, into: gradients, dx: scratch.narrow)
    try norm1.backward(x, scratch.narrow, rows: tokens, into: gradients)
    engine.add(gradient, scratch.narrow, into: gradient, count: count)
  }
}
