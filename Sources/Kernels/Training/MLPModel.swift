/// A multilayer perceptron in single precision: dense layers with ReLU between them.
///
/// Layer i maps `layers[i]` values to `layers[i + 1]`: y = x Wᵀ + b, W row major with one row per output, as in PyTorch.
public struct MLPModel: Sendable, Equatable {
  /// The most layers, and the widest one.
  public static let limits = (depth: 64, width: 1 << 20, parameters: 1 << 30)

  /// The number of values at the input, after each hidden layer, and at the output.
  public let layers: [Int]
  /// Each layer's weights, one row per output.
  public internal(set) var weights: [[Float]]
  /// Each layer's biases.
  public internal(set) var biases: [[Float]]

  /// Creates a model with random weights; draws are taken layer by layer, row by row.
  ///
  /// - Throws: `KernelError` if there are fewer than two sizes or one is out of range.
  public init(
    layers: [Int], initializer: Initializer = .kaimingUniform, stream: inout RandomStream, engine: Engine
  ) throws(KernelError) {
    try MLPModel.check(layers)
    self.layers = layers
    weights = []
    biases = []
    for (inputs, outputs) in zip(layers, layers.dropFirst()) {
      let buffer = try Buffer<Float>(inputs * outputs)
      let bound = initializer.bound(inputs: inputs, outputs: outputs)
      engine.uniform(&stream, from: -bound, width: 2 * bound, into: buffer)
      weights.append(buffer.array)
      biases.append([Float](repeating: 0, count: outputs))
    }
  }

  /// Creates a model from known weights.
  ///
  /// - Throws: `KernelError` if sizes disagree or a weight is not finite.
  public init(layers: [Int], weights: [[Float]], biases: [[Float]]) throws(KernelError) {
    try MLPModel.check(layers)
    let pairs = Array(zip(layers, layers.dropFirst()))
    guard weights.map(\.count) == pairs.map({ $0 * $1 }), biases.map(\.count) == pairs.map(\.1) else {
      throw KernelError(
        .shapeMismatch, "the weights do not fit the layers \(layers)", hint: "give outputs times inputs weights a layer")
    }
    guard weights.allSatisfy(FloatArrays.allFinite), biases.allSatisfy(FloatArrays.allFinite) else {
      throw KernelError(.invalidData, "a weight is infinite or NaN", hint: "use weights of a run that converged")
    }
    self.layers = layers
    self.weights = weights
    self.biases = biases
  }

  static func check(_ layers: [Int]) throws(KernelError) {
    guard (2...limits.depth).contains(layers.count) else {
      throw KernelError(
        .parameterOutOfRange, "a perceptron cannot have \(layers.count) layer sizes", hint: "give 2 to \(limits.depth)")
    }
    if let wrong = layers.first(where: { !(1...limits.width).contains($0) }) {
      throw KernelError(.parameterOutOfRange, "a layer cannot have \(wrong) values", hint: "choose 1 to \(limits.width)")
    }
    let total = zip(layers, layers.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 + $1.1 }
    guard total <= limits.parameters else {
      throw KernelError(.tooLarge, "\(total) parameters are too many", hint: "stay below \(limits.parameters)")
    }
  }
}
