/// Base64 with the standard alphabet and padding (RFC 4648 section 4), read without leniency: one text for each byte string.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  package static func encode(_ bytes: borrowing Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0) }
      for digit in 0..<4 {
        text.append(digit <= count ? alphabet[Int(group >> UInt32(18 - 6 * digit) & 63)] : UInt8(ascii: "="))
      }
    }
    return text
  }

  package static func encode(_ bytes: [UInt8]) -> String { String(decoding: encode(bytes.span), as: UTF8.self) }

  /// The bytes of a text, or `nil` for white space, missing padding, other alphabets and bits that are not zero at the end.
  package static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    guard decode(Array(text.utf8).span, into: { bytes.append($0) }) else { return nil }
    return bytes
  }

  /// Hands over the bytes of a text one by one; `false` where the text is not strict, after any number of bytes.
  package static func decode(_ text: borrowing Span<UInt8>, into sink: (UInt8) -> Void) -> Bool {
    guard text.count % 4 == 0 else { return false }
    for start in stride(from: 0, to: text.count, by: 4) {
      let isLast = start + 4 == text.count
      let padding = !isLast ? 0 : text[start + 2] == 0x3D && text[start + 3] == 0x3D ? 2 : text[start + 3] == 0x3D ? 1 : 0
      var group: UInt32 = 0
      for offset in 0..<4 {
        guard let value = offset < 4 - padding ? self.value(of: text[start + offset]) : 0 else { return false }
        group = group << 6 | value
      }
      guard group & (padding == 2 ? 0xFFFF : padding == 1 ? 0xFF : 0) == 0 else { return false }
      for offset in 0..<(3 - padding) { sink(UInt8(truncatingIfNeeded: group >> UInt32(16 - 8 * offset))) }
    }
    return true
  }

  private static func value(of digit: UInt8) -> UInt32? {
    switch digit {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
