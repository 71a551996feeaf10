import Record
import Testing

@Suite struct OrderStatisticsTests {
  /// From SciPy's binomial distribution: the greatest l with P(B < l) ≤ 0.025 and the least u with P(B ≥ u) ≤ 0.025.
  @Test(
    arguments: [
      (1, 50, nil, nil), (5, 50, nil, nil), (5, 90, 3, nil), (6, 50, 1, 6), (6, 99, 5, nil), (10, 50, 2, 9), (11, 50, 2, 10),
      (11, 90, 8, nil),
      (60, 50, 22, 39), (60, 90, 49, 59), (60, 95, 53, nil), (100, 50, 40, 61), (100, 90, 84, 96), (100, 95, 90, 100), (100, 99, 97, nil),
      (299, 50, 133, 167), (367, 99, 359, nil), (368, 99, 360, 368), (1000, 50, 469, 532), (1000, 95, 936, 964), (1000, 99, 983, 997),
      (10_000, 50, 4902, 5099), (10_000, 90, 8941, 9059), (10_000, 99, 9880, 9920), (100_000, 50, 49_690, 50_311),
      (100_000, 99, 98_938, 99_062),
    ] as [(Int, Int, Int?, Int?)])
  func `ranks agree with the binomial distribution`(count: Int, percent: Int, lower: Int?, upper: Int?) {
    #expect(OrderStatistics.interval95(count: count, percent: percent) == OrderStatistics.Ranks(lower: lower, upper: upper))
  }

  @Test(arguments: [(0, 50), (-1, 50), (10, 0), (10, 100), (10, -5)])
  func `what has no percentile has no ranks`(count: Int, percent: Int) {
    #expect(OrderStatistics.interval95(count: count, percent: percent) == OrderStatistics.Ranks(lower: nil, upper: nil))
  }

  @Test(arguments: [
    (1, 50, 1), (2, 50, 1), (3, 50, 2), (10, 50, 5), (11, 50, 6), (10, 90, 9), (100, 99, 99), (101, 99, 100), (.max, 99, .max),
  ])
  func `the nearest rank has its share of samples at or below it`(count: Int, percent: Int, rank: Int) {
    #expect(OrderStatistics.nearestRank(count: count, percent: percent) == rank)
  }
}
