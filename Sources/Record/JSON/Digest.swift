/// A SHA-256 digest (FIPS 180-4): 32 bytes, written as 64 lower-case hexadecimal digits.
///
/// This is only its shape. What computes digests lives in `Attest`, next to the bytes.
public struct Digest: Sendable, Hashable, Comparable {
  private let words: [4 of UInt64]

  /// A digest from exactly 32 bytes, else `nil`.
  public init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words: [4 of UInt64] = [0, 0, 0, 0]
    for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
    self.words = words
  }

  /// A digest from its bytes.
  public init(_ bytes: [32 of UInt8]) {
    var words: [4 of UInt64] = [0, 0, 0, 0]
    for index in 0..<32 { words[index / 8] = words[index / 8] << 8 | UInt64(bytes[index]) }
    self.words = words
  }

  /// A digest from exactly 64 lower-case hexadecimal digits, else `nil`.
  public init?(hex text: String) {
    guard text.utf8.count == 64 else { return nil }
    var words: [4 of UInt64] = [0, 0, 0, 0]
    for (index, digit) in text.utf8.enumerated() {
      guard let value = Digest.value(of: digit) else { return nil }
      words[index / 16] = words[index / 16] << 4 | UInt64(value)
    }
    self.words = words
  }

  private static func value(of digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - 8 * ($0 % 8))) }
  }

  /// The 64 hexadecimal digits.
  public var hex: String {
    unsafe String(unsafeUninitializedCapacity: 64) { buffer in
      for place in 0..<64 { unsafe buffer[place] = digit(place) }
      return 64
    }
  }

  /// Appends the 64 hexadecimal digits.
  func appendHex(to bytes: inout [UInt8]) { for place in 0..<64 { bytes.append(digit(place)) } }

  private func digit(_ place: Int) -> UInt8 {
    hexadecimalDigit(UInt8(truncatingIfNeeded: words[place / 16] >> UInt64(60 - 4 * (place % 16))) & 15)
  }

  /// The first eight digits, enough for a person to tell two apart; never enough to compare by.
  public var short: String { String(hex.prefix(8)) }

  public static func == (left: Digest, right: Digest) -> Bool {
    (0..<4).allSatisfy { left.words[$0] == right.words[$0] }
  }

  public static func < (left: Digest, right: Digest) -> Bool {
    for index in 0..<4 where left.words[index] != right.words[index] { return left.words[index] < right.words[index] }
    return false
  }

  public func hash(into hasher: inout Hasher) {
    for index in 0..<4 { hasher.combine(words[index]) }
  }
}

extension Digest: CustomStringConvertible, TextCodable {
  public var description: String { hex }
  /// A digest from its one spelling, 64 lower-case hexadecimal digits.
  public init?(recordText text: String) { self.init(hex: text) }
  /// The 64 hexadecimal digits.
  public var recordText: String { hex }
  /// What a digest looks like, for messages.
  public static var recordForm: String { "64 lower-case hexadecimal digits" }
}
