/// The gradients of a network's parameters for one batch.
final class MLPGradients {
  let weights: [Buffer<Float>]
  let biases: [Buffer<Float>]
  /// The gradient of each layer's output.
  private let outputs: [Buffer<Float>]
  private let labels: Buffer<UInt32>
  private let losses: Buffer<Float>

  init(_ network: MLPNetwork) throws(KernelError) {
    weights = try network.weights.map { like throws(KernelError) in try Buffer<Float>(like.count) }
    biases = try network.biases.map { like throws(KernelError) in try Buffer<Float>(like.count) }
    outputs = try network.activations.dropFirst().map { like throws(KernelError) in try Buffer<Float>(like.count) }
    labels = try Buffer<UInt32>(network.batch)
    losses = try Buffer<Float>(network.batch)
  }

  /// Runs forward and backward for the rows that stand in `activations[0]`, and gives their mean loss.
  func compute(_ network: MLPNetwork, labels classes: [UInt32], engine: Engine) throws(KernelError) -> Float {
    let rows = classes.count
    labels.fill(classes)
    try network.forward(rows: rows, engine: engine)
    let last = network.weights.count - 1
    engine.softmaxCrossEntropy(
      network.activations[last + 1], labels: labels, gradient: outputs[last], losses: losses, rows: rows,
      columns: network.layers[last + 1])
    for layer in stride(from: last, through: 0, by: -1) {
      try backward(network, layer: layer, rows: rows, engine: engine)
    }
    return try engine.sum(losses, count: rows) / Float(rows)
  }

  private func backward(_ network: MLPNetwork, layer: Int, rows: Int, engine: Engine) throws(KernelError) {
    let (inputs, width) = (network.layers[layer], network.layers[layer + 1])
    let byWeight = ProductShape(m: width, n: inputs, k: rows, transposeA: true)
    try engine.multiply(byWeight, outputs[layer], network.activations[layer], into: weights[layer])
    try engine.columnSums(outputs[layer], rows: rows, columns: width, into: biases[layer])
    guard layer > 0 else { return }
    let byInput = ProductShape(m: rows, n: inputs, k: width)
    try engine.multiply(byInput, outputs[layer], network.weights[layer], into: outputs[layer - 1])
    engine.reluGradient(network.activations[layer], gradient: outputs[layer - 1], count: rows * inputs)
  }
}
