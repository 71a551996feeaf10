/// What a network computes.
///
/// Names and shapes of its parameters follow from it; they are PyTorch's.
public enum Architecture: Sendable, Equatable {
  /// Dense layers with ReLU between them: the number of values at the input, after each hidden layer, and at the output.
  case mlp(layers: [Int])
  /// Convolution blocks, then dense layers.
  case cnn(CNNShape)
  /// A decoder of text in the style of GPT-2.
  case gpt(GPTShape)

  /// The most layers, the widest one, and the most parameters of a network.
  public static let limits = (depth: 64, width: 1 << 20, parameters: 1 << 30)

  /// The architecture's kind: `mlp`, `cnn` or `gpt`.
  public var kind: String {
    switch self {
    case .mlp: "mlp"
    case .cnn: "cnn"
    case .gpt: "gpt"
    }
  }

  /// The values that one row of data has: features, or the tokens of a window.
  public var inputs: Int {
    switch self {
    case .mlp(let layers): layers.first ?? 0
    case .cnn(let shape): shape.height &* shape.width &* shape.channels
    case .gpt(let shape): shape.context
    }
  }

  /// The classes that it tells apart; for text, the size of the vocabulary.
  public var outputs: Int {
    switch self {
    case .mlp(let layers): layers.last ?? 0
    case .cnn(let shape): shape.dense.last ?? 0
    case .gpt(let shape): shape.vocabulary
    }
  }

  /// The answers that it gives for one row of data: 1, or one for each token of a window.
  public var positions: Int {
    if case .gpt(let shape) = self { return shape.context }
    return 1
  }

  /// The number of parameters.
  ///
  /// - Throws: `KernelError` if the architecture cannot be.
  public func parameterCount() throws(KernelError) -> Int {
    try checked()
    return parameters().reduce(0) { $0 + $1.count }
  }

  /// Checks that every size is in its range and that the sizes fit one another.
  ///
  /// - Throws: `KernelError` with the code `parameterOutOfRange`, `shapeMismatch` or `tooLarge`.
  public func checked() throws(KernelError) {
    switch self {
    case .mlp(let layers): try Architecture.check(dense: layers)
    case .cnn(let shape): try shape.checked()
    case .gpt(let shape): try shape.checked()
    }
    let total = parameters().reduce(0.0) { $0 + $1.shape.reduce(1.0) { $0 * Double($1) } }
    guard total <= Double(Architecture.limits.parameters) else {
      throw KernelError(
        .tooLarge, "\(UInt64(min(total, 1e18))) parameters are too many", hint: "stay below \(Architecture.limits.parameters + 1)")
    }
  }

  static func check(dense layers: [Int]) throws(KernelError) {
    guard (2...limits.depth).contains(layers.count) else {
      throw KernelError(
        .parameterOutOfRange, "a perceptron cannot have \(layers.count) layer sizes", hint: "give 2 to \(limits.depth)")
    }
    for width in layers { try check("a layer's width", width, 1...limits.width) }
  }

  static func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws(KernelError) {
    guard range.contains(value) else {
      throw KernelError(
        .parameterOutOfRange, "\(name) cannot be \(value)", hint: "choose \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
