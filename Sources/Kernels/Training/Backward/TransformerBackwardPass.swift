/// The backward pass of a GPT-style transformer.
final class TransformerBackwardPass: BackwardPass {
  let logitGradients: Buffer<Float>
  private let network: Transformer
  private let scratch: TransformerScratch
  private let gradient: Buffer<Float>

  init(_ network: Transformer) throws(KernelError) {
    precondition(network.parts.keepsActivations, "a backward pass reads what the forward pass kept")
    self.network = network
    let shape = network.shape
    let tokens = try Batch.count(network.parts.rows, shape.context)
    scratch = try TransformerScratch(shape, tokens: tokens)
    logitGradients = try Batch.room(tokens, shape.vocabulary)
    gradient = try Batch.room(tokens, shape.width)
  }

  func backward(
    _ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?, into gradients: Buffer<Float>
  ) throws(KernelError) {
    let (shape, engine, plan, blocks) = (network.shape, network.parts.engine, network.parts.plan, network.blocks)
    let tokens = rows * shape.context
    try network.head.backward(network.normed, logitGradients, rows: tokens, into: gradients, dx: gradient)
    try network.norm.backward(blocks[blocks.count - 1].output, gradient, rows: tokens, into: gradients)
    for number in blocks.indices.reversed() {
      try blocks[number].backward(
        number > 0 ? blocks[number - 1].output : network.embedded, first: first, windows: rows, masks: masks, gradient: gradient,
        scratch: scratch, into: gradients)
    }
    masks?.apply(site: 0, to: gradient, first: first, rows: rows, engine: engine)
    try engine.columnSums(
      gradient, rows: rows, columns: shape.context * shape.width, into: plan.part(1, of: gradients))
    engine.embeddingGradient(
      gradient, ids: batch.tokens(from: first), count: tokens, rows: shape.vocabulary, columns: shape.width,
      into: plan.part(0, of: gradients))
  }
}
