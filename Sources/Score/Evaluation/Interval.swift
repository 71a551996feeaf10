/// A closed interval of real numbers; a bound may be infinite where measurements do not bound it.
///
/// Operations round outward by one unit in the last place, so that the exact result always lies inside
/// (IEEE 1788-2015, section 4; Moore, Kearfott and Cloud, "Introduction to Interval Analysis", chapter 2).
public struct Interval: Sendable, Hashable {
  /// The lower bound; it belongs to the interval.
  public let low: Double
  /// The upper bound; it belongs to the interval.
  public let high: Double

  /// The interval between two bounds; `nil` when they are the wrong way round or not numbers.
  public init?(low: Double, high: Double) {
    guard low <= high else { return nil }
    self.init(unchecked: low, high)
  }

  private init(unchecked low: Double, _ high: Double) {
    self.low = low
    self.high = high
  }

  /// A single number.
  public init(_ number: Double) { self.init(unchecked: number, number) }

  /// All numbers: nothing is known.
  static let everything = Interval(unchecked: -.infinity, .infinity)

  /// The bounds one unit further out; an infinite bound stays.
  private static func outward(_ low: Double, _ high: Double) -> Interval {
    // ∞ − ∞ and 0 · ∞ say nothing about a bound.
    Interval(unchecked: low.isNaN ? -.infinity : low.nextDown, high.isNaN ? .infinity : high.nextUp)
  }

  /// The least interval around several numbers of an operation's corners.
  private static func hull(of corners: [Double]) -> Interval {
    guard !corners.contains(where: \.isNaN), let low = corners.min(), let high = corners.max() else {
      return Interval(unchecked: -.infinity, .infinity)
    }
    return outward(low, high)
  }

  static func + (left: Interval, right: Interval) -> Interval { outward(left.low + right.low, left.high + right.high) }
  static func - (left: Interval, right: Interval) -> Interval { outward(left.low - right.high, left.high - right.low) }
  static prefix func - (operand: Interval) -> Interval { Interval(unchecked: -operand.high, -operand.low) }

  static func * (left: Interval, right: Interval) -> Interval {
    hull(of: [left.low * right.low, left.low * right.high, left.high * right.low, left.high * right.high])
  }

  /// The quotient; `nil` when the divisor may be zero.
  func divided(by other: Interval) -> Interval? {
    guard other.low > 0 || other.high < 0 else { return nil }
    return Interval.hull(of: [low / other.low, low / other.high, high / other.low, high / other.high])
  }

  /// The image under a function that never decreases and has no rounding error.
  func mapped(_ function: (Double) -> Double) -> Interval { Interval(unchecked: function(low), function(high)) }

  var magnitude: Interval {
    if low >= 0 { return self }
    if high <= 0 { return -self }
    return Interval(unchecked: 0, Swift.max(-low, high))
  }

  func min(_ other: Interval) -> Interval { Interval(unchecked: Swift.min(low, other.low), Swift.min(high, other.high)) }
  func max(_ other: Interval) -> Interval { Interval(unchecked: Swift.max(low, other.low), Swift.max(high, other.high)) }

  /// The least interval that holds both.
  func union(_ other: Interval) -> Interval { Interval(unchecked: Swift.min(low, other.low), Swift.max(high, other.high)) }
}
