internal import Record

/// A percentile of samples with its distribution-free 95 % interval.
struct RankEstimate<Sample: Comparable> {
  var value: Sample
  var low: Sample
  var high: Sample
  /// Whether the interval has the 95 % on this side; without enough samples it ends at the extreme one.
  var isBoundedBelow: Bool
  var isBoundedAbove: Bool

  /// The nearest-rank percentile of sorted samples; `nil` without samples.
  init?(sorted samples: [Sample], percent: Int) {
    guard let first = samples.first, let last = samples.last else { return nil }
    let ranks = OrderStatistics.interval95(count: samples.count, percent: percent)
    value = samples[OrderStatistics.nearestRank(count: samples.count, percent: percent) - 1]
    low = ranks.lower.map { samples[$0 - 1] } ?? first
    high = ranks.upper.map { samples[$0 - 1] } ?? last
    isBoundedBelow = ranks.lower != nil
    isBoundedAbove = ranks.upper != nil
  }
}
