internal import CKernels

/// Elementary functions of double precision by the algorithm published in `docs/numerics.md`: the same bits everywhere.
///
/// Errors stay below one unit in the last place; they are not correctly rounded.
public enum DoubleFunctions {
  /// e to the power x.
  public static func exp(_ x: Double) -> Double { ek_exp_f64(x) }
  /// The natural logarithm; -infinity at zero, NaN below.
  public static func log(_ x: Double) -> Double { ek_log_f64(x) }
  /// The square root, correctly rounded: the processor's instruction.
  public static func squareRoot(_ x: Double) -> Double { ek_sqrt_f64(x) }
  /// x to a whole power, by repeated squaring from the lowest bit.
  public static func power(_ x: Double, _ n: UInt64) -> Double { ek_power_f64(x, n) }
  /// The number below which a standard normal variable lies with probability p, for p between 0 and 1 (AS 241).
  public static func normalQuantile(_ p: Double) -> Double { ek_normal_quantile(p) }

  /// The sine of an angle within ±2^20; NaN beyond.
  public static func sine(_ x: Double) -> Double { ek_sin_f64(x) }

  /// The cosine of an angle within ±2^20; NaN beyond.
  public static func cosine(_ x: Double) -> Double { ek_cos_f64(x) }

  /// Cosine and sine of the share j / n of a full turn; j is taken modulo n, and n lies between 1 and 2^53.
  public static func turn(_ j: UInt64, of n: UInt64) -> (cosine: Double, sine: Double) {
    var (cosine, sine) = (0.0, 0.0)
    let whole = min(max(1, n), 1 << 53)
    // Two variables of this function.
    unsafe ek_turn_f64(j % whole, whole, &cosine, &sine)
    return (cosine, sine)
  }
}
