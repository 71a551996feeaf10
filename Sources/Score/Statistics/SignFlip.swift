public import Kernels

/// The permutation test of paired differences: under the null hypothesis each difference has either sign with equal chance.
///
/// Fisher's randomisation test. Up to 20 differences other than zero all signs are gone through; beyond, 9,999 draws of signs, with the
/// observed one counted too, so that the p-value is valid (Phipson and Smyth, 2010).
public struct SignFlip: Sendable, Hashable {
  /// The two-sided p-value.
  public let value: Double
  /// Whether all signs were gone through.
  public let isExact: Bool

  /// The most differences whose signs are all gone through.
  static let mostExact = 20
  /// How many draws of signs stand for all.
  static let draws = 9999

  /// The test of the sums of units; zeros say nothing.
  ///
  /// Complexity: O(n 2^n) up to 20 units, else O(9,999 n).
  public init(_ differences: [Double], _ key: StreamKey) {
    let units = differences.filter { $0 != 0 }
    let observed = abs(units.reduce(0, +))
    // Sums of the same numbers in another order of signs differ by rounding alone.
    let bound = observed - 1e-12 * units.reduce(0) { $0 + abs($1) }
    isExact = units.count <= SignFlip.mostExact
    if units.isEmpty {
      value = 1
    } else if isExact {
      value = SignFlip.share(of: units, reaching: bound)
    } else {
      value = SignFlip.drawn(units, reaching: bound, key)
    }
  }

  /// Goes from one pattern of signs to the next by one change (Gray's code); half of the patterns suffice by symmetry.
  private static func share(of units: [Double], reaching bound: Double) -> Double {
    var signed = units
    var sum = units.reduce(0, +)
    let patterns = 1 << (units.count - 1)
    var reached = abs(sum) >= bound ? 1 : 0
    for pattern in 1..<max(1, patterns) {
      let flipped = pattern.trailingZeroBitCount
      signed[flipped] = -signed[flipped]
      sum = signed.reduce(0, +)
      if abs(sum) >= bound { reached += 1 }
    }
    return Double(reached) / Double(patterns)
  }

  private static func drawn(_ units: [Double], reaching bound: Double, _ key: StreamKey) -> Double {
    var stream = RandomStream(key)
    var reached = 1
    for _ in 0..<draws {
      var (sum, bits) = (0.0, UInt32(0))
      for (index, unit) in units.enumerated() {
        if index % 32 == 0 { bits = stream.nextWord() }
        sum += bits & 1 == 0 ? unit : -unit
        bits >>= 1
      }
      if abs(sum) >= bound { reached += 1 }
    }
    return Double(reached) / Double(draws + 1)
  }
}
