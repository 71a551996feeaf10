/// An amount as programs print it: a decimal number with an optional unit and nothing else.
///
/// ```
/// amount = number *blank [unit]
/// number = [sign] (digits / groups) ["." *digit] [exponent] / [sign] "." digits [exponent]
/// groups = 1*3digit 1*("," 3digit)
/// ```
public struct Amount: Sendable, Hashable {
  /// The number as it stands, without separators of groups.
  public let number: String
  /// What stands behind it, without blanks at its ends; empty where nothing does.
  public let suffix: String

  /// Reads a whole text; `nil` where it does not begin with a number.
  public init?(_ text: ArraySlice<UInt8>) {
    var rest = Amount.trimmed(text)
    var number: [UInt8] = []
    if let sign = Amount.sign(&rest) { number.append(sign) }
    let whole = Amount.groups(&rest) ?? Amount.digits(&rest)
    number += whole.isEmpty ? [UInt8(ascii: "0")] : whole
    var fraction: [UInt8] = []
    if rest.first == UInt8(ascii: ".") {
      var behind = rest.dropFirst()
      fraction = Amount.digits(&behind)
      if !fraction.isEmpty || !whole.isEmpty { rest = behind }
    }
    guard !whole.isEmpty || !fraction.isEmpty, number.count + fraction.count <= 400 else { return nil }
    if !fraction.isEmpty { number += [UInt8(ascii: ".")] + fraction }
    number += Amount.exponent(&rest)
    self.number = String(decoding: number, as: UTF8.self)
    suffix = String(decoding: Amount.trimmed(rest), as: UTF8.self)
  }

  /// The amount in the base unit of a dimension, as the nearest binary64 number.
  ///
  /// - Parameter unit: The unit of a number without a suffix; `nil`: the base unit.
  /// - Throws: Why it is no such amount, in words that can follow a colon.
  public func value(in dimension: Dimension, plain unit: Unit? = nil) throws(AmountFault) -> Double {
    let factor = try factor(in: dimension, plain: unit)
    guard let plain = Double(number), plain.isFinite else { throw AmountFault("\(number) is too large") }
    if factor == Rational(1) { return plain }
    if let exact = Rational(decimalWithExponent: number)?.multiplied(by: factor) { return exact.real }
    let product = plain * factor.real
    guard product.isFinite else { throw AmountFault("\(number) is too large") }
    return product
  }

  private func factor(in dimension: Dimension, plain unit: Unit?) throws(AmountFault) -> Rational {
    if suffix.isEmpty { return unit?.factor ?? Rational(1) }
    if let multiple = Amount.multiples[suffix] {
      guard let factor = multiple.multiplied(by: unit?.factor ?? Rational(1)) else { throw AmountFault("\(suffix) is too large") }
      return factor
    }
    guard let named = Unit.printed(suffix) else { throw AmountFault("\"\(suffix)\" behind the number is no unit") }
    guard named.dimension == dimension else {
      throw AmountFault("\"\(suffix)\" is a unit of \(named.dimension.noun), not of \(dimension.noun)")
    }
    return named.factor
  }

  /// What a letter alone multiplies a number by; a capital K is not among them, since it may mean 1,000 or 1,024.
  private static let multiples: [String: Rational] = [
    "k": Rational(1000), "M": Rational(1_000_000), "G": Rational(1_000_000_000), "T": Rational(1_000_000_000_000),
  ]
}

/// Why a text is no amount.
public struct AmountFault: Error, Hashable {
  /// In words that can follow a colon.
  public let reason: String
  init(_ reason: String) { self.reason = reason }
}

// The scan.
extension Amount {
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let rest = text.drop(while: isBlank)
    guard let last = rest.lastIndex(where: { !isBlank($0) }) else { return [] }
    return rest[...last]
  }

  /// A sign, the minus sign of Unicode too.
  private static func sign(_ rest: inout ArraySlice<UInt8>) -> UInt8? {
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
      return first
    }
    guard rest.starts(with: "\u{2212}".utf8) else { return nil }
    rest = rest.dropFirst(3)
    return UInt8(ascii: "-")
  }

  private static func digits(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let digits = rest.prefix(while: isDigit)
    rest = rest.dropFirst(digits.count)
    return Array(digits)
  }

  /// Digits in groups of three; `nil` where a comma separates other groups.
  private static func groups(_ rest: inout ArraySlice<UInt8>) -> [UInt8]? {
    var behind = rest
    var all = digits(&behind)
    guard (1...3).contains(all.count), behind.first == UInt8(ascii: ",") else { return nil }
    while behind.first == UInt8(ascii: ",") {
      behind = behind.dropFirst()
      let group = digits(&behind)
      guard group.count == 3 else { return nil }
      all += group
    }
    rest = behind
    return all
  }

  /// An `e` belongs to the number only if digits follow.
  private static func exponent(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    guard let first = rest.first, first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else { return [] }
    var behind = rest.dropFirst()
    var text: [UInt8] = [UInt8(ascii: "e")]
    if let sign = behind.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      text.append(sign)
      behind = behind.dropFirst()
    }
    let digits = digits(&behind)
    guard !digits.isEmpty else { return [] }
    rest = behind
    return text + digits
  }
}
