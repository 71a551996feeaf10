/// A search for the highest rate at which a server keeps its objectives, from windows that were measured: pure, so that it can be repeated.
///
/// It begins at the rate of a server that answers one query at a time, as its first window shows, so nobody has to guess. It doubles while the
/// objectives are kept, halves while they are not, and then takes the geometric middle until the bracket is narrow enough.
public struct RateSearch: Sendable, Hashable {
  /// How far the ends of the bracket may be apart, as a share of the lower.
  public let precision: Double
  /// The most windows.
  public let windows: Int

  /// What a window showed.
  public struct Window: Sendable, Hashable {
    /// Queries a second; 0 of the first window, a closed loop of one.
    public var rate: Double
    /// Whether it showed that the objectives are kept.
    public var isKept: Bool
    /// Queries a second of the first window.
    public var measured: Double

    /// A window.
    public init(rate: Double, isKept: Bool, measured: Double = 0) { (self.rate, self.isKept, self.measured) = (rate, isKept, measured) }
  }

  /// A search.
  public init(precision: Double, windows: Int) { (self.precision, self.windows) = (max(precision, 1e-6), max(2, windows)) }

  /// No driver sends more queries a second.
  public static let mostRate = 1_000_000.0
  /// The first window has at most so many queries, since they come one after another.
  public static let firstQueries = 32

  /// The rate of the next window, 0 for the closed loop of one that comes first; `nil` where the search is over.
  public func next(after windows: [Window]) -> Double? {
    guard let first = windows.first else { return 0 }
    guard windows.count < self.windows, first.measured > 0 else { return nil }
    let bracket = bracket(of: windows)
    switch (bracket.low, bracket.high) {
    case (nil, nil): return RateSearch.rounded(min(first.measured, RateSearch.mostRate))
    case (let low?, nil): return low >= RateSearch.mostRate ? nil : RateSearch.rounded(min(low * 2, RateSearch.mostRate))
    case (nil, let high?): return high * 32 <= first.measured ? nil : RateSearch.rounded(high / 2)
    case (let low?, let high?):
      guard high > low * (1 + precision) else { return nil }
      let middle = RateSearch.rounded((low * high).squareRoot())
      return middle > low && middle < high ? middle : nil
    }
  }

  /// The highest rate that was kept below every rate that was not, and the lowest that was not.
  public func bracket(of windows: [Window]) -> (low: Double?, high: Double?) {
    let tried = windows.dropFirst()
    let high = tried.filter { !$0.isKept }.map(\.rate).min()
    let low = tried.filter { $0.isKept && $0.rate < high ?? .infinity }.map(\.rate).max()
    return (low, high)
  }

  /// Three digits, so that a plan's rates read well; rounding is down.
  private static func rounded(_ rate: Double) -> Double {
    guard rate > 0, rate.isFinite else { return rate }
    var scale = 1.0
    while rate / scale >= 1000 { scale *= 10 }
    while rate / scale < 100 { scale /= 10 }
    return (rate / scale).rounded(.down) * scale
  }
}
