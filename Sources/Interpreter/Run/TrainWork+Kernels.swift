internal import Kernels
internal import Record

extension TrainWork {
  /// The network that the plan means.
  ///
  /// - Parameter vocabulary: Of a text, how many tokens it has.
  func architecture(vocabulary: Int) throws(RunFault) -> Architecture {
    if model == "mlp", let layers { return .mlp(layers: layers) }
    if model == "cnn", let cnn, cnn.image.count == 3 {
      let blocks = cnn.convolutions.map {
        CNNShape.Block(channels: $0.channels, kernel: $0.kernel, stride: $0.stride, padding: $0.padding, pool: $0.pool)
      }
      return .cnn(CNNShape(height: cnn.image[0], width: cnn.image[1], channels: cnn.image[2], blocks: blocks, dense: cnn.dense))
    }
    if model == "gpt", let gpt {
      return .gpt(GPTShape(vocabulary: vocabulary, layers: gpt.layers, width: gpt.width, heads: gpt.heads, context: gpt.context))
    }
    throw RunFault("unknown-model", "no model is called `\(model)`, or its settings are missing", isLocal: true)
  }

  /// How the network learns.
  func settings() throws(RunFault) -> TrainingSettings {
    TrainingSettings(
      optimizer: try kernelOptimizer(), schedule: kernelSchedule(), batch: batch, microBatch: microBatch, dropout: dropout?.real ?? 0)
  }

  /// About how many bytes the training takes, its data aside.
  func estimatedMemory(vocabulary: Int) throws(RunFault) -> UInt64 {
    let (architecture, settings) = (try architecture(vocabulary: vocabulary), try settings())
    return try orFault { () throws(KernelError) in try architecture.trainingMemory(settings) }
  }

  private func kernelOptimizer() throws(RunFault) -> Kernels.Optimizer {
    if let sgd = optimizer.sgd { return .sgd(SGDSettings(learningRate: sgd.lr.real, momentum: sgd.momentum.real)) }
    guard let adamw = optimizer.adamw else { throw RunFault("unknown-optimizer", "the plan names no optimiser", isLocal: true) }
    return .adamw(
      AdamWSettings(
        learningRate: adamw.lr.real, beta1: adamw.beta1.real, beta2: adamw.beta2.real, epsilon: adamw.epsilon.real,
        weightDecay: adamw.weightDecay.real))
  }

  private func kernelSchedule() -> Kernels.Schedule {
    if let step = schedule?.step { return .step(every: UInt64(clamping: step.every), factor: step.factor.real) }
    guard let cosine = schedule?.cosine else { return .constant }
    return .cosine(warmup: UInt64(clamping: cosine.warmup), total: UInt64(clamping: cosine.steps), floor: cosine.final.real)
  }
}
