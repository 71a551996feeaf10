extension Architecture {
  /// The names of the catalogue's operations that a training is made of, from the first weights to the last update.
  ///
  /// The gradients of a dense layer and of ReLU belong to the operations themselves.
  public func trainingOperations(_ settings: TrainingSettings) -> [String] {
    var names = servingOperations + ["reduce-sum", "softmax-cross-entropy"]
    switch self {
    case .mlp: names.append("random-uniform")
    case .cnn(let shape):
      names += ["convolution-weight-gradient", "random-uniform"]
      if shape.blocks.count > 1 { names.append("convolution-input-gradient") }
      if shape.pools { names.append("max-pool-gradient") }
    case .gpt: names += ["attention-gradient", "embedding-gradient", "gelu-gradient", "layer-norm-gradient", "random-normal"]
    }
    switch settings.optimizer {
    case .sgd: names.append("sgd")
    case .adamw: names.append("adamw")
    }
    if settings.dropout > 0 { names.append("dropout") }
    return names.sorted()
  }
}
