/// What a number of items can show before any of them is asked: the normal approximation, two-sided 5 %, power 80 %.
public enum Power {
  /// The least difference between two shares near `share` that two independent runs of `items` each detect.
  ///
  /// (z₀.₉₇₅ + z₀.₈) √(2 p (1 − p) / n): 12.8 points for 200 items at 0.7. Paired runs over the same items detect less.
  public static func detectableDifference(items: Int, near share: Double) -> Double {
    guard items > 0 else { return .infinity }
    return (Normal.reach95 + Normal.power80) * (2 * share * (1 - share) / Double(items)).squareRoot()
  }

  /// The intervals of more of the kind at the ends: its low end where every item is right, its high end where none is.
  ///
  /// - Parameters:
  ///   - units: Independent items, or clusters of items.
  ///   - isIndependent: Whether each answer is a draw of its own; else Student's t takes the place of the normal distribution.
  public static func extremes(units: Int, isIndependent: Bool = true) -> (allRight: Double, noneRight: Double) {
    guard isIndependent || units > 1 else { return (0, 1) }
    let n = Double(max(1, units))
    let reach = isIndependent ? Normal.reach95 : StudentT.reach95(freedom: n - 1)
    return (wilsonInterval(share: 1, count: n, reach: reach).low, wilsonInterval(share: 0, count: n, reach: reach).high)
  }

  /// The least number of independent items of which all are right before "at least `share`" can hold: n / (n + z²) ≥ share.
  ///
  /// `nil` where no number is enough.
  public static func itemsNeeded(toShowAtLeast share: Double) -> Int? {
    guard share < 1 else { return nil }
    guard share > 0 else { return 1 }
    let estimate = share * Normal.reach95 * Normal.reach95 / (1 - share)
    guard estimate < 1e9 else { return nil }
    var count = max(1, Int(estimate.rounded(.up)) - 1)
    while extremes(units: count).allRight < share { count += 1 }
    return count
  }
}
