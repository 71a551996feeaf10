internal import Kernels

/// The 95 % interval of a mean by resampling its independent observations with a seed.
///
/// The expanded percentile interval (Hesterberg, "What Teachers Should Know about the Bootstrap", The American Statistician 69, 2015):
/// the ranks lie further out than 2.5 %, so that small samples get what Student's t with n − 1 degrees of freedom gives them.
enum Bootstrap {
  /// How many resamples are drawn.
  static let draws = 1999
  /// The most observations that are resampled: beyond, Student's interval is the same for all that matters.
  static let mostObservations = 2000

  /// The interval; `nil` with fewer than two observations.
  ///
  /// Complexity: O(draws · n).
  static func interval95(ofMeanOf numbers: [Double], _ key: StreamKey) -> Interval? {
    guard numbers.count > 1 else { return nil }
    var stream = RandomStream(key)
    let count = UInt64(numbers.count)
    let means = (0..<draws).map { _ in
      var sum = ExactAccumulator()
      for _ in 0..<count { sum.add(numbers[Int(stream.integer(below: count))]) }
      return sum.value / Double(count)
    }.sorted()
    let rank = lowerRank(count: numbers.count)
    return Interval(low: means[rank - 1], high: means[draws - rank])
  }

  /// The rank of the lower end, from 1.
  static func lowerRank(count: Int) -> Int {
    let n = Double(count)
    let reach = StudentT.reach95(freedom: n - 1) * (n / (n - 1)).squareRoot()
    let tail = (1 - Normal.probability(within: reach)) / 2
    return max(1, Int((tail * Double(draws + 1)).rounded(.down)))
  }
}
