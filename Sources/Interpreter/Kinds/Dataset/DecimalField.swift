/// Reads numbers that stand as text in data files: decimal digits, at most one point, an optional exponent; nothing that depends on a locale.
enum DecimalField {
  /// The nearest binary64 number, `nil` for any other spelling (`inf`, `0x1`, spaces) and for numbers that overflow.
  static func number(_ bytes: ArraySlice<UInt8>) -> Double? {
    if let small = smallInteger(bytes) { return Double(small) }
    guard (1...64).contains(bytes.count), isDecimal(bytes), let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
    else {
      return nil
    }
    return value
  }

  /// An unsigned integer of up to nine digits, without sign or leading zeros.
  static func smallInteger(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    guard (1...9).contains(bytes.count), bytes.count == 1 || bytes.first != UInt8(ascii: "0") else { return nil }
    var value: UInt32 = 0
    for byte in bytes {
      guard isDigit(byte) else { return nil }
      value = value * 10 + UInt32(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    guard skipDigits(&rest) else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard skipDigits(&rest) else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard skipDigits(&rest) else { return false }
    }
    return rest.isEmpty
  }

  private static func skipDigits(_ bytes: inout ArraySlice<UInt8>) -> Bool {
    let digits = bytes.prefix(while: isDigit)
    bytes = bytes.dropFirst(digits.count)
    return !digits.isEmpty
  }
}
