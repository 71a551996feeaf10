extension Rational: Comparable {
  /// The order of two exact values; the cross products are compared in 256 bits, so there is always an answer.
  public static func < (left: Rational, right: Rational) -> Bool {
    let mine = left.numerator.multipliedFullWidth(by: right.denominator)
    let other = right.numerator.multipliedFullWidth(by: left.denominator)
    return (mine.high, mine.low) < (other.high, other.low)
  }

  /// Whether this value is less than another; never `nil`, kept beside `<` for callers that ask for an answer.
  public func isLess(than other: Rational) -> Bool? { self < other }

  /// The exact order of this value and a binary64 number; `nil` when the number is not a number.
  public func order(to number: Double) -> Order? {
    if number.isNaN { return nil }
    if number.isInfinite { return number > 0 ? .less : .greater }
    if let exact = Rational(exactly: number) { return self < exact ? .less : exact < self ? .greater : .equal }
    // Beyond 128 bits: greater than any rational in magnitude, or with bits below 2^-126.
    if number.magnitude >= 0x1p127 { return number > 0 ? .less : .greater }
    return orderToTiny(number)
  }

  /// How one number stands to another.
  public enum Order: Sendable, Hashable { case less, equal, greater }

  private func orderToTiny(_ number: Double) -> Order {
    if (numerator > 0) != (number > 0) || numerator == 0 {
      return number > 0 ? .less : .greater
    }
    let (odd, exponent) = Rational.parts(of: number.magnitude)
    // |self| against odd · 2^exponent, that is numerator · 2^-exponent against odd · denominator, which has at most 180 bits.
    let width = 128 - numerator.magnitude.leadingZeroBitCount
    let product = odd.multipliedFullWidth(by: denominator.magnitude)
    let isGreater: Bool
    if width - exponent > 254 {
      isGreater = true
    } else {
      let shifted = Rational.shifted(numerator.magnitude, by: -exponent)
      // Equality would mean that the number fits into 128 bits after all.
      isGreater = (product.high, product.low) < shifted
    }
    return isGreater == (numerator > 0) ? .greater : .less
  }

  private static func shifted(_ value: UInt128, by count: Int) -> (UInt128, UInt128) {
    count >= 128 ? (value << UInt128(count - 128), 0) : (value >> UInt128(128 - count), value << UInt128(count))
  }

  /// A finite positive number as an odd integer times a power of two.
  static func parts(of number: Double) -> (odd: UInt128, exponent: Int) {
    let significand = UInt128(number.significandBitPattern | (number.isNormal ? 1 << 52 : 0))
    let trailing = significand.trailingZeroBitCount
    let exponent = number.isNormal ? Int(number.exponent) - Double.significandBitCount : -1074
    return (significand >> UInt128(trailing), exponent + trailing)
  }
}
