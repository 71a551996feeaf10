/// Fills a secret up to a length that many others have too, so that the length of what it is encrypted to says little of it.
///
/// A class is a power of two from 1 KiB up to 64 KiB. Longer ones follow Padmé (Nikitin and others, "Reducing metadata leakage from encrypted
/// files and communication with PURBs", PETS 2019): of a length only as many bits are kept as its own number of bits needs, so at most
/// 12 % are added.
public enum LengthClass {
  /// No secret is shorter than this.
  public static let least = 1 << 10
  /// Up to here classes are powers of two.
  private static let doubling = 64 << 10
  /// Marks where the secret ends (ISO/IEC 7816-4).
  private static let end: UInt8 = 0x80

  /// The length of the class that a length falls into: at least as much.
  public static func length(for count: Int) -> Int {
    guard count > least else { return least }
    let bits = Int.bitWidth - 1 - count.leadingZeroBitCount
    guard count > doubling else { return count.nonzeroBitCount == 1 ? count : 1 << (bits + 1) }
    let mask = (1 << (bits - (Int.bitWidth - bits.leadingZeroBitCount))) - 1
    return (count + mask) & ~mask
  }

  /// The secret, an end mark, and zeros.
  public static func filled(_ secret: [UInt8]) -> [UInt8] {
    let filled = secret + [end]
    return filled + [UInt8](repeating: 0, count: length(for: filled.count) - filled.count)
  }

  /// The secret in what was filled up; `nil` where it has no end mark or another length than its class.
  public static func secret(in filled: [UInt8]) -> [UInt8]? {
    guard let mark = filled.lastIndex(where: { $0 != 0 }), filled[mark] == end, length(for: mark + 1) == filled.count else { return nil }
    return Array(filled[..<mark])
  }
}
