internal import Record

/// Where the samples of one process settle: the end of a warm-up that was longer than planned, by a change point of ranks.
///
/// For each k up to a quarter of n samples, W is the sum of the ranks of the first k (Wilcoxon; equal samples share the mean of their ranks). Of
/// samples in no order, W has the mean k (n + 1)/2 and the variance k (n − k)(n + 1)/12. The k whose standardised W is largest is the change
/// point where that is above 3.5, so that the first samples are slower than the rest (Csörgő and Horváth, *Limit Theorems in Change-Point
/// Analysis*, 1997, section 2.1). Ranks are integers, so the decision is exact, and no outlier moves it.
///
/// A warm-up ends: what follows must not go on falling (Kendall's τ of the rest, no more than 3 standard deviations below 0). Samples that fall
/// from first to last never settled, or somebody sorted them, so that none is left out.
package enum Settling {
  /// How many samples at the start belong to the warm-up; 0 where there is no change point.
  ///
  /// Complexity: O(n log n).
  package static func point(_ samples: [some Comparable]) -> Int {
    let (count, ranks) = (samples.count, doubledRanks(samples))
    guard count > 1 else { return 0 }
    var (sum, best) = (0, (square: UInt128(0), variance: UInt128(1), point: 0))
    for point in 1...max(1, count / 4) {
      sum += ranks[point - 1]
      guard sum > point * (count + 1) else { continue }
      // checked: a sum of ranks is below the square of the count, which is one of memory.
      let excess = UInt128(sum - point * (count + 1))
      let variance = UInt128(point) * UInt128(count - point) * UInt128(count + 1)
      if isMore(excess * excess, best.variance, than: best.square, variance) { best = (excess * excess, variance, point) }
    }
    // z² = 3 e²/v > 3.5² with e the doubled excess and v twelve times the variance.
    guard 12 * best.square > 49 * best.variance else { return 0 }
    return MannKendall(Array(samples[best.point...])).deviations < -3 ? 0 : best.point
  }

  /// Whether one product is larger than the other; of a million samples they pass 128 bits.
  private static func isMore(_ a: UInt128, _ b: UInt128, than c: UInt128, _ d: UInt128) -> Bool {
    let (left, right) = (a.multipliedFullWidth(by: b), c.multipliedFullWidth(by: d))
    return (left.high, left.low) > (right.high, right.low)
  }

  /// Twice the rank of each sample, from 1; equal ones share the mean.
  private static func doubledRanks(_ samples: [some Comparable]) -> [Int] {
    let order = samples.indices.sorted { samples[$0] < samples[$1] }
    var (ranks, start) = (Array(repeating: 0, count: samples.count), 0)
    while start < order.count {
      var end = start + 1
      while end < order.count, samples[order[end]] == samples[order[start]] { end += 1 }
      for place in order[start..<end] { ranks[place] = start + end + 1 }
      start = end
    }
    return ranks
  }
}
