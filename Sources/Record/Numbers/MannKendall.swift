/// How far numbers rise or fall one after another: Kendall's test of an order (Mann, "Nonparametric Tests Against Trend", Econometrica 13,
/// 1945).
///
/// Of numbers in no order, the pairs that rise less those that fall have the mean 0 and the variance n (n − 1)(2n + 5)/18, less where some are
/// equal. No outlier moves it.
public struct MannKendall: Sendable, Hashable {
  /// How many numbers there are.
  public let count: Int
  /// Pairs of which the later is greater, less those of which it is smaller.
  public let excess: Int

  /// The trend of numbers in their order.
  ///
  /// Complexity: O(n log n).
  public init(_ numbers: [some Comparable]) {
    count = numbers.count
    let order = numbers.sorted()
    var ranks: [Int] = []
    ranks.reserveCapacity(numbers.count)
    for number in numbers { ranks.append(MannKendall.rank(of: number, in: order)) }
    var (tree, sum) = ([Int](repeating: 0, count: numbers.count + 1), 0)
    for (seen, rank) in ranks.enumerated() {
      let (below, upTo) = (MannKendall.count(below: rank, in: tree), MannKendall.count(below: rank + 1, in: tree))
      // checked: each of these is at most the number of pairs.
      sum += below - (seen - upTo)
      MannKendall.add(rank, to: &tree)
    }
    excess = sum
  }

  /// Kendall's τ: the excess as a share of all pairs, 1 for numbers that only rise; 0 for fewer than two.
  // checked: binary64.
  public var share: Double { count > 1 ? 2 * Double(excess) / (Double(count) * Double(count - 1)) : 0 }

  /// The excess in standard deviations of numbers in no order; 0 for fewer than two.
  public var deviations: Double {
    guard count > 1 else { return 0 }
    let size = Double(count)
    return Double(excess) / (size * (size - 1) * (2 * size + 5) / 18).squareRoot()
  }

  /// How many numbers are below one.
  private static func rank<Number: Comparable>(of number: Number, in order: [Number]) -> Int {
    var (low, high) = (0, order.count)
    while low < high {
      let middle = low + (high - low) / 2
      if order[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private static func count(below rank: Int, in tree: [Int]) -> Int {
    var (place, sum) = (rank, 0)
    while place > 0 {
      sum += tree[place]
      place &= place - 1
    }
    return sum
  }

  private static func add(_ rank: Int, to tree: inout [Int]) {
    var place = rank + 1
    while place < tree.count {
      tree[place] += 1
      place += place & -place
    }
  }
}
