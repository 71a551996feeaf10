internal import CKernels

/// A function of one float, correctly rounded to nearest even for every input.
public enum ElementaryFunction: String, Sendable, CaseIterable {
  /// e to the power x.
  case exp
  /// The natural logarithm.
  case log
  /// The hyperbolic tangent.
  case tanh
  /// The error function.
  case erf
  /// One over the square root.
  case rsqrt
  /// The square root.
  case sqrt

  var number: CInt {
    switch self {
    case .exp: CInt(EK_EXP)
    case .log: CInt(EK_LOG)
    case .tanh: CInt(EK_TANH)
    case .erf: CInt(EK_ERF)
    case .rsqrt: CInt(EK_RSQRT)
    case .sqrt: CInt(EK_SQRT)
    }
  }
}
