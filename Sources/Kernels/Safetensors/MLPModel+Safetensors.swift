extension MLPModel {
  /// The weights as a safetensors file: `layers.N.weight` (outputs by inputs) and `layers.N.bias`.
  ///
  /// - Throws: `KernelError` never for a model that exists; the error is the format's.
  public func safetensors() throws(KernelError) -> [UInt8] {
    var tensors: [SafetensorsFile.Tensor] = []
    for index in weights.indices {
      let shape = [layers[index + 1], layers[index]]
      tensors.append(.init(name: "layers.\(index).weight", shape: shape, elements: weights[index]))
      tensors.append(.init(name: "layers.\(index).bias", shape: [layers[index + 1]], elements: biases[index]))
    }
    return try SafetensorsFile(tensors).bytes()
  }

  /// Reads a model that `safetensors` wrote, or that has the same names and shapes.
  ///
  /// - Throws: `KernelError` with the code `invalidSafetensors`, `shapeMismatch` or `invalidData`. No input traps.
  public init(safetensors bytes: [UInt8]) throws(KernelError) {
    let file = try SafetensorsFile(bytes: bytes)
    var (layers, weights, biases): ([Int], [[Float]], [[Float]]) = ([], [], [])
    while let weight = file["layers.\(weights.count).weight"], let bias = file["layers.\(weights.count).bias"] {
      guard weight.shape.count == 2, bias.shape == [weight.shape[0]], layers.isEmpty || layers.last == weight.shape[1]
      else {
        throw KernelError(
          .shapeMismatch, "\(weight.name) of shape \(weight.shape) does not fit its neighbours",
          hint: "a weight is outputs by inputs, a bias has one value an output")
      }
      if layers.isEmpty { layers.append(weight.shape[1]) }
      layers.append(weight.shape[0])
      weights.append(weight.elements)
      biases.append(bias.elements)
    }
    guard weights.count * 2 == file.tensors.count, !weights.isEmpty else {
      throw KernelError(
        .invalidSafetensors, "the file is not a perceptron", hint: "it must hold layers.N.weight and layers.N.bias only")
    }
    try self.init(layers: layers, weights: weights, biases: biases)
  }
}
