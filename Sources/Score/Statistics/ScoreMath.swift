/// Logarithm and exponential with about 100 correct bits before the one rounding, from + − × ÷ alone.
///
/// Scores need few of them, so the plainest published series serve: no table, no libm, the same bits on every machine.
enum ScoreMath {
  /// ln 2 to 107 bits.
  static let naturalLogOf2 = DoubleDouble(high: 0x1.62e42fefa39efp-1, low: 0x1.abc9e3b39803fp-56)

  /// The natural logarithm of a positive finite number.
  ///
  /// x = m · 2^e with m in [√½, √2], and ln m = 2 artanh((m − 1)/(m + 1)) by its Taylor series to the 47th power
  /// (Abramowitz and Stegun, 4.1.27); the remainder is below 2^-120.
  static func logarithm(_ number: Double) -> DoubleDouble {
    var exponent = Double(number.exponent)
    var mantissa = number.significand
    if mantissa > 0x1.6a09e667f3bcdp+0 { (mantissa, exponent) = (mantissa / 2, exponent + 1) }
    let ratio = DoubleDouble.sum(mantissa, -1) / DoubleDouble.sum(mantissa, 1)
    return naturalLogOf2 * DoubleDouble(exponent) + artanh(ratio)
  }

  /// The natural logarithm of 1 + u for u from 0 on, rounded once: also where 1 + u would round.
  static func logarithm(onePlus u: Double) -> Double {
    // The exact sum in two parts, so that nothing of a small u is lost.
    let number = DoubleDouble.sum(1, u)
    var exponent = Double(number.high.exponent)
    if number.high.significand > 0x1.6a09e667f3bcdp+0 { exponent += 1 }
    let scale = Double(sign: .plus, exponent: -Int(exponent), significand: 1)
    let mantissa = DoubleDouble(high: number.high * scale, low: number.low * scale)
    let ratio = (mantissa - DoubleDouble(1)) / (mantissa + DoubleDouble(1))
    return (naturalLogOf2 * DoubleDouble(exponent) + artanh(ratio)).rounded
  }

  /// 2 artanh(r) for |r| ≤ 0.172, by its Taylor series to the 47th power.
  private static func artanh(_ ratio: DoubleDouble) -> DoubleDouble {
    let square = ratio * ratio
    var series = DoubleDouble(1) / DoubleDouble(47)
    for power in stride(from: 45, through: 1, by: -2) {
      series = series * square + DoubleDouble(1) / DoubleDouble(Double(power))
    }
    return DoubleDouble(2) * ratio * series
  }

  /// e to the power of a number; infinite or zero where binary64 ends.
  ///
  /// x = k ln 2 + 256 r with |r| < 0.0014, e^r by its Taylor series to the 12th power, then eight squarings
  /// (Abramowitz and Stegun, 4.2.1; Higham, "Accuracy and Stability", on scaling and squaring).
  static func exponential(_ number: DoubleDouble) -> Double {
    guard number.high < 710 else { return .infinity }
    guard number.high > -746 else { return 0 }
    let doublings = (number.high / naturalLogOf2.high).rounded()
    let reduced = number - naturalLogOf2 * DoubleDouble(doublings)
    let small = DoubleDouble(high: reduced.high / 256, low: reduced.low / 256)
    var series = DoubleDouble(1)
    for power in stride(from: 12, through: 1, by: -1) {
      series = DoubleDouble(1) + small * series / DoubleDouble(Double(power))
    }
    for _ in 0..<8 { series = series * series }
    // In two steps, since the power of two alone may lie outside the range.
    let half = (doublings / 2).rounded(.down)
    return series.rounded * powerOfTwo(half) * powerOfTwo(doublings - half)
  }

  private static func powerOfTwo(_ exponent: Double) -> Double { Double(sign: .plus, exponent: Int(exponent), significand: 1) }
}
