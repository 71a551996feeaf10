// Bech32 (BIP 173) without its limit of 90 characters, as age writes keys.
internal import Attest

/// Text that spells bytes with a checksum.
enum Bech32 {
  private static let digits = Array("qpzry9x8gf2tvdw0s3jn54khce6mua7l".utf8)

  /// The text of bytes, in lower case.
  static func encode(_ bytes: borrowing Span<UInt8>, prefix: String) -> String {
    var groups: [UInt8] = []
    var (held, bits): (UInt32, UInt32) = (0, 0)
    for index in 0..<bytes.count {
      held = held << 8 | UInt32(bytes[index])
      bits += 8
      while bits >= 5 {
        bits -= 5
        groups.append(UInt8(truncatingIfNeeded: held >> bits & 31))
      }
    }
    if bits > 0 { groups.append(UInt8(truncatingIfNeeded: held << (5 - bits) & 31)) }
    var sum = Checksum(prefix: prefix)
    for group in groups { sum.add(group) }
    for _ in 0..<6 { sum.add(0) }
    let check = (0..<6).map { UInt8(truncatingIfNeeded: (sum.value ^ 1) >> UInt32(5 * (5 - $0)) & 31) }
    return prefix + "1" + String(decoding: (groups + check).map { digits[Int($0)] }, as: UTF8.self)
  }

  /// Fills secret bytes with those of a text; `false` where it does not spell exactly so many, or has another prefix.
  static func decode(_ text: borrowing Span<UInt8>, prefix: String, into bytes: borrowing SecretBytes) -> Bool {
    let expected = prefix.utf8.count + 1 + (bytes.count * 8 + 4) / 5 + 6
    guard text.count == expected, let isUpper = isUpper(text), starts(text, with: prefix, isUpper: isUpper) else { return false }
    var sum = Checksum(prefix: prefix)
    var (held, bits, at): (UInt32, UInt32, Int) = (0, 0, 0)
    for index in (prefix.utf8.count + 1)..<text.count {
      guard let value = value(of: text[index]) else { return false }
      sum.add(value)
      guard index < text.count - 6 else { continue }
      held = (held << 5 | UInt32(value)) & 0xFFF
      bits += 5
      if bits >= 8, at < bytes.count {
        bits -= 8
        bytes[at] = UInt8(truncatingIfNeeded: held >> bits)
        at += 1
      }
    }
    return sum.value == 1 && at == bytes.count && bits < 5 && held & (1 << bits - 1) == 0
  }

  /// Whether letters are capitals; `nil` where both cases stand in one text.
  private static func isUpper(_ text: borrowing Span<UInt8>) -> Bool? {
    var (upper, lower) = (false, false)
    for index in 0..<text.count {
      if (0x41...0x5A).contains(text[index]) { upper = true }
      if (0x61...0x7A).contains(text[index]) { lower = true }
    }
    return upper && lower ? nil : upper
  }

  private static func starts(_ text: borrowing Span<UInt8>, with prefix: String, isUpper: Bool) -> Bool {
    for (index, byte) in (prefix + "1").utf8.enumerated() where text[index] | (isUpper && text[index] >= 0x41 ? 0x20 : 0) != byte {
      return false
    }
    return true
  }

  private static func value(of digit: UInt8) -> UInt8? {
    let lower = (0x41...0x5A).contains(digit) ? digit | 0x20 : digit
    return digits.firstIndex(of: lower).map(UInt8.init)
  }

  private struct Checksum {
    private(set) var value: UInt32 = 1
    private static let generators: [UInt32] = [0x3B6A_57B2, 0x2650_8E6D, 0x1EA1_19FA, 0x3D42_33DD, 0x2A14_62B3]

    init(prefix: String) {
      for byte in prefix.utf8 { add(byte >> 5) }
      add(0)
      for byte in prefix.utf8 { add(byte & 31) }
    }

    mutating func add(_ group: UInt8) {
      let top = value >> 25
      value = (value & 0x1FF_FFFF) << 5 ^ UInt32(group)
      for (bit, generator) in Checksum.generators.enumerated() where top >> UInt32(bit) & 1 == 1 { value ^= generator }
    }
  }
}
