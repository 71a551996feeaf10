extension Sampling {
  /// What the rule says after some samples.
  public enum Decision: Sendable, Hashable {
    /// One more sample is needed.
    case `continue`
    /// The samples are enough, for this reason.
    case stop(TrialMeasurement.Stopped)
  }

  /// What the rule says after these samples (nanoseconds, in the order they were taken).
  ///
  /// A pure function of plan and samples: who measures and who verifies get the same answer. Complexity: O(n log n); while samples come
  /// in one by one, `SamplingProgress` gives the same answers for less.
  public func decision(after samples: [UInt64]) -> Decision {
    var progress = SamplingProgress(self)
    progress.replace(by: samples)
    return progress.decision
  }

  /// The first number of samples at which the rule stops, and why; `nil` when it would go on after all of them.
  ///
  /// A series is honest when this is its whole length and the recorded reason. Complexity: O(n log n).
  public func firstStop(in samples: [UInt64]) -> (count: Int, reason: TrialMeasurement.Stopped)? {
    var ranks = RankTree(samples)
    var spent: UInt64 = 0
    for (index, sample) in samples.enumerated() {
      ranks.add(sample)
      let (sum, overflow) = spent.addingReportingOverflow(sample)
      spent = overflow ? .max : sum
      if case .stop(let reason) = decision(count: index + 1, spent: spent, { ranks.sample(ofRank: $0) }) { return (index + 1, reason) }
    }
    return nil
  }

  /// What the rule says after so many samples that took so long together.
  ///
  /// - Parameter sample: The sample of a rank, from 1.
  fileprivate func decision(count: Int, spent: UInt64, _ sample: (Int) -> UInt64) -> Decision {
    if count >= min, let ci95, isWithin(ci95, MedianInterval(count: count, sample)) { return .stop(.rule) }
    if count >= max { return .stop(.max) }
    if count >= min, let budget, spent >= budget.value { return .stop(.budget) }
    return .continue
  }

  /// Whether the interval reaches no further than the share of the median on each side; decided exactly.
  private func isWithin(_ share: Rational, _ median: MedianInterval?) -> Bool {
    guard let median, median.value > 0 else { return false }
    guard let ratio = Rational(Int128(median.reach), over: Int128(median.value)) else { return false }
    return !(share < ratio)
  }
}

/// The median of samples with its 95 % interval by order statistics, nanoseconds.
private struct MedianInterval {
  let value: UInt64
  let low: UInt64
  let high: UInt64

  /// The wider side.
  var reach: UInt64 { Swift.max(value - low, high - value) }

  /// `nil` before there are enough samples (6) to bound it on both sides.
  init?(count: Int, _ sample: (Int) -> UInt64) {
    let ranks = OrderStatistics.interval95(count: count, percent: 50)
    guard let lower = ranks.lower, let upper = ranks.upper else { return nil }
    value = sample(OrderStatistics.nearestRank(count: count, percent: 50))
    low = sample(lower)
    high = sample(upper)
  }
}

/// Samples that come in one by one, with the one of any rank in logarithmic time: a Fenwick tree over all values that will come.
private struct RankTree {
  private let values: [UInt64]
  private let places: [UInt64: Int]
  private var counts: [Int]

  init(_ samples: [UInt64]) {
    values = Set(samples).sorted()
    places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0 + 1) })
    counts = [Int](repeating: 0, count: values.count + 1)
  }

  mutating func add(_ sample: UInt64) {
    var place = places[sample] ?? counts.count
    while place < counts.count {
      counts[place] += 1
      place += place & -place
    }
  }

  /// The sample of a rank, from 1; there must be as many.
  func sample(ofRank rank: Int) -> UInt64 {
    var (place, rest) = (0, rank)
    var step = 1 << (Int.bitWidth - 1 - counts.count.leadingZeroBitCount)
    while step > 0 {
      if place + step < counts.count, counts[place + step] < rest {
        place += step
        rest -= counts[place]
      }
      step >>= 1
    }
    return values[Swift.min(place, values.count - 1)]
  }
}

/// The samples of one trial as they come in, with the answer of its sampling rule.
///
/// In this order: the interval's rule (`rule`), the greatest number (`max`), the time spent (`budget`). Rule and budget need `min`
/// samples first; the greatest number never waits.
public struct SamplingProgress: Sendable {
  private let rule: Sampling
  private var sorted: [UInt64] = []
  /// The time that went into samples so far, nanoseconds; stays at the greatest value rather than overflow.
  public private(set) var spent: UInt64 = 0

  /// The progress of a rule before the first sample.
  public init(_ rule: Sampling) { self.rule = rule }

  /// The number of samples so far.
  public var count: Int { sorted.count }

  /// Takes in one more sample, nanoseconds.
  ///
  /// Complexity: O(log n) comparisons and O(n) moves.
  public mutating func add(_ sample: UInt64) {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] <= sample { low = middle + 1 } else { high = middle }
    }
    sorted.insert(sample, at: low)
    spend(sample)
  }

  mutating func replace(by samples: [UInt64]) {
    sorted = samples.sorted()
    spent = 0
    for sample in samples { spend(sample) }
  }

  private mutating func spend(_ sample: UInt64) {
    let (sum, overflow) = spent.addingReportingOverflow(sample)
    spent = overflow ? .max : sum
  }

  /// What the rule says now.
  public var decision: Sampling.Decision { rule.decision(count: count, spent: spent) { sorted[$0 - 1] } }

  /// The median and its 95 % interval, nanoseconds; `nil` before there are enough samples (6) to bound it on both sides.
  public var median: (value: UInt64, low: UInt64, high: UInt64)? {
    MedianInterval(count: count) { sorted[$0 - 1] }.map { ($0.value, $0.low, $0.high) }
  }

  /// The wider side of the interval as a share of the median, for showing progress; `nil` before there is an interval.
  public var halfWidth: Double? {
    guard let median, median.value > 0 else { return nil }
    // checked: the samples are sorted, so the median lies in its interval.
    return Double(Swift.max(median.value - median.low, median.high - median.value)) / Double(median.value)
  }
}
