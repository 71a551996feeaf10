/// Distribution-free confidence intervals of quantiles from ranks alone.
///
/// The number of samples below the p-quantile follows the binomial distribution B(n, p) whatever the distribution of the samples, so two
/// order statistics enclose the quantile with a probability that depends on ranks only. Source: David and Nagaraja, "Order Statistics",
/// third edition, section 7.1. Only additions, multiplications and divisions of binary64 in a fixed order enter, so ranks are the same
/// on every machine.
public enum OrderStatistics {
  /// The ranks, counted from 1, between which a quantile lies; a side is `nil` where there are too few samples to bound it.
  public struct Ranks: Sendable, Hashable {
    /// The rank of the lower end, from 1; `nil` where there are too few samples to bound it.
    public var lower: Int?
    /// The rank of the upper end, from 1; `nil` where there are too few samples to bound it.
    public var upper: Int?

    /// Ranks of the two ends.
    public init(lower: Int?, upper: Int?) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// The ranks of the 95 % interval of a percentile: each tail holds at most 2.5 %, so the coverage is never below 95 %.
  ///
  /// `percent` lies between 1 and 99; other values give no ranks. Complexity: O(√count).
  public static func interval95(count: Int, percent: Int) -> Ranks {
    guard count > 0, (1...99).contains(percent) else { return Ranks(lower: nil, upper: nil) }
    let weights = BinomialWeights(count: count, percent: percent)
    let limit = weights.total * 0.025
    return Ranks(lower: weights.lowerRank(tail: limit), upper: weights.upperRank(tail: limit))
  }

  /// The nearest rank of a percentile, counted from 1: the least rank with at least that share of samples at or below it.
  public static func nearestRank(count: Int, percent: Int) -> Int {
    let (product, overflow) = count.multipliedReportingOverflow(by: percent)
    guard !overflow else { return count }
    return Swift.min(Swift.max(1, product / 100 + (product % 100 == 0 ? 0 : 1)), Swift.max(count, 1))
  }
}

/// Binomial probabilities relative to the largest one, by the ratio of neighbours, as far as they matter.
private struct BinomialWeights {
  /// The number of successes that the first weight belongs to.
  let first: Int
  let weights: [Double]
  let total: Double
  let count: Int

  init(count: Int, percent: Int) {
    self.count = count
    let odds = Double(percent) / Double(100 - percent)
    let mode = Swift.min(count, Int((Double(count) + 1) * Double(percent) / 100))
    var below: [Double] = []
    var weight = 1.0
    var successes = mode
    while successes > 0, weight > 1e-30 {
      weight = weight * Double(successes) / (Double(count - successes + 1) * odds)
      successes -= 1
      below.append(weight)
    }
    first = successes
    var above: [Double] = []
    weight = 1
    successes = mode
    while successes < count, weight > 1e-30 {
      weight = weight * (Double(count - successes) * odds) / Double(successes + 1)
      successes += 1
      above.append(weight)
    }
    // Tails first: small terms are added before large ones.
    total = below.reversed().reduce(0, +) + above.reversed().reduce(0, +) + 1
    weights = below.reversed() + [1] + above
  }

  /// The greatest rank l with P(B < l) within the tail, or `nil`.
  func lowerRank(tail: Double) -> Int? {
    var sum = 0.0
    var rank: Int?
    for (offset, weight) in weights.enumerated() {
      sum += weight
      guard sum <= tail else { break }
      rank = first + offset + 1
    }
    return rank ?? (first > 0 ? first : nil)
  }

  /// The least rank u with P(B ≥ u) within the tail, or `nil`.
  func upperRank(tail: Double) -> Int? {
    var sum = 0.0
    var rank: Int?
    for (offset, weight) in weights.enumerated().reversed() {
      sum += weight
      guard sum <= tail else { break }
      rank = first + offset
    }
    let beyond = first + weights.count
    return rank ?? (beyond <= count ? beyond : nil)
  }
}
