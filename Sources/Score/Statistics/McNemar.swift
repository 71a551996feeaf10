/// McNemar's test of paired answers: of the items that exactly one of two subjects has right, whether the split is other than even.
///
/// McNemar, Psychometrika 12 (1947), with the binomial distribution itself; the mid-p variant counts half of the observed split
/// (Fagerland, Lydersen and Laake, BMC Medical Research Methodology 13, 2013).
public struct McNemar: Sendable, Hashable {
  /// The two-sided exact p-value: at most the nominal level of errors, whatever the number of items.
  public let exact: Double
  /// The two-sided mid-p value: closer to the nominal level.
  public let midP: Double

  /// The test of the numbers of items that only the first, and only the second, has right.
  ///
  /// Complexity: O(first + second).
  public init(first: UInt64, second: UInt64) {
    let few = min(first, second)
    let tail = McNemar.halves(few, of: first + second)
    exact = min(1, 2 * tail.below)
    midP = min(1, max(0, 2 * tail.below - tail.at))
  }

  /// P(B ≤ k) and P(B = k) of a binomial with probability ½: by the ratio of neighbours from the middle down, for k up to the middle.
  private static func halves(_ k: UInt64, of n: UInt64) -> (below: Double, at: Double) {
    var weight = 1.0
    var (total, below, at) = (0.0, 0.0, 0.0)
    var successes = n / 2
    while true {
      // Each weight stands for two, on both sides of the middle, except a single one in the middle.
      total += 2 * successes == n ? weight : 2 * weight
      if successes <= k { below += weight }
      if successes == k { at = weight }
      guard successes > 0, weight > 0 else { break }
      weight = weight * Double(successes) / Double(n - successes + 1)
      successes -= 1
    }
    return (below / total, at / total)
  }
}
