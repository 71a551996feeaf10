internal import Record

/// Whether two sets of samples have medians that are the same within a tolerance: two one-sided tests on the logarithm of their ratio.
///
/// Each median has its 95 % interval by order statistics, so the interval of the ratio that both give holds with 90 % at least whatever the
/// distributions are (Bonferroni), and each of the two tests errs in 5 % at most. Equivalent means that the whole interval lies within the
/// band, different that it lies outside; wide samples are neither. Source: Schuirmann, J. Pharmacokin. Biopharm. 15 (1987) 657.
struct MedianEquivalence {
  /// Below so many samples on either side there is no interval.
  static let leastSamples = 6

  let verdict: Verdict
  /// The ratio of the medians, here by recorded.
  let ratio: Double
  /// The interval of the ratio.
  let interval: (low: Double, high: Double)

  enum Verdict: Equatable {
    case within
    case outside
    /// Not decided: about so many samples on each side would do, or `nil` where no number would.
    case undecided(needed: Int?)
  }

  /// - Returns: `nil` where a median is not positive, or there are fewer than `leastSamples`.
  init?(recorded: [Double], here: [Double], tolerance: Double) {
    guard let left = MedianEquivalence.median(recorded), let right = MedianEquivalence.median(here) else { return nil }
    ratio = right.value / left.value
    interval = (right.low / left.high, right.high / left.low)
    let most = 1 + tolerance
    if interval.low >= 1 / most, interval.high <= most {
      verdict = .within
    } else if interval.low > most || interval.high < 1 / most {
      verdict = .outside
    } else {
      verdict = .undecided(needed: MedianEquivalence.needed(ratio, interval, most, min(recorded.count, here.count)))
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
    return samples.isFinite && samples < 1e9 ? max(leastSamples, Int(samples)) : nil
  }

  private static func median(_ samples: [Double]) -> (value: Double, low: Double, high: Double)? {
    let sorted = samples.sorted()
    let ranks = OrderStatistics.interval95(count: sorted.count, percent: 50)
    guard let lower = ranks.lower, let upper = ranks.upper, sorted[lower - 1] > 0 else { return nil }
    return (sorted[OrderStatistics.nearestRank(count: sorted.count, percent: 50) - 1], sorted[lower - 1], sorted[upper - 1])
  }
}
