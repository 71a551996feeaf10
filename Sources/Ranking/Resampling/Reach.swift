internal import Score

/// How many standard errors a 95 % interval reaches to each side.
enum Reach {
  /// Student's t; beyond 1,000 degrees of freedom the normal distribution's.
  static func of(freedom: Double) -> Double {
    freedom > 1000 ? Normal.reach95 : StudentT.reach95(freedom: max(1, freedom))
  }

  /// The two-sided p-value of a distance in standard errors.
  static func p(distance: Double, freedom: Double) -> Double {
    guard distance < 40 else { return 0 }
    let within = freedom > 1000 ? Normal.probability(within: distance) : StudentT.probability(within: distance, freedom: max(1, freedom))
    return max(0, min(1, 1 - within))
  }
}
