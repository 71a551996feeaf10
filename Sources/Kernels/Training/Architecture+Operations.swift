extension Architecture {
  /// The names of the catalogue's operations that answering is made of: their revisions promise its bits.
  public var servingOperations: [String] {
    switch self {
    case .mlp: ["dense", "gemm", "relu"]
    case .cnn: ["convolution", "dense", "gemm", "max-pool", "relu"]
    case .gpt: ["attention", "dense", "embedding", "gelu", "gemm", "layer-norm"]
    }
  }

  /// The names of the catalogue's operations that a training is made of, from the first weights to the last update.
  public func trainingOperations(_ settings: TrainingSettings) -> [String] {
    var names = servingOperations + ["reduce-sum", "softmax-cross-entropy"]
    if case .gpt = self { names.append("random-normal") } else { names.append("random-uniform") }
    switch settings.optimizer {
    case .sgd: names.append("sgd")
    case .adamw: names.append("adamw")
    }
    if settings.dropout > 0 { names.append("dropout") }
    return names.sorted()
  }
}
