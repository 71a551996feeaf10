internal import Record

/// A percentile of samples with its distribution-free 95 % interval.
struct RankEstimate<Sample: Comparable> {
  var value: Sample
  var low: Sample
  var high: Sample
  /// Whether the interval has the 95 % on this side; without enough samples it ends at the extreme one.
  var isBoundedBelow: Bool
  var isBoundedAbove: Bool
  /// How many independent samples they are worth; less than their number where they follow one another closely.
  var effective: Int

  /// The nearest-rank percentile of samples in the order in which they were taken; `nil` without samples.
  init?(_ samples: [Sample], percent: Int) {
    self.init(sorted: samples.sorted(), percent: percent, worth: Autocorrelation.effectiveCount(samples))
  }

  /// The same of sorted samples that are independent of one another.
  init?(sorted samples: [Sample], percent: Int) { self.init(sorted: samples, percent: percent, worth: samples.count) }

  private init?(sorted: [Sample], percent: Int, worth: Int) {
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let count = sorted.count
    effective = worth
    let ranks = OrderStatistics.interval95(count: worth, percent: percent)
    value = sorted[OrderStatistics.nearestRank(count: count, percent: percent) - 1]
    // The ranks among fewer independent samples, moved outward to ranks among all.
    let (lower, upper) = (ranks.lower.map { max(1, $0 * count / worth) }, ranks.upper.map { ($0 * count + worth - 1) / worth })
    low = lower.map { sorted[min($0, count) - 1] } ?? first
    high = upper.map { sorted[min($0, count) - 1] } ?? last
    isBoundedBelow = ranks.lower != nil
    isBoundedAbove = ranks.upper != nil
    // Rounding never moves an end past the value.
    low = min(low, value)
    high = max(high, value)
  }
}
