/// A network in memory for up to some number of rows: it computes logits.
///
/// That is all that answering needs. What a gradient needs besides stands in `Training`, as a `BackwardPass` over the same network.
protocol Network: AnyObject {
  /// One row of logits for each answer of the rows of the last `forward`.
  var logits: Buffer<Float> { get }
  /// Computes the logits of `rows` rows of a batch, from row `first` on.
  func forward(_ batch: Batch, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError)
}

/// What the layers of a network are made from.
struct NetworkParts {
  /// The most rows that one call computes.
  let rows: Int
  /// Where each parameter lies in `weights`.
  let plan: ParameterPlan
  let weights: Buffer<Float>
  let engine: Engine
  /// Whether everything stays in memory that a backward pass reads again.
  let keepsActivations: Bool

  /// The elements of a parameter.
  func parameter(_ index: Int) -> Buffer<Float> { plan.part(index, of: weights) }
}

extension Architecture {
  /// The network whose parameters lie in the parts' weights.
  func network(_ parts: NetworkParts) throws(KernelError) -> any Network {
    switch self {
    case .mlp(let layers): try Perceptron(layers, parts)
    case .cnn(let shape): try ConvolutionNetwork(shape, parts)
    case .gpt(let shape): try Transformer(shape, parts)
    }
  }
}
