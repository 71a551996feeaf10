internal import Text

/// An exact rational number with a 128-bit numerator and denominator, in lowest terms, the denominator positive.
///
/// Arithmetic that does not fit returns `nil`; nothing is ever rounded in silence.
public struct Rational: Sendable, Hashable {
  /// The part above the line, with the sign.
  public let numerator: Int128
  /// The part below the line, always positive.
  public let denominator: Int128

  /// The quotient of two integers in lowest terms; `nil` for a zero denominator or a value that does not fit.
  public init?(_ numerator: Int128, over denominator: Int128) {
    guard denominator != 0, numerator != .min, denominator != .min else { return nil }
    let divisor = Rational.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int128 = denominator < 0 ? -1 : 1
    self.numerator = sign * (numerator / Int128(divisor))
    self.denominator = sign * (denominator / Int128(divisor))
  }

  /// A whole number.
  public init(_ integer: Int) {
    numerator = Int128(integer)
    denominator = 1
  }

  /// The exact value of a decimal such as `-12.5`; `nil` for other text or more digits than fit.
  public init?(decimal text: String) {
    var digits: Int128 = 0
    var scale: Int128 = 1
    var seen = (digit: false, point: false)
    let negative = text.utf8.first == UInt8(ascii: "-")
    for byte in text.utf8.dropFirst(negative ? 1 : 0) {
      if byte == UInt8(ascii: "."), seen.digit, !seen.point {
        seen = (false, true)
        continue
      }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      seen.digit = true
      guard let next = Rational.shifted(digits, adding: Int128(byte - UInt8(ascii: "0"))) else { return nil }
      digits = next
      if seen.point {
        guard let wider = Rational.shifted(scale, adding: 0) else { return nil }
        scale = wider
      }
    }
    guard seen.digit else { return nil }
    self.init(negative ? -digits : digits, over: scale)
  }

  /// The exact value of a finite binary64 number; `nil` where it does not fit into 128 bits.
  public init?(exactly number: Double) {
    guard number.isFinite else { return nil }
    guard number != 0 else {
      self.init(0)
      return
    }
    let (odd, exponent) = Rational.parts(of: number.magnitude)
    let signed = number < 0 ? -Int128(odd) : Int128(odd)
    let width = 128 - odd.leadingZeroBitCount
    if exponent >= 0 {
      guard width + exponent <= 127 else { return nil }
      self.init(signed << Int128(exponent), over: 1)
    } else {
      guard exponent >= -126 else { return nil }
      self.init(signed, over: Int128(1) << Int128(-exponent))
    }
  }

  private static func shifted(_ value: Int128, adding digit: Int128) -> Int128? {
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(digit)
    return overflow || carry ? nil : sum
  }

  private static func greatestCommonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
    var (a, b) = (left, right)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }

  /// The nearest binary64 number, ties to even.
  public var real: Double {
    if numerator.magnitude <= 1 << 53, denominator <= 1 << 53 {
      // checked: both are within 2^53; the conversion of 128 bits takes far longer.
      return Double(Int(truncatingIfNeeded: numerator)) / Double(Int(truncatingIfNeeded: denominator))
    }
    let magnitude = Rational.nearest(numerator.magnitude, over: denominator.magnitude)
    return numerator < 0 ? -magnitude : magnitude
  }

  /// Long division to 64 bits of quotient and a sticky bit; the one rounding is the conversion's.
  private static func nearest(_ above: UInt128, over below: UInt128) -> Double {
    guard above != 0 else { return 0 }
    var quotient = above / below
    var remainder = above % below
    var exponent = 0
    // Both parts are below 2^127, so a doubled remainder still fits.
    while quotient < 1 << 63 {
      remainder <<= 1
      quotient = quotient << 1 | (remainder >= below ? 1 : 0)
      if remainder >= below { remainder -= below }
      exponent -= 1
    }
    if remainder != 0 { quotient |= 1 }
    return Double(sign: .plus, exponent: exponent, significand: Double(quotient))
  }

  /// The decimal spelling where the value has a finite one of at most 38 digits, else `nil`.
  public var decimalText: String? {
    var rest = denominator
    var (twos, fives) = (0, 0)
    while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
    while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
    guard rest == 1 else { return nil }
    let places = max(twos, fives)
    var scaled = numerator
    for _ in 0..<places {
      let (product, overflow) = scaled.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      scaled = product
    }
    let digits = String((scaled / denominator).magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = numerator < 0 ? "-" : ""
    return places == 0 ? sign + padded : sign + padded.dropLast(places) + "." + padded.suffix(places)
  }
}

