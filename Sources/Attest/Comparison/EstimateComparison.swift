public import Record

extension BundleDiff {
  /// An interval of the ratio of two measurements that covers what runs of one machine differ by, and what lies beyond it.
  public struct RatioInterval: Sendable, Hashable {
    /// The least that B is of A.
    public var low: Double
    /// The most that B is of A.
    public var high: Double
    /// Whether the ratio is another than 1 beyond chance.
    public var isDifferent: Bool

    /// An interval with its verdict.
    public init(low: Double, high: Double, isDifferent: Bool) {
      self.low = low
      self.high = high
      self.isDifferent = isDifferent
    }
  }

  /// Tests two measurements, of so many that are compared together; `nil` where one of them was taken in one process.
  public typealias RatioTesting = (_ left: MetricValue, _ right: MetricValue, _ tests: Int) -> RatioInterval?

  /// Two estimates of one quantity with their intervals.
  public struct EstimateComparison: Sendable, Hashable {
    /// The metric or branch.
    public var name: String
    /// The unit of both.
    public var unit: String
    /// The estimate in A.
    public var left: Estimate
    /// The estimate in B.
    public var right: Estimate
    /// The interval of the ratio over invocations; `nil` where either is about one run alone.
    public var ratioInterval: RatioInterval?
    /// Whether either was measured in one process, so that its interval holds within that run and says nothing of the machine.
    public var isOfOneRun = false

    /// Within so much of one another, as a share, two quantities are called the same.
    public static let band = 0.1

    /// Estimates without a test of their ratio spread by so much on one machine (measured on a shared host), so only more is a difference.
    private static let spreadOfRuns = 0.5

    /// What is known of the ratio of the quantities.
    public enum Verdict: Sendable, Hashable {
      /// The whole interval of the ratio lies within the band: equivalent.
      case within
      /// They differ beyond chance.
      case outside
      /// The intervals are too wide to say, or hold within one run alone.
      case undecided
    }

    /// Over invocations by the test of the ratio; else by the least and the most that both intervals allow.
    ///
    /// Of one process nothing is known.
    ///
    /// The band is two one-sided tests: Schuirmann, J. Pharmacokin. Biopharm. 15 (1987) 657.
    public var verdict: Verdict {
      if isOfOneRun { return .undecided }
      if let ratioInterval { return verdict(of: ratioInterval) }
      guard left.low > 0, right.low > 0 else { return overlaps ? .undecided : .outside }
      // checked: these are binary64.
      let (low, high) = (right.low / left.high, right.high / left.low)
      let most = 1 + EstimateComparison.spreadOfRuns
      return isWithinBand(low, high) ? .within : low > most || high < 1 / most ? .outside : .undecided
    }

    private func verdict(of interval: RatioInterval) -> Verdict {
      if interval.isDifferent { return .outside }
      return isWithinBand(interval.low, interval.high) ? .within : .undecided
    }

    private func isWithinBand(_ low: Double, _ high: Double) -> Bool {
      low >= 1 / (1 + EstimateComparison.band) && high <= 1 + EstimateComparison.band
    }

    /// Whether the intervals share a point.
    public var overlaps: Bool { left.low <= right.high && right.low <= left.high }
    /// B over A; `nil` where A is zero.
    public var ratio: Double? { left.value == 0 ? nil : right.value / left.value }
  }
}
