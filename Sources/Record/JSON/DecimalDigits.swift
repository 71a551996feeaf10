/// The digits and the power of ten of a decimal number, without what makes no difference to its value.
struct DecimalDigits: Equatable {
  /// Without zeros at either end; empty for zero.
  private var digits: [UInt8] = []
  /// The number is `0.digits` times ten to this power.
  private var power = 0

  /// Reads a number as JSON writes it; `nil` where the exponent is beyond all use.
  ///
  /// The sign is left out: what is compared has the same.
  init?(_ literal: ArraySlice<UInt8>) {
    var rest = literal
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let mantissa = rest.prefix { $0 | 0x20 != UInt8(ascii: "e") }
    let whole = mantissa.prefix { $0 != UInt8(ascii: ".") }
    digits = Array(whole) + mantissa.dropFirst(whole.count + 1)
    power = whole.count
    let exponent = rest.dropFirst(mantissa.count + 1)
    if !exponent.isEmpty {
      guard exponent.count <= 8, let value = Int(String(decoding: exponent, as: UTF8.self)) else { return nil }
      power += value
    }
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    power -= zeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.isEmpty { power = 0 }
  }

  /// Whether a binary64 number, written with its fewest digits, has all the digits of the literal that it was read from.
  ///
  /// Numbers of up to 15 digits without an exponent always do.
  static func areKept(of literal: ArraySlice<UInt8>, in number: Double) -> Bool {
    if literal.count <= 15, !literal.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) { return true }
    guard let written = DecimalDigits(literal) else { return false }
    return written == DecimalDigits(Array(ecmaScriptText(of: number).utf8)[...])
  }
}

extension JSON {
  /// Whether binary64 keeps all digits of a decimal number as JSON or YAML writes it; one beyond its range is not kept.
  public static func keepsDigits(of literal: String) -> Bool {
    guard let number = Double(literal), number.isFinite else { return false }
    return DecimalDigits.areKept(of: Array(literal.utf8)[...], in: number)
  }
}
