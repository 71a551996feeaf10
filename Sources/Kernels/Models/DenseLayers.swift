/// Dense layers with ReLU, and dropout if there is one, between them.
///
/// Weights lie with one row an input, so that forward products read them as they are; the bits are those of PyTorch's layout.
final class DenseLayers {
  let layers: [DenseLayer]
  /// What each layer gives.
  let outputs: [Buffer<Float>]
  private let engine: Engine

  /// Creates layers whose parameters are a weight and a bias each, from `firstParameter` on.
  init(_ sizes: [Int], firstParameter: Int, _ parts: NetworkParts) throws(KernelError) {
    layers = zip(sizes, sizes.dropFirst()).enumerated().map { number, size in
      DenseLayer(size.0, size.1, parameter: firstParameter + 2 * number, parts)
    }
    outputs = try sizes.dropFirst().map { width throws(KernelError) in try Batch.room(parts.rows, width) }
    engine = parts.engine
  }

  var logits: Buffer<Float> { outputs[outputs.count - 1] }

  func forward(_ input: Buffer<Float>, first: Int, rows: Int, masks: DropoutMasks?) throws(KernelError) {
    for (number, layer) in layers.enumerated() {
      let isLast = number + 1 == layers.count
      try layer.forward(number == 0 ? input : outputs[number - 1], rows: rows, into: outputs[number], relu: !isLast)
      if !isLast { masks?.apply(site: number, to: outputs[number], first: first, rows: rows, engine: engine) }
    }
  }
}
