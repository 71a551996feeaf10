/// A named, versioned promise about bits; `docs/numerics.md` says what each one holds.
public enum NumericProfile: String, Sendable, CaseIterable {
  /// Floating-point operations in a published order: the same bits on every machine.
  case portable = "portable-f32/1"
  /// Integer products without overflow: exact, so every order gives the same bits.
  case exactInteger = "exact-i8/1"
  /// Sums that are exact until one final rounding: the same bits in every order.
  case exactSum = "exact-sum/1"
  /// Words that are moved, or combined modulo 2^64: exact in every order.
  case exactWords = "exact-words/1"

  /// What can be said about the bits of an output before it is computed.
  public enum Promise: String, Sendable, CaseIterable {
    /// A published order of operations gives the same bits on every machine.
    case bits
    /// The output is the exact result, so every order gives its bits.
    case exact
    /// The output lies within a proved bound of the exact result; its bits depend on the library and the host.
    case bound
  }

  /// The name that plans give it for an element type: doubles in a published order keep one of their own.
  public func name(for type: ElementType) -> String { self == .portable && type == .f64 ? "portable-f64/1" : rawValue }

  /// The promise that it makes.
  public var promise: Promise {
    switch self {
    case .portable: .bits
    case .exactInteger, .exactSum, .exactWords: .exact
    }
  }
}
