/// Dense layers with ReLU, and dropout if there is one, between them.
///
/// Weights lie with one row an input, so that forward products read them as they are; the bits are those of PyTorch's layout.
final class DenseLayers {
  private let sizes: [Int]
  private let engine: Engine
  private let plan: ParameterPlan
  private let firstParameter: Int
  private let weights: [Slice<Float>]
  private let biases: [Slice<Float>]
  /// Each layer's output, and the gradient of it.
  private let outputs: [Slice<Float>]
  private let gradients: [Slice<Float>]

  /// Creates layers whose parameters are a weight and a bias each, from `firstParameter` on.
  init(
    _ sizes: [Int], rows: Int, firstParameter: Int, plan: ParameterPlan, weights: Buffer<Float>, engine: Engine
  ) throws(KernelError) {
    self.sizes = sizes
    self.engine = engine
    self.plan = plan
    self.firstParameter = firstParameter
    let layers = 0..<sizes.count - 1
    self.weights = layers.map { plan.slice(firstParameter + 2 * $0, of: weights) }
    biases = layers.map { plan.slice(firstParameter + 2 * $0 + 1, of: weights) }
    outputs = try sizes.dropFirst().map { width throws(KernelError) in try Batch.room(rows, width) }
    gradients = try sizes.dropFirst().map { width throws(KernelError) in try Batch.room(rows, width) }
  }

  var logits: Slice<Float> { outputs[outputs.count - 1] }
  var logitGradients: Slice<Float> { gradients[gradients.count - 1] }

  func forward(_ input: Slice<Float>, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    for layer in weights.indices {
      let isLast = layer + 1 == weights.count
      let shape = ProductShape(m: rows, n: sizes[layer + 1], k: sizes[layer])
      let source = layer == 0 ? input : outputs[layer - 1]
      try engine.multiply(shape, source, weights[layer], into: outputs[layer], bias: biases[layer], relu: !isLast)
      if !isLast { masks?.apply(site: layer, to: outputs[layer], first: first, rows: rows, engine: engine) }
    }
  }

  /// The gradients of the parameters, and of the input if a place is given, from those of the logits.
  func backward(
    _ input: Slice<Float>, first: Int, rows: Int, masks: DropoutMasks?, into parameters: Buffer<Float>,
    inputGradient: Slice<Float>?
  ) throws(KernelError) {
    for layer in weights.indices.reversed() {
      let (inputs, width) = (sizes[layer], sizes[layer + 1])
      let (index, source) = (firstParameter + 2 * layer, layer == 0 ? input : outputs[layer - 1])
      let byWeight = ProductShape(m: inputs, n: width, k: rows, transposeA: true)
      try engine.multiply(byWeight, source, gradients[layer], into: plan.slice(index, of: parameters))
      try engine.columnSums(gradients[layer], rows: rows, columns: width, into: plan.slice(index + 1, of: parameters))
      guard let target = layer == 0 ? inputGradient : gradients[layer - 1] else { continue }
      let byInput = ProductShape(m: rows, n: inputs, k: width, transposeB: true)
      try engine.multiply(byInput, gradients[layer], weights[layer], into: target)
      guard layer > 0 else { continue }
      masks?.apply(site: layer - 1, to: target, first: first, rows: rows, engine: engine)
      engine.reluGradient(source, gradient: target, count: rows * inputs)
    }
  }
}
