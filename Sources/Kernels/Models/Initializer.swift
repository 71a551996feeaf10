/// How weights begin; biases begin at zero, the gains of norms at one.
public enum Initializer: String, Sendable, CaseIterable {
  /// Uniform within the square root of 6 over a layer's inputs (He and others, 2015), for ReLU networks.
  case kaimingUniform = "kaiming-uniform"
  /// Uniform within the square root of 6 over a layer's inputs plus outputs (Glorot and Bengio, 2010).
  case xavierUniform = "xavier-uniform"
  /// Normal with a standard deviation of 0.02, divided by the square root of the number of residual branches in the layers that end
  /// one, as in GPT-2 (Radford and others, 2019).
  case scaledNormal = "scaled-normal"

  /// What an architecture begins with if nothing else is asked for.
  public static func standard(for architecture: Architecture) -> Initializer {
    if case .gpt = architecture { return .scaledNormal }
    return .kaimingUniform
  }

  /// Half the width of the uniform distribution, computed in double and rounded to float once.
  func bound(inputs: Int, outputs: Int) -> Float {
    Float(DoubleFunctions.squareRoot(6 / Double(self == .xavierUniform ? inputs + outputs : inputs)))
  }

  /// The first elements of a parameter, drawn in the order of its elements in PyTorch.
  func elements(_ parameter: Parameter, _ stream: inout RandomStream, engine: Engine) throws(KernelError) -> [Float] {
    switch (parameter.start, self) {
    case (.zero, _): return [Float](repeating: 0, count: parameter.count)
    case (.one, _): return [Float](repeating: 1, count: parameter.count)
    case (.weights(let inputs, let outputs), .kaimingUniform), (.weights(let inputs, let outputs), .xavierUniform):
      let buffer = try Buffer<Float>(parameter.count)
      let bound = bound(inputs: inputs, outputs: outputs)
      engine.uniform(&stream, from: -bound, width: 2 * bound, into: buffer)
      return buffer.array
    case (.residual(let branches), .scaledNormal):
      return try normal(parameter.count, deviation: 0.02 / DoubleFunctions.squareRoot(Double(branches)), &stream, engine)
    case (_, .scaledNormal): return try normal(parameter.count, deviation: 0.02, &stream, engine)
    case (.residual, _), (.embedding, _):
      throw KernelError(
        .parameterOutOfRange, "a transformer cannot begin with `\(rawValue)`", hint: "use `\(Initializer.scaledNormal.rawValue)`")
    }
  }

  private func normal(
    _ count: Int, deviation: Double, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> [Float] {
    let buffer = try Buffer<Float>(count)
    engine.normal(&stream, into: buffer)
    let factor = Float(deviation)
    return buffer.array.map { factor * $0 }
  }
}
