// Which cells a verifier executes again when not all: drawn by the verifier's own randomness, so that no publisher can foresee it.
internal import Attest
public import Record

/// How many cells are drawn.
public enum SampleSize: Sendable, Hashable {
  /// So many, at most all.
  case count(Int)
  /// A share of all cells, rounded up.
  case share(Rational)

  /// `3`, or `20%`.
  public init?(_ text: String) {
    if text.hasSuffix("%") {
      guard let percent = Rational(decimal: String(text.dropLast())), let share = percent.divided(by: Rational(100)),
        share.numerator > 0, share.isLess(than: Rational(1)) == true || share == Rational(1)
      else { return nil }
      self = .share(share)
    } else {
      guard let count = Int(text), count > 0 else { return nil }
      self = .count(count)
    }
  }

  /// The number of cells out of so many; at least one where there are any.
  func count(of total: Int) -> Int {
    switch self {
    case .count(let count): return min(count, total)
    case .share(let share):
      guard let exact = share.multiplied(by: Rational(total)) else { return total }
      let (whole, rest) = exact.numerator.quotientAndRemainder(dividingBy: exact.denominator)
      return min(total, Int(whole) + (rest == 0 ? 0 : 1))
    }
  }
}

/// Sixteen random bytes that fix a draw; with them anyone can repeat it.
public struct Draw: Sendable, Hashable, CustomStringConvertible {
  private let bytes: [UInt8]

  /// A fresh draw from the system's randomness.
  public static func fresh() -> Draw {
    var system = SystemRandomNumberGenerator()
    return Draw(bytes: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &system) })
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// A draw from its 32 hexadecimal digits, else `nil`.
  public init?(hex: String) {
    guard hex.utf8.count == 32, let digest = Digest(hex: hex + hex) else { return nil }
    bytes = Array(digest.bytes.prefix(16))
  }

  public var description: String { hexadecimal(bytes) }

  /// Ids in the order in which they are drawn: by the SHA-256 of draw and id.
  func order(of ids: [String]) -> [String] {
    ids.map { (id: $0, rank: SHA256.digest(of: bytes + Array($0.utf8))) }.sorted { $0.rank < $1.rank }.map(\.id)
  }

  /// The drawn ids, in their own order: those that come first in the order of the draw.
  func pick(_ count: Int, of ids: [String]) -> [String] {
    let picked = Set(order(of: ids).prefix(count))
    return ids.filter { picked.contains($0) }
  }

  /// How likely a draw catches a forger of 1, 5 and 20 %, in words.
  static func chances(count: Int, of total: Int) -> String {
    ([1, 5, 20] as [Int128]).map { percent in
      let chance = chanceOfCatching(share: Rational(percent, over: 100) ?? Rational(0), count: count, of: total)
      return "\(percent) %: \((chance * 1000).rounded() / 10) %"
    }.joined(separator: ", ")
  }

  /// The chance that a draw of `count` out of `total` cells has at least one of those that are forged.
  ///
  /// One minus the hypergeometric probability of none: the product of (total - forged - i) / (total - i).
  static func chanceOfCatching(share: Rational, count: Int, of total: Int) -> Double {
    let forged = SampleSize.share(share).count(of: total)
    guard forged > 0, count > 0 else { return 0 }
    var missing = 1.0
    for index in 0..<min(count, total) { missing *= Double(max(0, total - forged - index)) / Double(total - index) }
    return 1 - missing
  }
}
