internal import Attest

/// Finds a secret in what a server answers, as it is or in a form that gives it back, and takes it out before anything is kept.
///
/// Each character may be written plainly in either case, with backslashes before it, as a JSON escape, percent-encoded or as an HTML entity;
/// the whole may be in base64 (both alphabets, at any offset) or in hexadecimal. A server that means to hide what it repeats finds other
/// forms: a secret belongs only to a server that one trusts with it.
struct Scrubber {
  /// What stands in place of a secret.
  static let mark = "[secret removed]"
  /// Secrets of fewer bytes would be found in harmless text.
  static let shortestSecret = 8

  private let patterns: [Pattern]
  /// Which bytes can begin a secret, as it is or as a character of its form.
  private let beginnings: [Bool]

  fileprivate struct Pattern {
    var bytes: [UInt8]
    var ignoresCase: Bool
  }

  init(_ secret: Secret) {
    let bytes = Array(secret.value.utf8)
    let digits = Array("0123456789abcdef".utf8)
    let hexadecimal = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    patterns =
      [Pattern(bytes: bytes, ignoresCase: true), Pattern(bytes: hexadecimal, ignoresCase: true)]
      + Scrubber.base64Cores(of: bytes).map { Pattern(bytes: $0, ignoresCase: false) }
    var beginnings = [Bool](repeating: false, count: 256)
    for byte in patterns.compactMap(\.bytes.first).flatMap({ [$0, $0 ^ 0x20] }) + "\\%&".utf8 { beginnings[Int(byte)] = true }
    self.beginnings = beginnings
  }

  /// The bytes without the secret, and how often it stood in them.
  ///
  /// Complexity: linear in the bytes, for a secret of a given length.
  func scrub(_ bytes: [UInt8]) -> (bytes: [UInt8], count: Int) {
    var clean: [UInt8] = []
    var (count, copied, index) = (0, 0, 0)
    while index < bytes.count {
      guard beginnings[Int(bytes[index])], let end = match(bytes, at: index) else {
        index += 1
        continue
      }
      clean += bytes[copied..<index]
      clean += Scrubber.mark.utf8
      count += 1
      (copied, index) = (end, end)
    }
    return count == 0 ? (bytes, 0) : (clean + bytes[copied...], count)
  }

  /// Where the secret that begins at an index ends.
  private func match(_ bytes: [UInt8], at start: Int) -> Int? {
    for pattern in patterns {
      var index = start
      var isWhole = true
      for wanted in pattern.bytes {
        guard let character = EncodedCharacter(bytes, at: index), pattern.matches(wanted, character.value) else {
          isWhole = false
          break
        }
        index = character.end
      }
      if isWhole { return index }
    }
    return nil
  }

  /// The characters of the base64 of a text that depend on the secret in it alone, for each of the three places it can begin at.
  private static func base64Cores(of secret: [UInt8]) -> [[UInt8]] {
    (0..<3).flatMap { offset -> [[UInt8]] in
      let text = Array(Base64.encode([UInt8](repeating: 0, count: offset) + secret).utf8.prefix { $0 != UInt8(ascii: "=") })
      let bits = (offset + secret.count) * 8
      // Characters that hold bits of what stands before or after belong to no core.
      let first = (offset * 8 + 5) / 6
      let core = Array(text[min(first, text.count)..<min(bits / 6, text.count)])
      let web = core.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
      return core == web ? [core] : [core, web]
    }
  }
}

extension Scrubber.Pattern {
  fileprivate func matches(_ wanted: UInt8, _ found: UInt8) -> Bool {
    if wanted == found { return true }
    guard ignoresCase, (wanted | 0x20) == (found | 0x20) else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(wanted | 0x20)
  }
}

/// A character of ASCII as texts write it, and where it ends.
private struct EncodedCharacter {
  var value: UInt8
  var end: Int

  /// The most backslashes in a row that are read as escapes of one character.
  private static let escapes = 8

  init?(_ bytes: [UInt8], at start: Int) {
    guard start < bytes.count else { return nil }
    var index = start
    while index < bytes.count, index - start < EncodedCharacter.escapes, bytes[index] == UInt8(ascii: "\\") { index += 1 }
    if index > start, let value = EncodedCharacter.hexadecimal(bytes, after: index, prefix: "u00") {
      (self.value, end) = (value, index + 5)
    } else if let value = EncodedCharacter.hexadecimal(bytes, after: start, prefix: "%25") {
      (self.value, end) = (value, start + 5)
    } else if let value = EncodedCharacter.hexadecimal(bytes, after: start, prefix: "%") {
      (self.value, end) = (value, start + 3)
    } else if let entity = EncodedCharacter.entity(bytes, at: start) {
      self = entity
    } else if index < bytes.count {
      (value, end) = (bytes[index], index + 1)
    } else {
      return nil
    }
  }

  private init(value: UInt8, end: Int) { (self.value, self.end) = (value, end) }

  /// The byte of two hexadecimal digits after a prefix.
  private static func hexadecimal(_ bytes: [UInt8], after start: Int, prefix: StaticString) -> UInt8? {
    let count = prefix.utf8CodeUnitCount
    guard bytes.count - start >= count + 2 else { return nil }
    let isThere = (0..<count).allSatisfy { unsafe bytes[start + $0] == prefix.utf8Start[$0] }
    guard isThere, let high = digit(bytes[start + count]), let low = digit(bytes[start + count + 1]) else { return nil }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    Character(UnicodeScalar(byte)).hexDigitValue.flatMap { UInt8(exactly: $0) }
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
