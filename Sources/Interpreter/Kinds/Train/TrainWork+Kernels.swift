internal import Kernels
internal import Record

extension TrainWork {
  /// The network that the plan means.
  ///
  /// - Parameter vocabulary: Of a text, how many tokens it has.
  func architecture(vocabulary: Int) throws(RunFault) -> Architecture {
    switch model {
    case .mlp(let layers): return .mlp(layers: layers)
    case .cnn(let cnn):
      guard cnn.image.count == 3 else {
        throw RunFault(.invalidPlan, "an image has a height, a width and a number of channels")
      }
      let blocks = cnn.convolutions.map {
        CNNShape.Block(channels: $0.channels, kernel: $0.kernel, stride: $0.stride, padding: $0.padding, pool: $0.pool)
      }
      return .cnn(CNNShape(height: cnn.image[0], width: cnn.image[1], channels: cnn.image[2], blocks: blocks, dense: cnn.dense))
    case .gpt(let gpt):
      return .gpt(GPTShape(vocabulary: vocabulary, layers: gpt.layers, width: gpt.width, heads: gpt.heads, context: gpt.context))
    }
  }

  /// How the network learns.
  func settings() -> TrainingSettings {
    TrainingSettings(
      optimizer: kernelOptimizer, schedule: kernelSchedule, batch: batch, microBatch: microBatch, dropout: dropout.real)
  }

  /// About how many bytes the training takes, its data aside.
  func estimatedMemory(vocabulary: Int) throws(RunFault) -> UInt64 {
    let (architecture, settings) = (try architecture(vocabulary: vocabulary), settings())
    return try orFault { () throws(KernelError) in try architecture.trainingMemory(settings) }
  }

  private var kernelOptimizer: Kernels.Optimizer {
    switch optimizer {
    case .sgd(let sgd): .sgd(SGDSettings(learningRate: sgd.lr.real, momentum: sgd.momentum.real))
    case .adamw(let adamw):
      .adamw(
        AdamWSettings(
          learningRate: adamw.lr.real, beta1: adamw.beta1.real, beta2: adamw.beta2.real, epsilon: adamw.epsilon.real,
          weightDecay: adamw.weightDecay.real))
    }
  }

  private var kernelSchedule: Kernels.Schedule {
    switch schedule {
    case .constant: .constant
    case .step(let every, let factor): .step(every: UInt64(clamping: every), factor: factor.real)
    case .cosine(let steps, let warmup, let final):
      .cosine(warmup: UInt64(clamping: warmup), total: UInt64(clamping: steps), floor: final.real)
    }
  }
}
