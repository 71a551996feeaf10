/// A number of about 106 bits: the unevaluated sum of two binary64 numbers, the second at most half a unit in the last place of the first.
///
/// Dekker, "A floating-point technique for extending the available precision" (1971), and Hida, Li and Bailey, "Library for double-double
/// and quad-double arithmetic" (2007). Only + − × ÷ of binary64, so the bits are the same on every machine.
struct DoubleDouble: Sendable, Hashable {
  var high: Double
  var low: Double

  init(_ number: Double) {
    high = number
    low = 0
  }

  init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  /// The nearest binary64 number.
  var rounded: Double { high + low }

  /// The exact sum of two numbers (Knuth).
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let sum = a + b
    let part = sum - a
    return DoubleDouble(high: sum, low: (a - (sum - part)) + (b - part))
  }

  /// The exact product of two numbers of moderate size (Veltkamp's splitting).
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    func split(_ number: Double) -> (Double, Double) {
      let scaled = 134_217_729 * number
      let high = scaled - (scaled - number)
      return (high, number - high)
    }
    let product = a * b
    let ((ah, al), (bh, bl)) = (split(a), split(b))
    return DoubleDouble(high: product, low: ((ah * bh - product) + ah * bl + al * bh) + al * bl)
  }

  static func + (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let high = sum(left.high, right.high)
    let low = sum(left.low, right.low)
    let first = sum(high.high, high.low + low.high)
    return sum(first.high, first.low + low.low)
  }

  static prefix func - (operand: DoubleDouble) -> DoubleDouble { DoubleDouble(high: -operand.high, low: -operand.low) }
  static func - (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble { left + -right }

  static func * (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let exact = product(left.high, right.high)
    return sum(exact.high, exact.low + (left.high * right.low + left.low * right.high))
  }

  static func / (left: DoubleDouble, right: DoubleDouble) -> DoubleDouble {
    let first = left.high / right.high
    let rest = left - right * DoubleDouble(first)
    let second = rest.high / right.high
    let final = rest - right * DoubleDouble(second)
    return sum(first, second) + DoubleDouble(final.high / right.high)
  }
}