extension Rational {
  /// The exact sum, or `nil` where it or its parts over the least common denominator do not fit into 128 bits.
  public func adding(_ other: Rational) -> Rational? {
    combined(other) { $0.addingReportingOverflow($1) }
  }

  /// The exact difference, or `nil` as for a sum.
  public func subtracting(_ other: Rational) -> Rational? {
    combined(other) { $0.subtractingReportingOverflow($1) }
  }

  private func combined(
    _ other: Rational, by operation: (Int128, Int128) -> (partialValue: Int128, overflow: Bool)
  ) -> Rational? {
    // Over the least common denominator, so that parts stay as small as they can (Knuth, TAOCP volume 2, section 4.5.1).
    let shared = Int128(Rational.greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude))
    let (left, first) = numerator.multipliedReportingOverflow(by: other.denominator / shared)
    let (right, second) = other.numerator.multipliedReportingOverflow(by: denominator / shared)
    let (below, third) = denominator.multipliedReportingOverflow(by: other.denominator / shared)
    let (above, fourth) = operation(left, right)
    return first || second || third || fourth ? nil : Rational(above, over: below)
  }

  /// The exact product, or `nil` where it does not fit into 128 bits.
  public func multiplied(by other: Rational) -> Rational? {
    // Cross-cancelling first keeps products of lowest terms in range whenever the result is.
    guard let first = Rational(numerator, over: other.denominator), let second = Rational(other.numerator, over: denominator)
    else { return nil }
    let (above, over) = first.numerator.multipliedReportingOverflow(by: second.numerator)
    let (below, under) = first.denominator.multipliedReportingOverflow(by: second.denominator)
    return over || under ? nil : Rational(above, over: below)
  }

  /// The exact quotient, or `nil` where it does not fit into 128 bits or the divisor is zero.
  public func divided(by other: Rational) -> Rational? {
    guard let inverse = Rational(other.denominator, over: other.numerator) else { return nil }
    return multiplied(by: inverse)
  }
}

extension Rational: TextCodable, CustomStringConvertible {
  /// The number of its one spelling: digits in lowest terms, with `/` only for what is not whole.
  public init?(recordText text: String) {
    // Most scores are one digit, and reading 128 bits takes far longer.
    if text.utf8.count == 1, let digit = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) {
      self.init(Int(digit - UInt8(ascii: "0")))
      return
    }
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let above = parts.first.flatMap({ Int128($0) }) else { return nil }
    guard parts.count == 2 else {
      self.init(above, over: 1)
      return
    }
    guard let below = Int128(parts[1]) else { return nil }
    self.init(above, over: below)
  }

  /// The one spelling: `5`, `-3`, `97/100`.
  public var recordText: String {
    // The spelling of 128 bits takes far longer than that of 64.
    func spelled(_ number: Int128) -> String { Int(exactly: number).map { String($0) } ?? String(number) }
    return denominator == 1 ? spelled(numerator) : spelled(numerator) + "/" + spelled(denominator)
  }
  /// What a number looks like, for messages.
  public static var recordForm: String { "an exact number such as 5 or 97/100, in lowest terms" }
  public var description: String { decimalText ?? recordText }
}
