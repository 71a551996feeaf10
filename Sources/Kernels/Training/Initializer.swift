internal import CKernels

/// How weights begin; biases begin at zero.
public enum Initializer: String, Sendable, CaseIterable {
  /// Uniform within the square root of 6 over a layer's inputs (He and others, 2015), for ReLU networks.
  case kaimingUniform = "kaiming-uniform"
  /// Uniform within the square root of 6 over a layer's inputs plus outputs (Glorot and Bengio, 2010).
  case xavierUniform = "xavier-uniform"

  /// Half the width of the uniform distribution, computed in double and rounded to float once.
  func bound(inputs: Int, outputs: Int) -> Float {
    switch self {
    case .kaimingUniform: Float(ek_sqrt_f64(6 / Double(inputs)))
    case .xavierUniform: Float(ek_sqrt_f64(6 / Double(inputs + outputs)))
    }
  }
}
