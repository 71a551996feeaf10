extension Architecture {
  /// The names of the catalogue's operations that answering is made of: their revisions promise its bits.
  public var servingOperations: [String] {
    switch self {
    case .mlp: ["dense", "gemm", "relu"]
    case .cnn(let shape): ["convolution", "dense", "gemm", "relu"] + (shape.pools ? ["max-pool"] : [])
    case .gpt: ["attention", "dense", "embedding", "gelu", "gemm", "layer-norm"]
    }
  }
}

extension CNNShape {
  /// Whether any block has a pooling.
  var pools: Bool { blocks.contains { $0.pool > 1 } }
}
