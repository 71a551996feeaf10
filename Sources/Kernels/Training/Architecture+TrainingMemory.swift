extension Architecture {
  /// About how many bytes a training takes, its data aside: weights, gradients, the optimiser's state and the copies that are kept for
  /// checkpoints, each once; activations and their gradients of the rows that are computed together.
  ///
  /// - Throws: `KernelError` if the architecture cannot be, or the bytes cannot be counted.
  public func trainingMemory(_ settings: TrainingSettings) throws(KernelError) -> UInt64 {
    let kept = 6 + settings.optimizer.statesPerParameter + (settings.microBatch == nil ? 0 : 2)
    let rows = SizeArithmetic(min(settings.batch, settings.microBatch ?? settings.batch))
    return try ((SizeArithmetic(try parameterCount()) * kept + rows * activationsPerRow) * 4).checked()
  }

  /// The values that a row leaves on its way through the network, and the gradients on the way back.
  private var activationsPerRow: SizeArithmetic {
    switch self {
    case .mlp(let layers): SizeArithmetic(layers.reduce(0, +)) * 2
    case .cnn(let shape):
      shape.stages().reduce(SizeArithmetic(shape.denseLayers.reduce(0, +))) { $0 + SizeArithmetic($1.convolved.count + $1.output.count) }
        * 2
    case .gpt(let shape):
      // Per token of a block: two norms, queries, keys, values and heads, the wide layer before and after GELU, residuals; then logits.
      SizeArithmetic(shape.context) * (SizeArithmetic(shape.layers) * (shape.width * 16) + SizeArithmetic(shape.vocabulary) * 2)
    }
  }
}

extension Optimizer {
  /// The values that it keeps for each parameter.
  fileprivate var statesPerParameter: Int {
    switch self {
    case .sgd(let settings): settings.momentum == 0 ? 0 : 1
    case .adamw: 2
    }
  }
}
