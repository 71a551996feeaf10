/// A character of ASCII as texts write it, and where it ends: plainly, behind backslashes, as an escape of JSON, C, Python or CSS, percent-encoded,
/// quoted-printable, or as an HTML entity.
struct EncodedCharacter {
  var value: UInt8
  var end: Int

  /// The most backslashes in a row that are read as escapes of one character.
  private static let backslashes = 8

  init?(_ bytes: [UInt8], at start: Int) {
    guard start < bytes.count else { return nil }
    if let escaped = EncodedCharacter.escape(bytes, at: start) ?? EncodedCharacter.entity(bytes, at: start) {
      self = escaped
      return
    }
    var index = start
    while index + 1 < bytes.count, index - start < EncodedCharacter.backslashes, bytes[index] == UInt8(ascii: "\\") { index += 1 }
    (value, end) = (bytes[index], index + 1)
  }

  private init(value: UInt8, end: Int) { (self.value, self.end) = (value, end) }

  /// Two hexadecimal digits behind what announces them, or three octal ones behind a backslash.
  private static func escape(_ bytes: [UInt8], at start: Int) -> EncodedCharacter? {
    switch bytes[start] {
    case UInt8(ascii: "%"): return hexadecimal(bytes, at: start, after: "%25") ?? hexadecimal(bytes, at: start, after: "%")
    case UInt8(ascii: "="): return hexadecimal(bytes, at: start, after: "=")
    case UInt8(ascii: "\\"): break
    default: return nil
    }
    var index = start
    while index < bytes.count, index - start < backslashes, bytes[index] == UInt8(ascii: "\\") { index += 1 }
    for prefix in ["u00", "x", "u{", "U000000", "00"] as [StaticString] {
      guard var found = hexadecimal(bytes, at: index, after: prefix) else { continue }
      if found.end < bytes.count, bytes[found.end] == UInt8(ascii: "}") { found.end += 1 }
      return found
    }
    return octal(bytes, at: index)
  }

  /// The byte of two hexadecimal digits after a prefix.
  private static func hexadecimal(_ bytes: [UInt8], at start: Int, after prefix: StaticString) -> EncodedCharacter? {
    let count = prefix.utf8CodeUnitCount
    guard bytes.count - start >= count + 2 else { return nil }
    let isThere = (0..<count).allSatisfy { unsafe bytes[start + $0] == prefix.utf8Start[$0] }
    guard isThere, let high = digit(bytes[start + count]), let low = digit(bytes[start + count + 1]) else { return nil }
    return EncodedCharacter(value: high << 4 | low, end: start + count + 2)
  }

  private static func octal(_ bytes: [UInt8], at start: Int) -> EncodedCharacter? {
    guard bytes.count - start >= 3 else { return nil }
    var value = 0
    for byte in bytes[start..<start + 3] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(byte) else { return nil }
      value = value * 8 + Int(byte - UInt8(ascii: "0"))
    }
    return UInt8(exactly: value).map { EncodedCharacter(value: $0, end: start + 3) }
  }

  /// The value of a hexadecimal digit.
  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): (byte | 0x20) - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// `&#83;` or `&#x53;`.
  private static func entity(_ bytes: [UInt8], at start: Int) -> EncodedCharacter? {
    guard bytes[start...].starts(with: "&#".utf8) else { return nil }
    let text = bytes[(start + 2)...].prefix(8).prefix { $0 != UInt8(ascii: ";") }
    guard start + 2 + text.count < bytes.count, bytes[start + 2 + text.count] == UInt8(ascii: ";") else { return nil }
    let word = String(decoding: text, as: UTF8.self)
    let isHexadecimal = word.hasPrefix("x") || word.hasPrefix("X")
    guard let value = UInt8(isHexadecimal ? word.dropFirst() : word[...], radix: isHexadecimal ? 16 : 10) else { return nil }
    return EncodedCharacter(value: value, end: start + text.count + 3)
  }
}
