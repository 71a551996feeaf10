internal import Kernels

/// The place in a series where its level most likely changed, and how often chance alone shows as much.
///
/// The greatest standardised difference of means before and after, judged by permutations of the series: of runs that are alike in all
/// but their order, at most the stated share shows a change, whatever their distribution. All orders up to 7 runs, else 9,999 drawn.
struct ChangePoint {
  /// The first place after the change.
  let at: Int
  let p: Double

  /// The fewest runs of which an order can be told from chance at 5 %.
  static let fewest = 5
  static let draws = 9999

  /// `nil` with fewer than five runs.
  init?(_ series: [Double], seed: UInt64) {
    guard series.count >= ChangePoint.fewest else { return nil }
    let sorted = series.sorted()
    let observed = ChangePoint.statistic(series)
    at = observed.at
    let bound = observed.value - 1e-12 * max(1, abs(observed.value))
    var hash = ContentHash()
    for value in sorted { hash.add(value) }
    var stream = hash.stream(seed: seed)
    if series.count <= 7 {
      var (reached, total) = (0, 0)
      ChangePoint.permutations(sorted) { order in
        total += 1
        if ChangePoint.statistic(order).value >= bound { reached += 1 }
      }
      p = Double(reached) / Double(max(1, total))
    } else {
      var (order, reached) = (sorted, 1)
      for _ in 0..<ChangePoint.draws {
        stream.shuffle(&order)
        if ChangePoint.statistic(order).value >= bound { reached += 1 }
      }
      p = Double(reached) / Double(ChangePoint.draws + 1)
    }
  }

  /// Of all places the one with the greatest |difference of means| · √(before · after / all).
  static func statistic(_ series: [Double]) -> (at: Int, value: Double) {
    let total = series.reduce(0, +)
    var (before, best) = (0.0, (at: 1, value: -1.0))
    for place in 1..<series.count {
      before += series[place - 1]
      let (left, right) = (Double(place), Double(series.count - place))
      let value = abs(before / left - (total - before) / right) * (left * right / Double(series.count)).squareRoot()
      if value > best.value { best = (place, value) }
    }
    return best
  }

  /// Every order of a series (Heap's method).
  private static func permutations(_ series: [Double], _ take: ([Double]) -> Void) {
    var (order, counts, place) = (series, [Int](repeating: 0, count: series.count), 1)
    take(order)
    while place < series.count {
      if counts[place] < place {
        order.swapAt(place.isMultiple(of: 2) ? 0 : counts[place], place)
        take(order)
        counts[place] += 1
        place = 1
      } else {
        counts[place] = 0
        place += 1
      }
    }
  }
}
