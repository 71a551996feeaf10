internal import Record

/// 128 bits that tell two statements of the same content apart.
public struct Nonce: Sendable, Hashable {
  /// The bits as 32 lower-case hexadecimal digits.
  public let hex: String

  /// A nonce that was written down; `nil` where it is not 32 lower-case hexadecimal digits.
  public init?(hex: String) {
    guard hex.utf8.count == 32, hex.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
    self.hex = hex
  }

  /// A nonce that nobody had before, from the system's generator.
  public static func drawn() -> Nonce {
    var system = SystemRandomNumberGenerator()
    return Nonce(bits: (system.next(), system.next()))
  }

  /// A nonce of known bits.
  init(bits: (UInt64, UInt64)) {
    hex = [bits.0, bits.1].map { bits in
      let digits = String(bits, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
