/// Logarithm and exponential of binary64 from + − × ÷ in a fixed order: bit for bit the same in any language with IEEE arithmetic.
///
/// They carry spreads and intervals, which are rounded to six digits before they are shown; points and bands are exact and need none.
public enum PlainMath {
  /// The natural logarithm of a positive finite number, within a few units in the last place.
  ///
  /// x = m · 2^e with m in [√½, √2], ln m = 2 artanh((m − 1)/(m + 1)) by its Taylor series to the 21st power.
  public static func logarithm(_ number: Double) -> Double {
    var exponent = Double(number.exponent)
    var mantissa = number.significand
    if mantissa > 1.4142135623730951 { (mantissa, exponent) = (mantissa / 2, exponent + 1) }
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var series = 1.0 / 21.0
    var power = 19.0
    while power >= 1 {
      series = series * square + 1 / power
      power -= 2
    }
    return exponent * 0.6931471805599453 + 2 * ratio * series
  }

  /// e to the power x, within a few units in the last place; 0 and infinity beyond ±700.
  ///
  /// x = k ln 2 + r, e^r by its Taylor series to the 16th power.
  public static func exponential(_ x: Double) -> Double {
    guard x > -700 else { return 0 }
    guard x < 700 else { return .infinity }
    let doublings = (x / 0.6931471805599453).rounded()
    // ln 2 in two parts, so that the first product is exact.
    let rest = (x - doublings * 0.693147180369123816490) - doublings * 1.90821492927058770002e-10
    var series = 1.0
    var power = 16.0
    while power >= 1 {
      series = 1 + rest / power * series
      power -= 1
    }
    return Double(sign: .plus, exponent: Int(doublings), significand: series)
  }
}
