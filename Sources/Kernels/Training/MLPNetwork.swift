internal import CKernels

/// A model's parameters and activations in buffers, for batches of up to `batch` rows.
final class MLPNetwork {
  let layers: [Int]
  let batch: Int
  /// One row per output; where the network only serves, one row per input, which a product reads without copying.
  let weights: [Buffer<Float>]
  let serves: Bool
  let biases: [Buffer<Float>]
  /// `activations[0]` is the input; the last one holds the logits.
  let activations: [Buffer<Float>]

  init(_ model: MLPModel, batch: Int, serves: Bool = false) throws(KernelError) {
    layers = model.layers
    self.batch = batch
    self.serves = serves
    weights = try model.weights.indices.map { index throws(KernelError) in
      let weight = model.weights[index]
      return serves
        ? try FloatArrays.transposed(weight, rows: model.layers[index + 1], columns: model.layers[index])
        : try MLPNetwork.buffer(weight)
    }
    biases = try model.biases.map { bias throws(KernelError) in try MLPNetwork.buffer(bias) }
    activations = try layers.map { width throws(KernelError) in
      let (count, overflow) = width.multipliedReportingOverflow(by: batch)
      guard !overflow else { throw Buffer<Float>.outOfMemory }
      return try Buffer<Float>(count)
    }
  }

  private static func buffer(_ elements: [Float]) throws(KernelError) -> Buffer<Float> {
    let buffer = try Buffer<Float>(elements.count)
    buffer.fill(elements)
    return buffer
  }

  /// Computes the activations of the first `rows` rows, at most `batch`.
  func forward(rows: Int, engine: Engine) throws(KernelError) {
    for layer in weights.indices {
      let shape = ProductShape(m: rows, n: layers[layer + 1], k: layers[layer], transposeB: !serves)
      let out = activations[layer + 1]
      try engine.multiply(shape, activations[layer], weights[layer], into: out)
      engine.addBias(biases[layer], to: out, rows: rows)
      if layer + 1 < weights.count { engine.relu(out, into: out, count: rows * layers[layer + 1]) }
    }
  }

  func model() throws(KernelError) -> MLPModel {
    try MLPModel(layers: layers, weights: weights.map(\.array), biases: biases.map(\.array))
  }
}
