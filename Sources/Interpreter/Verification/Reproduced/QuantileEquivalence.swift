internal import Attest
internal import Glibc
internal import Record
internal import Score

/// Whether a percentile of two sets of samples is the same within a tolerance: two one-sided tests on the logarithm of the ratio.
///
/// Each percentile has its 95 % interval by order statistics, so the interval of the ratio that both give holds with 90 % at least whatever the
/// distributions are (Bonferroni), and each of the two tests errs in 5 % at most. Equivalent means that the whole interval lies within the
/// band, different that it lies outside; wide samples are neither. Source: Schuirmann, J. Pharmacokin. Biopharm. 15 (1987) 657.
struct QuantileEquivalence {
  /// Below so many samples on either side there is no interval: none of them may lie beyond the percentile with more than 2.5 %.
  static func leastSamples(percent: Int) -> Int {
    let rarer = Double(min(percent, 100 - percent)) / 100
    return Int((log(0.025) / log(1 - rarer)).rounded(.up))
  }

  let verdict: Verdict
  /// The ratio of the percentiles, here by recorded.
  let ratio: Double
  /// The interval of the ratio.
  let interval: (low: Double, high: Double)

  enum Verdict: Equatable {
    case within
    case outside
    /// Not decided: about so many samples on each side would do, or `nil` where no number would.
    case undecided(needed: Int?)
  }

  /// The interval of a test over invocations, held against the band.
  init(_ test: RatioTest, tolerance: Double) {
    ratio = test.ratio
    interval = (test.low, test.high)
    verdict = QuantileEquivalence.verdict(interval, 1 + tolerance) ?? .undecided(needed: nil)
  }

  /// Medians of one process each spread by so much on one machine (measured on a shared host), so only more can be a difference.
  private static let spreadOfOneProcess = 0.5

  /// The same samples, taken by one process each: medians of one machine differ by so much, so that only more lies outside.
  var ofOneProcess: QuantileEquivalence {
    guard case .outside = verdict, !isBeyond(1 + QuantileEquivalence.spreadOfOneProcess) else { return self }
    return QuantileEquivalence(verdict: .undecided(needed: nil), ratio: ratio, interval: interval)
  }

  /// Whether the whole interval lies beyond so many times, either way.
  func isBeyond(_ factor: Double) -> Bool { interval.low > factor || interval.high < 1 / factor }

  private init(verdict: Verdict, ratio: Double, interval: (low: Double, high: Double)) {
    (self.verdict, self.ratio, self.interval) = (verdict, ratio, interval)
  }

  /// `nil` where the interval crosses an end of the band.
  private static func verdict(_ interval: (low: Double, high: Double), _ most: Double) -> Verdict? {
    if interval.low >= 1 / most, interval.high <= most { return .within }
    return interval.low > most || interval.high < 1 / most ? .outside : nil
  }

  /// - Parameter percent: Which percentile, from 1 to 99; 50 is the median.
  /// - Returns: `nil` where it is not positive, or there are fewer than `leastSamples`.
  init?(recorded: [Double], here: [Double], percent: Int = 50, tolerance: Double) {
    guard let left = QuantileEquivalence.quantile(recorded, percent), let right = QuantileEquivalence.quantile(here, percent) else {
      return nil
    }
    ratio = right.value / left.value
    interval = (right.low / left.high, right.high / left.low)
    let most = 1 + tolerance
    if let decided = QuantileEquivalence.verdict(interval, most) {
      verdict = decided
    } else {
      let least = QuantileEquivalence.leastSamples(percent: percent)
      verdict = .undecided(
        needed: QuantileEquivalence.needed(ratio, interval, most, min(recorded.count, here.count)).map { max(least, $0) })
    }
  }

  /// Intervals shrink with the square root of the number of samples; they must fit between the ratio and the nearer end of the band.
  private static func needed(_ ratio: Double, _ interval: (low: Double, high: Double), _ most: Double, _ count: Int) -> Int? {
    let distance = max(ratio, 1 / ratio)
    guard distance < most, interval.low > 0 else { return nil }
    // For small shares the difference of ratios is that of logarithms.
    let (reach, room) = (max(interval.high / ratio, ratio / interval.low) - 1, most / distance - 1)
    let factor = reach / room
    let samples = (Double(count) * factor * factor).rounded(.up)
    return samples.isFinite && samples < 1e9 ? Int(samples) : nil
  }

  private static func quantile(_ samples: [Double], _ percent: Int) -> (value: Double, low: Double, high: Double)? {
    let sorted = samples.sorted()
    let ranks = OrderStatistics.interval95(count: sorted.count, percent: percent)
    guard let lower = ranks.lower, let upper = ranks.upper, sorted[lower - 1] > 0 else { return nil }
    return (sorted[OrderStatistics.nearestRank(count: sorted.count, percent: percent) - 1], sorted[lower - 1], sorted[upper - 1])
  }
}
