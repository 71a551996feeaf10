internal import Kernels

/// How many queries show with a confidence that a share of all queries keeps a limit: LoadGen's early stopping.
///
/// Of n queries t broke the limit. Were the share of the good ones not above `share`, so few would be broken with a probability of less than
/// 1 - `confidence`; then it is shown. (MLPerf inference rules, appendix on early stopping; `loadgen/early_stopping.cc`.)
public struct EarlyStopping: Sendable, Hashable {
  /// The share of the queries that has to keep the limit, between 0 and 1.
  public let share: Double
  /// The confidence, between 0 and 1.
  public let confidence: Double

  /// Bounds for a share; LoadGen's confidence is 99 %.
  public init(share: Double, confidence: Double = 0.99) {
    self.share = min(max(share, 0x1p-40), 1 - 0x1p-40)
    self.confidence = min(max(confidence, 0x1p-40), 1 - 0x1p-40)
  }

  /// The fewest queries of which so many may be over the limit; with one over it, those of LoadGen's table: 64 for 90 %, 662 for 99 %.
  ///
  /// Complexity: logarithmic in the result, times linear in `misses`.
  public func leastQueries(misses: Int) -> Int {
    let misses = max(0, misses)
    var (low, high) = (misses, max(1, 2 * misses + 1))
    while !shows(misses: misses, of: high), high < 1 << 40 { (low, high) = (high, high * 2) }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if shows(misses: misses, of: middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The most queries over the limit with which so many queries still show the share; `nil` where even none over it is too many.
  public func mostMisses(of count: Int) -> Int? {
    guard shows(misses: 0, of: count) else { return nil }
    var (low, high) = (0, max(1, count))
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if shows(misses: middle, of: count) { low = middle } else { high = middle }
    }
    return low
  }

  /// Whether so many misses show that the share is kept.
  public func shows(misses: Int, of count: Int) -> Bool {
    count > 0 && misses < count && BinomialTail.atMost(misses, of: count, chance: 1 - share) < 1 - confidence
  }

  /// Whether so many misses show that the share is not kept.
  public func refutes(misses: Int, of count: Int) -> Bool {
    count > 0 && misses > 0 && 1 - BinomialTail.atMost(misses - 1, of: count, chance: 1 - share) < 1 - confidence
  }
}

/// Sums of the binomial distribution.
enum BinomialTail {
  /// The probability of at most so many of `count` events of a chance each.
  static func atMost(_ most: Int, of count: Int, chance: Double) -> Double {
    guard most < count else { return 1 }
    // The terms are summed from the greatest on, each from the one before by their ratio.
    let (q, p) = (chance, 1 - chance)
    let mean = Double(count) * q
    let top = min(most, Int(mean))
    let peak = DoubleFunctions.exp(logTerm(top, of: count, q))
    var (sum, term) = (peak, peak)
    var index = top
    while index > 0, term > sum * 0x1p-60 {
      term *= Double(index) / Double(count - index + 1) * p / q
      sum += term
      index -= 1
    }
    (term, index) = (peak, top)
    while index < most, term > sum * 0x1p-60 {
      term *= Double(count - index) / Double(index + 1) * q / p
      sum += term
      index += 1
    }
    return min(1, sum)
  }

  private static func logTerm(_ k: Int, of n: Int, _ q: Double) -> Double {
    logFactorial(n) - logFactorial(k) - logFactorial(n - k) + Double(k) * DoubleFunctions.log(q)
      + Double(n - k) * DoubleFunctions.log(1 - q)
  }

  /// Stirling's series, whose first terms suffice from 16 on.
  private static func logFactorial(_ n: Int) -> Double {
    guard n >= 16 else { return n < 2 ? 0 : DoubleFunctions.log((2...n).reduce(1.0) { $0 * Double($1) }) }
    let x = Double(n) + 1
    let series = 1 / (12 * x) - 1 / (360 * x * x * x) + 1 / (1260 * x * x * x * x * x)
    return (x - 0.5) * DoubleFunctions.log(x) - x + 0.918_938_533_204_672_74 + series
  }
}
