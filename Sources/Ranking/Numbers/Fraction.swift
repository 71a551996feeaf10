public import Record

/// An exact rational number of any size, in lowest terms.
public struct Fraction: Sendable, Hashable {
  let isNegative: Bool
  let numerator: BigNatural
  let denominator: BigNatural

  init(_ numerator: BigNatural, over denominator: BigNatural, isNegative: Bool = false) {
    let divisor = BigNatural.greatestCommonDivisor(numerator, denominator)
    if divisor == .one || divisor.isZero {
      (self.numerator, self.denominator) = (numerator, denominator)
    } else {
      (self.numerator, self.denominator) = (numerator.divided(by: divisor).quotient, denominator.divided(by: divisor).quotient)
    }
    self.isNegative = isNegative && !numerator.isZero
  }

  /// A whole number.
  public init(_ value: Int) { self.init(BigNatural(UInt64(value.magnitude)), over: .one, isNegative: value < 0) }

  /// An exact number of the records.
  public init(_ value: Rational) {
    self.init(
      BigNatural(value.numerator.magnitude), over: BigNatural(value.denominator.magnitude), isNegative: value.numerator < 0)
  }

  /// Zero and one.
  public static let zero = Fraction(0)
  /// One.
  public static let one = Fraction(1)

  /// Whether it is 0.
  public var isZero: Bool { numerator.isZero }
  /// The sign: −1, 0 or 1.
  public var sign: Int { isZero ? 0 : isNegative ? -1 : 1 }
  /// The number without its sign.
  public var magnitude: Fraction { Fraction(numerator, over: denominator) }

  /// The one spelling: `5`, `-3`, `97/100`.
  public var text: String {
    (isNegative ? "-" : "") + numerator.text + (denominator == .one ? "" : "/" + denominator.text)
  }

  /// The nearest binary64 number but for a few units in the last place.
  public var real: Double {
    let (above, below) = (numerator.scaled, denominator.scaled)
    let quotient = above.mantissa / below.mantissa
    let value = Double(sign: .plus, exponent: max(-2000, min(2000, above.exponent - below.exponent)), significand: quotient)
    return isNegative ? -value : value
  }
}

extension Fraction: Comparable {
  public static func + (left: Fraction, right: Fraction) -> Fraction {
    if left.isZero || right.isZero { return left.isZero ? right : left }
    let (mine, other) = (left.numerator * right.denominator, right.numerator * left.denominator)
    let below = left.denominator * right.denominator
    if left.isNegative == right.isNegative { return Fraction(mine + other, over: below, isNegative: left.isNegative) }
    return mine < other
      ? Fraction(other - mine, over: below, isNegative: right.isNegative) : Fraction(mine - other, over: below, isNegative: left.isNegative)
  }

  /// The number with the other sign.
  public static prefix func - (value: Fraction) -> Fraction {
    Fraction(value.numerator, over: value.denominator, isNegative: !value.isNegative)
  }

  public static func - (left: Fraction, right: Fraction) -> Fraction { left + -right }

  public static func * (left: Fraction, right: Fraction) -> Fraction {
    Fraction(
      left.numerator * right.numerator, over: left.denominator * right.denominator, isNegative: left.isNegative != right.isNegative)
  }

  /// The quotient; `nil` by zero.
  public func divided(by other: Fraction) -> Fraction? {
    guard !other.isZero else { return nil }
    return Fraction(numerator * other.denominator, over: denominator * other.numerator, isNegative: isNegative != other.isNegative)
  }

  public static func < (left: Fraction, right: Fraction) -> Bool {
    guard left.sign == right.sign else { return left.sign < right.sign }
    let (mine, other) = (left.numerator * right.denominator, right.numerator * left.denominator)
    return left.isNegative ? other < mine : mine < other
  }
}

extension Fraction {
  /// The exact value of a binary64 number as its shortest decimal says: what a record prints, and what a reader of it sees.
  ///
  /// `nil` where the number is not finite.
  public init?(decimalOf number: Double) {
    guard number.isFinite else { return nil }
    let text = number.magnitude.description
    let parts = text.split(separator: "e")
    guard let mantissa = parts.first.flatMap({ Rational(decimal: String($0)) }) else { return nil }
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let power = BigNatural(UInt64(10)).power(exponent.magnitude > 400 ? 0 : Int(exponent.magnitude))
    let scale = exponent < 0 ? Fraction(.one, over: power) : Fraction(power, over: .one)
    let value = Fraction(mantissa) * scale
    self = number < 0 ? -value : value
  }

  /// The exact number of a text such as `-12.5`, `3/4` or `1e3`; `nil` for other text.
  public init?(text: String) {
    if let value = Rational(recordText: text) ?? Rational(decimalWithExponent: text) {
      self.init(value)
      return
    }
    let parts = text.drop { $0 == "-" }.split(separator: "/", omittingEmptySubsequences: false).map { BigNatural(text: $0) }
    guard let above = parts.first ?? nil, let below = parts.count == 1 ? .one : parts.count == 2 ? parts[1] : nil, !below.isZero else {
      return nil
    }
    self.init(above, over: below, isNegative: text.hasPrefix("-"))
  }
}

extension BigNatural {
  /// The number of decimal digits; `nil` for other text, or for more than 4,000 of them.
  fileprivate init?(text: Substring) {
    guard !text.isEmpty, text.utf8.count <= 4000, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self = text.utf8.reduce(.zero) { $0 * BigNatural(UInt64(10)) + BigNatural(UInt64($1 - 0x30)) }
  }
}
