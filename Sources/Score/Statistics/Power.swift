/// What a number of items can show before any of them is asked: the normal approximation, two-sided 5 %, power 80 %.
public enum Power {
  /// The least difference between two shares near `share` that two independent runs of `items` each detect.
  ///
  /// (z₀.₉₇₅ + z₀.₈) √(2 p (1 − p) / n): 12.8 points for 200 items at 0.7. Paired runs over the same items detect less.
  public static func detectableDifference(items: Int, near share: Double) -> Double {
    guard items > 0 else { return .infinity }
    return (Normal.reach95 + Normal.power80) * (2 * share * (1 - share) / Double(items)).squareRoot()
  }

  /// The 95 % interval of more of the kind where every one of `items` independent items is right, or none is.
  public static func extremes(items: Int) -> (allRight: Double, noneRight: Double) {
    let n = Double(max(1, items))
    return (wilsonInterval(share: 1, count: n, reach: Normal.reach95).low, wilsonInterval(share: 0, count: n, reach: Normal.reach95).high)
  }

  /// The least number of items of which all are right before "at least `share`" can hold: n / (n + z²) ≥ share; `nil` where none does.
  public static func itemsNeeded(toShowAtLeast share: Double) -> Int? {
    guard share < 1 else { return nil }
    guard share > 0 else { return 1 }
    var count = max(1, Int((share * Normal.reach95 * Normal.reach95 / (1 - share)).rounded(.up)) - 1)
    while extremes(items: count).allRight < share { count += 1 }
    return count
  }
}
