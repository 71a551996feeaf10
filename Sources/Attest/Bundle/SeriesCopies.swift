/// Looks for what one process measured among what others did: again as it was, in another order, or by a straight line.
///
/// How likely that is by chance is taken from the samples themselves, so that a clock with few values raises no alarm: the share of pairs of
/// samples that agree, the least step between samples as a share of their range, and 1/n, whichever is greatest, for each sample that agrees.
struct SeriesCopies {
  private var taken: Set<[UInt64]> = []
  private var sorted: Set<[UInt64]> = []
  private var neighbours: [[UInt64]] = []
  /// A bound on the chance of all agreements so far.
  private(set) var chance = 1.0
  /// How many series agree with an earlier one.
  private(set) var count = 0
  private var seen = 0.0

  /// What chance does less often than this is no chance.
  static let limit = 1e-6

  /// Whether what was found so far is no chance.
  var isBeyondChance: Bool { chance < SeriesCopies.limit }

  /// Takes in the samples of one more process, in their order.
  ///
  /// Complexity: O(n log n).
  mutating func add(_ samples: [UInt64]) {
    guard samples.count > 2 else { return }
    defer { seen += 1 }
    let order = samples.sorted()
    let step = Grain(order).share
    let isTaken = !taken.insert(samples).inserted
    if isTaken || neighbours.contains(where: { SeriesCopies.areOnALine($0, samples) }) {
      // The ends fix a line.
      note((2..<samples.count).reduce(1.0) { product, _ in product * step })
    } else if sorted.contains(order) {
      note((1...order.count).reversed().reduce(1.0) { $0 * min(1e300, Double($1) * step) })
    }
    sorted.insert(order)
    // The first, and the one before.
    neighbours = neighbours.prefix(1) + [samples]
  }

  /// Each of the series before could have been the one that agrees.
  private mutating func note(_ chance: Double) {
    self.chance *= min(1, chance * seen)
    count += 1
  }

  /// How far numbers may lie beside a line that were rounded after they were computed.
  private static let rounding = 2.0

  /// Whether the samples of one are those of the other, moved and stretched.
  private static func areOnALine(_ a: [UInt64], _ b: [UInt64]) -> Bool {
    guard a.count == b.count, let first = a.indices.min(by: { a[$0] < a[$1] }), let last = a.indices.max(by: { a[$0] < a[$1] }),
      let (low, high) = b.min().flatMap({ low in b.max().map { (low, $0) } }), a[last] > a[first],
      // Within so little every series is a line.
      high - low > 8
    else { return false }
    // checked: binary64.
    let run = Double(a[last]) - Double(a[first])
    let slope = (Double(b[last]) - Double(b[first])) / run
    return zip(a, b).allSatisfy { x, y in
      let expected = Double(b[first]) + slope * (Double(x) - Double(a[first]))
      return (Double(y) - expected).magnitude <= rounding
    }
  }
}

/// How finely a series of sorted samples tells one from another.
struct Grain {
  /// How often one sample agrees with another by chance, at most.
  let share: Double
  /// The share of pairs that are equal.
  let equal: Double

  init(_ sorted: [UInt64]) {
    // checked: sums and products of binary64; differences of sorted numbers.
    let count = Double(sorted.count)
    let pairs = count * (count - 1) / 2
    let range = (sorted.last ?? 0) - (sorted.first ?? 0)
    guard sorted.count > 1, range > 0 else {
      (share, equal) = (1, 1)
      return
    }
    let steps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
    equal = Grain.pairs(sorted, within: 0) / pairs
    let near = Grain.pairs(sorted, within: 4) / pairs
    let least = Double(steps.filter { $0 > 0 }.min() ?? 1)
    share = min(1, max(near, 1 / count, (4 + least) / Double(range)))
  }

  /// How many pairs lie within a distance.
  private static func pairs(_ sorted: [UInt64], within distance: UInt64) -> Double {
    var (start, sum) = (0, 0.0)
    for (end, sample) in sorted.enumerated() {
      while sample - sorted[start] > distance { start += 1 }
      sum += Double(end - start)
    }
    return sum
  }
}
