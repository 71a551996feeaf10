public import Kernels
internal import Record

/// Two subjects over the same items: by how much the first is better, and whether that is more than chance.
///
/// The design decides the estimator. Each item counts once, with its mean over the trials; items of a cluster are one unit. One answer each
/// and no clusters make a table of right and wrong: McNemar's test and the interval of Bonett and Price. Else signs of the units' sums are
/// flipped, and the interval is that of the cluster-robust standard error of the differences.
public struct PairedDifference: Sendable, Hashable {
  /// How many items were paired.
  public let items: Int
  /// How many independent units they are.
  public let units: Int
  /// The mean of the differences, first minus second.
  public let mean: Double
  /// The 95 % interval of the difference for more items of the kind; `nil` where the units say nothing about others.
  public let low: Double?
  /// The upper end.
  public let high: Double?
  /// The standard error of the mean, and its degrees of freedom; `nil` where there is only one unit.
  public let error: Double?
  /// Satterthwaite's.
  public let freedom: Double?
  /// How many items only the first, and only the second, has right; absent where answers are more than right or wrong.
  public let split: Split?
  /// The two-sided p-value that counts: McNemar's mid-p, or that of the permutation of signs.
  public let p: Double
  /// Whether every permutation was gone through, or the distribution is known.
  public let isExact: Bool
  /// The least true difference that a design with this standard error finds with 80 % power at 5 %; `nil` without a standard error above 0.
  public let detectable: Double?

  /// Right and wrong, side by side.
  public struct Split: Sendable, Hashable {
    /// Items that only the first has right.
    public let first: Int
    /// Items that only the second has right.
    public let second: Int
    /// McNemar's test of them.
    public let test: McNemar
  }

  /// One item's scores with both subjects, each the mean over its trials.
  public struct Pair: Sendable, Hashable {
    /// The unit that the item belongs to, from 0.
    public var unit: Int
    /// The score of the first subject.
    public var first: Double
    /// The score of the second one.
    public var second: Double

    /// A pair of scores.
    public init(unit: Int, first: Double, second: Double) {
      self.unit = unit
      self.first = first
      self.second = second
    }
  }

  /// Compares the scores of pairs; `nil` without any.
  ///
  /// - Parameter key: The stream of the permutations, where there are too many to go through.
  /// Complexity: O(pairs), and O(9,999 · units) where permutations are drawn.
  public init?(_ pairs: [Pair], _ key: StreamKey) {
    let differences = pairs.map { $0.first - $0.second }
    guard let mean = Means.mean(.arithmetic, of: differences) else { return nil }
    let sums = PairedDifference.sums(pairs, differences, around: 0)
    let clustered = ClusteredMean(
      mean: mean,
      clusters: zip(PairedDifference.sums(pairs, differences, around: mean), PairedDifference.counts(pairs)).map {
        .init(weight: Double($1) / Double(pairs.count), residual: $0 / Double(pairs.count))
      })
    (items, units, self.mean) = (pairs.count, sums.count, mean)
    (error, freedom) = (clustered?.error, clustered?.freedom)
    // Where all differences are alike, nothing is known of the spread of others.
    detectable = clustered.flatMap {
      guard $0.error > 0 else { return nil }
      return ($0.error) * (StudentT.reach95(freedom: $0.freedom) + StudentT.quantile(within: 0.6, freedom: $0.freedom))
    }
    let split = PairedDifference.split(pairs, units: sums.count)
    self.split = split
    if let split {
      let interval = PairedShare.interval95(first: split.first, second: split.second, items: pairs.count)
      (low, high, p, isExact) = (min(interval.low, mean), max(interval.high, mean), split.test.midP, true)
    } else {
      let test = SignFlip(sums, key)
      let interval = (clustered?.error ?? 0) > 0 ? clustered?.interval95 : nil
      (low, high, p, isExact) = (interval?.low, interval?.high, test.value, test.isExact)
    }
  }

  /// The sum of the differences of each unit, in the order in which units first appear.
  private static func sums(_ pairs: [Pair], _ differences: [Double], around centre: Double) -> [Double] {
    var places: [Int: Int] = [:]
    var sums: [Double] = []
    for (pair, difference) in zip(pairs, differences) {
      let place = places[pair.unit] ?? sums.count
      if place == sums.count {
        places[pair.unit] = place
        sums.append(0)
      }
      sums[place] += difference - centre
    }
    return sums
  }

  private static func counts(_ pairs: [Pair]) -> [Int] {
    sums(pairs, pairs.map { _ in 1 }, around: 0).map { Int($0) }
  }

  /// The table of right and wrong, where each item is a unit and every score 0 or 1.
  private static func split(_ pairs: [Pair], units: Int) -> Split? {
    guard units == pairs.count, pairs.allSatisfy({ [0, 1].contains($0.first) && [0, 1].contains($0.second) }) else { return nil }
    let first = pairs.count { $0.first > $0.second }
    let second = pairs.count { $0.first < $0.second }
    return Split(first: first, second: second, test: McNemar(first: UInt64(first), second: UInt64(second)))
  }
}
