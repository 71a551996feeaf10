/// A named, versioned promise about bits; `docs/numerics.md` says what each one holds.
public enum NumericProfile: String, Sendable, CaseIterable {
  /// Floating-point operations in a published order: the same bits on every machine.
  case portable = "portable-f32/1"
  /// Integer products without overflow: exact, so every order gives the same bits.
  case exactInteger = "exact-i8/1"
  /// Sums that are exact until one final rounding: the same bits in every order.
  case exactSum = "exact-sum/1"
}
