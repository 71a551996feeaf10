/// A network's parameters: named tensors with PyTorch's names and layouts, in the architecture's order.
public struct NetworkWeights: Sendable, Equatable {
  /// What they belong to.
  public let architecture: Architecture
  /// The parameters, row major.
  public let tensors: [SafetensorsFile.Tensor]

  /// Creates random weights; draws are taken tensor by tensor, element by element.
  ///
  /// - Parameters:
  ///   - architecture: the network.
  ///   - initializer: how weights begin, or nil for the architecture's standard.
  ///   - stream: where they are drawn from.
  ///   - engine: what draws them.
  /// - Throws: `KernelError` if the architecture cannot be, or cannot begin like this.
  public init(
    _ architecture: Architecture, initializer: Initializer? = nil, stream: inout RandomStream, engine: Engine
  ) throws(KernelError) {
    try architecture.checked()
    let initializer = initializer ?? .standard(for: architecture)
    var tensors: [SafetensorsFile.Tensor] = []
    for parameter in architecture.parameters() {
      let elements = try initializer.elements(parameter, &stream, engine: engine)
      tensors.append(.init(name: parameter.name, shape: parameter.shape, elements: elements))
    }
    self.architecture = architecture
    self.tensors = tensors
  }

  /// Creates known weights; the order of `tensors` does not matter.
  ///
  /// - Throws: `KernelError` with the code `shapeMismatch` if a tensor is missing, foreign or of another shape, or `invalidData` if a
  ///   weight is not finite.
  public init(_ architecture: Architecture, tensors: [SafetensorsFile.Tensor]) throws(KernelError) {
    try architecture.checked()
    let parameters = architecture.parameters()
    let named = Dictionary(tensors.map { ($0.name, $0) }) { first, _ in first }
    var found: [SafetensorsFile.Tensor] = []
    for parameter in parameters {
      guard let tensor = named[parameter.name] else {
        throw KernelError(
          .shapeMismatch, "the weights lack \(parameter.name)", hint: "an \(architecture.kind) of these sizes needs it")
      }
      guard tensor.shape == parameter.shape, tensor.elements.count == parameter.count else {
        throw KernelError(
          .shapeMismatch, "\(tensor.name) has the shape \(tensor.shape), not \(parameter.shape)",
          hint: "give weights of this architecture")
      }
      guard FloatArrays.allFinite(tensor.elements) else {
        throw KernelError(
          .invalidData, "\(tensor.name) holds an infinite weight or a NaN", hint: "use weights of a run that converged")
      }
      found.append(tensor)
    }
    guard tensors.count == parameters.count else {
      let known = Set(parameters.map(\.name))
      let foreign = tensors.first { !known.contains($0.name) }?.name ?? "a tensor twice"
      throw KernelError(
        .shapeMismatch, "the weights hold \(foreign), which this architecture does not have", hint: "remove it")
    }
    self.architecture = architecture
    self.tensors = found
  }

  /// The number of parameters.
  public var parameterCount: Int { tensors.reduce(0) { $0 + $1.elements.count } }

  /// The tensor of a name.
  public subscript(name: String) -> SafetensorsFile.Tensor? { tensors.first { $0.name == name } }

  /// Reads weights from a safetensors file.
  ///
  /// - Throws: `KernelError` with the code `invalidSafetensors`, `shapeMismatch` or `invalidData`. No input traps.
  public init(_ architecture: Architecture, safetensors bytes: [UInt8]) throws(KernelError) {
    try self.init(architecture, tensors: try SafetensorsFile(bytes: bytes).tensors)
  }

  /// The weights as the canonical bytes of a safetensors file.
  ///
  /// - Throws: `KernelError` never for weights that exist; the error is the format's.
  public func safetensors() throws(KernelError) -> [UInt8] { try SafetensorsFile(tensors).bytes() }
}

extension Architecture {
  /// The perceptron whose weights a safetensors file holds: `layers.N.weight` and `layers.N.bias`, and nothing else.
  ///
  /// - Throws: `KernelError` with the code `invalidSafetensors` or `shapeMismatch`.
  public static func perceptron(in file: SafetensorsFile) throws(KernelError) -> Architecture {
    var layers: [Int] = []
    var count = 0
    while let weight = file["layers.\(count).weight"] {
      guard weight.shape.count == 2, layers.isEmpty || layers.last == weight.shape[1] else {
        throw KernelError(
          .shapeMismatch, "\(weight.name) of shape \(weight.shape) does not fit its neighbours",
          hint: "a weight is outputs by inputs, a bias has one value an output")
      }
      if layers.isEmpty { layers.append(weight.shape[1]) }
      layers.append(weight.shape[0])
      count += 1
    }
    guard count > 0, count * 2 == file.tensors.count else {
      throw KernelError(
        .invalidSafetensors, "the file is not a perceptron", hint: "it must hold layers.N.weight and layers.N.bias only")
    }
    return .mlp(layers: layers)
  }
}
