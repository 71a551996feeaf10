internal import CKernels

/// A GPT-style transformer in memory, for up to `capacity` windows of tokens.
final class Transformer: Network {
  let capacity: Int
  let logits: Slice<Float>
  let logitGradients: Slice<Float>

  private let shape: GPTShape
  private let engine: Engine
  private let plan: ParameterPlan
  private let tokenTable: Slice<Float>
  private let positionTable: Slice<Float>
  private let embedded: Slice<Float>
  private let blocks: [TransformerBlock]
  private let norm: NormLayer
  private let normed: Slice<Float>
  private let head: DenseLayer
  private let gradient: Slice<Float>

  init(_ shape: GPTShape, rows: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine) throws(KernelError) {
    capacity = rows
    self.shape = shape
    self.engine = engine
    self.plan = plan
    let tokens = try Batch.count(rows, shape.context)
    tokenTable = plan.slice(0, of: weights)
    positionTable = plan.slice(1, of: weights)
    embedded = try Batch.room(tokens, shape.width)
    let scratch = try TransformerScratch(shape, tokens: tokens)
    var blocks: [TransformerBlock] = []
    for number in 0..<shape.layers {
      blocks.append(
        try TransformerBlock(
          shape, number: number, windows: rows, firstParameter: 2 + number * TransformerBlock.parameterCount, plan: plan,
          weights: weights, scratch: scratch, engine: engine))
    }
    self.blocks = blocks
    let next = 2 + shape.layers * TransformerBlock.parameterCount
    norm = try NormLayer(shape.width, rows: tokens, parameter: next, plan: plan, weights: weights, engine: engine)
    normed = try Batch.room(tokens, shape.width)
    head = DenseLayer(
      shape.width, shape.vocabulary, parameter: next + 2, hasBias: false, plan: plan, weights: weights, engine: engine)
    logits = try Batch.room(tokens, shape.vocabulary)
    logitGradients = try Batch.room(tokens, shape.vocabulary)
    gradient = try Batch.room(tokens, shape.width)
  }

  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    let (tokens, window) = (rows * shape.context, shape.context * shape.width)
    engine.embedding(tokenTable, ids: batch.tokens(from: first), into: embedded, count: tokens, columns: shape.width)
    for row in 0..<rows {
      let place = embedded.dropFirst(row * window)
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

  func backward(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>
  ) throws(KernelError) {
    let tokens = rows * shape.context
    try head.backward(normed, logitGradients, rows: tokens, into: gradients, dx: gradient)
    try norm.backward(blocks[blocks.count - 1].output, gradient, rows: tokens, into: gradients)
    for number in blocks.indices.reversed() {
      try blocks[number].backward(
        number > 0 ? blocks[number - 1].output : embedded, first: first, windows: rows, masks: masks, gradient: gradient,
        into: gradients)
    }
    masks?.apply(site: 0, to: gradient, first: first, rows: rows, engine: engine)
    try engine.columnSums(
      gradient, rows: rows, columns: shape.context * shape.width, into: plan.slice(1, of: gradients))
    engine.embeddingGradient(
      gradient, ids: batch.tokens(from: first), into: plan.slice(0, of: gradients), count: tokens, rows: shape.vocabulary,
      columns: shape.width)
  }
}
