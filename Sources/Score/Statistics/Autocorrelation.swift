internal import Record

/// Whether samples follow one another too closely to be independent draws, and how many they are worth then.
///
/// Samples above the median count +1, those below −1. Their lag-one autocorrelation r is exact and no outlier moves it; beyond 2/√n it is
/// no chance (Bartlett, 1946), and n samples are worth n (1 − r)/(1 + r), as those of an autoregressive process are.
enum Autocorrelation {
  /// Fewer samples say nothing about it.
  static let fewest = 10

  /// How many independent samples these are worth, in the order in which they were taken: from 1 to all of them.
  ///
  /// Complexity: O(n log n).
  static func effectiveCount(_ samples: [some Comparable]) -> Int {
    guard samples.count >= fewest else { return samples.count }
    let median = samples.sorted()[OrderStatistics.nearestRank(count: samples.count, percent: 50) - 1]
    let signs = samples.map { $0 > median ? 1 : $0 < median ? -1 : 0 }
    let squares = signs.reduce(0) { $0 + $1 * $1 }
    let products = zip(signs, signs.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 }
    let (s, p, n) = (Double(squares), Double(products), Double(samples.count))
    guard products > 0, p * p * n > 4 * s * s else { return samples.count }
    // checked: a positive sum of products is at most the sum of squares, and both are at most the number of samples.
    return max(1, Int(Int128(samples.count) * Int128(squares - products) / Int128(squares + products)))
  }
}
