public import Record

/// Whether two measurements of invocations differ: Welch's interval of their ratio.
///
/// Welch, "The generalization of 'Student's' problem when several different population variances are involved" (Biometrika 34, 1947), on
/// logarithms, so that the interval is one of the ratio. Two runs are draws of invocations; what varies within a run is in each of them.
public struct RatioTest: Sendable, Hashable {
  /// The second by the first.
  public let ratio: Double
  /// The lower end of the interval of the ratio.
  public let low: Double
  /// The upper end.
  public let high: Double

  /// Runs of one machine differ by as much for reasons that no invocation shows; a difference has to lie beyond.
  public static let margin = 1.01
  /// What a comparison is wrong in at most when nothing differs, over all its tests.
  static let level = 0.05

  /// The test of one of several measurements that are compared together (Bonferroni).
  ///
  /// - Returns: `nil` where either was taken in one process, or a value is not positive.
  public init?(_ left: MetricValue, _ right: MetricValue, tests: Int) {
    guard let mine = left.spread, let theirs = right.spread, mine.logarithmic, theirs.logarithmic, left.estimate.value > 0,
      right.estimate.value > 0, mine.invocations > 1, theirs.invocations > 1
    else { return nil }
    self.init(
      ratio: right.estimate.value / left.estimate.value, (mine.error, mine.invocations), (theirs.error, theirs.invocations),
      within: 1 - RatioTest.level / Double(max(1, tests)))
  }

  /// The interval of the ratio of what invocations gave, with this confidence; `nil` with fewer than two of each, or where one is not positive.
  public init?(_ left: [Double], _ right: [Double], within share: Double) {
    guard let mine = TwoLevel(left.map { TwoLevel.Part(value: $0) }), let theirs = TwoLevel(right.map { TwoLevel.Part(value: $0) }),
      mine.spread.logarithmic, theirs.spread.logarithmic
    else { return nil }
    self.init(
      ratio: theirs.value / mine.value, (mine.spread.error, mine.spread.invocations), (theirs.spread.error, theirs.spread.invocations),
      within: share)
  }

  private init(ratio: Double, _ left: (error: Double, count: Int), _ right: (error: Double, count: Int), within share: Double) {
    self.ratio = ratio
    let (first, second) = (left.error * left.error, right.error * right.error)
    let sum = first + second
    guard sum > 0 else {
      (low, high) = (ratio, ratio)
      return
    }
    let shares = first * first / Double(left.count - 1) + second * second / Double(right.count - 1)
    let reach = StudentT.point(within: share, freedom: max(1, sum * sum / shares)) * sum.squareRoot()
    let factor = ScoreMath.exponential(DoubleDouble(reach))
    (low, high) = (ratio / factor, ratio * factor)
  }

  /// Whether the two differ beyond the margin, whatever the intervals leave open.
  public var isDifferent: Bool { low > RatioTest.margin || high < 1 / RatioTest.margin }

  /// With fewer invocations the formula promises too much.
  private static let fewest = 4

  /// How many invocations each of two runs needs, so that a change by `ratio` is found with a power of 90 %.
  ///
  /// The least n from 4 on with (t₁₋ₐ + t₀.₉) s √(2/n) ≤ ln(ratio) − ln(margin), t of 2n − 2 degrees of freedom.
  /// - Parameters:
  ///   - ratio: The change, above the margin: 1.03 for a slowdown of 3 %.
  ///   - deviation: What invocations spread by, as a share.
  ///   - tests: How many measurements are compared together.
  /// - Returns: `nil` where 1,000 do not suffice, or the change is within the margin.
  public static func invocations(toFind ratio: Double, deviation: Double, tests: Int = 1) -> Int? {
    let room = (ScoreMath.logarithm(ratio) - ScoreMath.logarithm(margin)).rounded
    guard room > 0, deviation.isFinite else { return nil }
    return (RatioTest.fewest...Sampling.mostInvocations).first { count in
      let freedom = Double(2 * count - 2)
      let reach =
        StudentT.point(within: 1 - level / Double(max(1, tests)), freedom: freedom) + StudentT.point(within: 0.8, freedom: freedom)
      return reach * deviation * (2 / Double(count)).squareRoot() <= room
    }
  }
}

extension StudentT {
  /// The t within which |T| lies with a probability below 1: doublings until it is enclosed, then 60 halvings.
  static func point(within share: Double, freedom: Double) -> Double {
    var (low, high) = (0.0, 2.0)
    while high < 1e6, probability(within: high, freedom: freedom) < share { (low, high) = (high, high * 2) }
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if probability(within: middle, freedom: freedom) < share { low = middle } else { high = middle }
    }
    return high
  }
}
