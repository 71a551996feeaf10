public import Record

extension BundleDiff {
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

    /// Runs of one machine differ by so much without a reason that anybody could name, as a share.
    public static let band = 0.1

    /// What the two intervals say of the ratio of the quantities.
    public enum Verdict: Sendable, Hashable {
      /// The whole interval of the ratio lies within the band: equivalent.
      case within
      /// The whole interval of the ratio lies outside of the band: different.
      case outside
      /// The intervals are too wide to say.
      case undecided
    }

    /// Two one-sided tests on the ratio: its interval runs from the least that both intervals allow to the most.
    ///
    /// Source: Schuirmann, J. Pharmacokin. Biopharm. 15 (1987) 657.
    public var verdict: Verdict {
      guard left.low > 0, right.low > 0 else { return overlaps ? .undecided : .outside }
      // checked: these are binary64.
      let (low, high) = (right.low / left.high, right.high / left.low)
      let most = 1 + EstimateComparison.band
      if low >= 1 / most, high <= most { return .within }
      return low > most || high < 1 / most ? .outside : .undecided
    }

    /// Whether the intervals share a point.
    public var overlaps: Bool { left.low <= right.high && right.low <= left.high }
    /// B over A; `nil` where A is zero.
    public var ratio: Double? { left.value == 0 ? nil : right.value / left.value }
  }
}
