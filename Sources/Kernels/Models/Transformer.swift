/// A GPT-style transformer in memory, for windows of tokens.
final class Transformer: Network {
  let shape: GPTShape
  let parts: NetworkParts
  let logits: Buffer<Float>
  let embedded: Buffer<Float>
  let blocks: [TransformerBlock]
  let norm: NormLayer
  let normed: Buffer<Float>
  let head: DenseLayer
  private let tokenTable: Buffer<Float>
  private let positionTable: Buffer<Float>

  init(_ shape: GPTShape, _ parts: NetworkParts) throws(KernelError) {
    self.shape = shape
    self.parts = parts
    let tokens = try Batch.count(parts.rows, shape.context)
    tokenTable = parts.parameter(0)
    positionTable = parts.parameter(1)
    embedded = try Batch.room(tokens, shape.width)
    // Blocks that need not remember anything can work in one place.
    let shared = parts.keepsActivations ? nil : try TransformerBlock.Activations(shape, windows: parts.rows, keeps: false)
    var blocks: [TransformerBlock] = []
    for number in 0..<shape.layers { blocks.append(try TransformerBlock(shape, number: number, in: shared, parts)) }
    self.blocks = blocks
    let next = TransformerBlock.firstParameter(shape.layers)
    norm = try NormLayer(shape.width, rows: tokens, parameter: next, parts)
    normed = try Batch.room(tokens, shape.width)
    head = DenseLayer(shape.width, shape.vocabulary, parameter: next + 2, hasBias: false, parts)
    logits = try Batch.room(tokens, shape.vocabulary)
  }

  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    let (tokens, window) = (rows * shape.context, shape.context * shape.width)
    let engine = parts.engine
    engine.embed(tokenTable, ids: batch.tokens(from: first), count: tokens, columns: shape.width, into: embedded)
    for row in 0..<rows {
      let place = embedded.part(from: row * window)
      engine.add(place, positionTable, into: place, count: window)
    }
    masks?.apply(site: 0, to: embedded, first: first, rows: rows, engine: engine)
    var x = embedded
    for block in blocks {
      try block.forward(x, first: first, windows: rows, masks: masks)
      x = block.output
    }
    norm.forward(x, rows: tokens, into: normed)
    try head.forward(normed, rows: tokens, into: logits)
  }
}
