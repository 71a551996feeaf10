/// What the page says about raw samples: order statistics and robust outliers.
struct Distribution: Sendable {
  /// In the order they were taken.
  let values: [Double]
  let sorted: [Double]
  let median: Double
  /// The median absolute deviation from the median.
  let deviation: Double

  /// A distribution of the finite ones among the values; `nil` where there are none.
  init?(_ values: [Double]) {
    let finite = values.filter(\.isFinite)
    guard !finite.isEmpty else { return nil }
    self.values = finite
    let ascending = finite.sorted()
    sorted = ascending
    let middle = Distribution.middle(of: ascending)
    median = middle
    deviation = Distribution.middle(of: finite.map { ($0 - middle).magnitude }.sorted())
  }

  var least: Double { sorted.first ?? median }
  var most: Double { sorted.last ?? median }

  /// The nearest-rank median of ascending values, as metrics are derived.
  static func middle(of sorted: [Double]) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[(sorted.count - 1) / 2]
  }

  /// The nearest-rank quantile.
  func quantile(_ share: Double) -> Double {
    let rank = Int((share * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }

  /// Whether a sample is far from the others: its modified z-score exceeds 3.5 (Iglewicz and Hoaglin, "How to Detect and Handle Outliers").
  func isOutlier(_ value: Double) -> Bool {
    deviation > 0 && 0.6745 * (value - median).magnitude / deviation > 3.5
  }

  var outliers: Int { values.count { isOutlier($0) } }

  /// How far the median of the last third lies from that of the first, as a share; `nil` for fewer than 12 samples.
  var drift: Double? {
    let third = values.count / 3
    guard third >= 4, median != 0 else { return nil }
    let first = Distribution.middle(of: values.prefix(third).sorted())
    let last = Distribution.middle(of: values.suffix(third).sorted())
    return (last - first) / median.magnitude
  }

  /// The 95 % interval of the median by order statistics, from the normal approximation of the binomial ranks.
  var medianInterval: (low: Double, high: Double) {
    let half = Double(sorted.count) / 2
    let reach = 0.98 * Double(sorted.count).squareRoot()
    let low = Int((half - reach).rounded(.down))
    let high = Int((half + reach).rounded(.up))
    return (sorted[min(max(low, 0), sorted.count - 1)], sorted[min(max(high, 0), sorted.count - 1)])
  }

  /// Whether a tail is so long that only a logarithmic axis shows both the bulk and the tail.
  func hasLongTail(including marks: [Double]) -> Bool {
    least > 0 && max(quantile(0.999), marks.filter(\.isFinite).max() ?? 0) > 2.5 * median
  }

  /// What is drawn: all values, but a tail that would squeeze the rest into a corner is cut where it is far out.
  func window(including marks: [Double]) -> ClosedRange<Double> {
    let (low, high) = (quantile(0.25), quantile(0.75))
    let reach = max((high - low) * 5, deviation * 7.4)
    let needed = marks.filter(\.isFinite)
    let floor = min(low - reach, needed.min() ?? median)
    let ceiling = max(high + reach, (needed.max() ?? median))
    guard reach > 0, floor.isFinite, ceiling.isFinite else { return least...most }
    let slack = (ceiling - floor) * 0.04
    return max(least, floor - slack)...min(most, ceiling + slack)
  }

  /// The number of bins by the rule of Freedman and Diaconis, within what the eye can use.
  func binCount(over width: Double) -> Int {
    let spread = quantile(0.75) - quantile(0.25)
    guard spread > 0 else { return 24 }
    var root = Double(values.count)
    for _ in 0..<60 { root -= (root * root * root - Double(values.count)) / (3 * root * root) }
    let bins = (width / (2 * spread / root)).rounded(.up)
    return bins.isFinite ? min(max(Int(min(bins, 1e6)), 16), 64) : 24
  }
}
