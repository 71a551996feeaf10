internal import Kernels
internal import Record

/// What more items of the kind would give a number that follows from sums over items, such as BLEU: its units are drawn anew with a seed.
///
/// A unit is a cluster, or an item without one, and is drawn with all its items in all trials. The ends are those of the expanded percentile
/// interval of `Bootstrap`. More than `mostGroups` units are dealt into as many groups by the same seed, which are drawn in their place: the
/// order of the items says nothing then.
struct TotalInterval {
  private let total: Scorer.Total
  /// For each trial, for each group of units, the sums of the parts.
  private var sums: [[[Int]]]
  private let unitCount: Int
  private var stream: RandomStream

  /// The most groups of units that are drawn.
  static let mostGroups = 200
  /// The largest sum of a part over all items that is drawn from.
  private static let largest = 1 << 52

  /// - Throws: Why the items say nothing about others.
  init(_ items: ItemScores, of total: Scorer.Total, key: StreamKey) throws(MissingValue) {
    (self.total, stream, unitCount) = (total, RandomStream(key), items.unitCount)
    let groups = min(items.unitCount, TotalInterval.mostGroups)
    guard groups > 1 else { throw MissingValue("one unit says nothing about others") }
    var places = Array(0..<items.unitCount)
    if groups < places.count {
      for index in places.indices.dropFirst() { places.swapAt(index, Int(stream.integer(below: UInt64(index + 1)))) }
    }
    sums = []
    for trial in items.trials {
      var table = [[Int]](repeating: [Int](repeating: 0, count: total.parts.count), count: groups)
      for (part, name) in total.parts.enumerated() {
        for observation in trial[name] ?? [] { try TotalInterval.add(observation, to: &table[places[observation.unit] % groups][part]) }
      }
      sums.append(table)
    }
  }

  private static func add(_ observation: ItemScores.Observation, to sum: inout Int) throws(MissingValue) {
    guard let count = Int(exactly: observation.score), count.magnitude <= largest, sum.magnitude <= largest else {
      throw MissingValue("its parts are no counts")
    }
    // checked: both are within 2^52.
    sum += count
  }

  /// The interval around the estimate, or why there is none.
  ///
  /// Complexity: O(draws · units · parts).
  func interval(around estimate: Double) throws(MissingValue) -> PopulationInterval {
    var stream = stream
    let groups = sums.first?.count ?? 0
    var values: [Double] = []
    for _ in 0..<Bootstrap.draws {
      let drawn = (0..<groups).map { _ in Int(stream.integer(below: UInt64(groups))) }
      guard let value = value(of: drawn) else { continue }
      values.append(value)
    }
    // A draw without a value, such as one without any item to be refused, says nothing.
    guard values.count * 20 >= Bootstrap.draws * 19, let least = values.min(), let most = values.max(), least < most else {
      throw MissingValue("its items, drawn anew, give no other value")
    }
    values.sort()
    let rank = min(Bootstrap.lowerRank(count: groups), (values.count + 1) / 2)
    return PopulationInterval(
      .bootstrap, low: min(values[rank - 1], estimate), high: max(values[values.count - rank], estimate), units: unitCount)
  }

  /// The mean over the trials of the number that drawn groups give.
  private func value(of drawn: [Int]) -> Double? {
    var mean = 0.0
    for trial in sums {
      var totals = [Int](repeating: 0, count: total.parts.count)
      for group in drawn { for part in totals.indices { totals[part] &+= trial[group][part] } }
      let named = Dictionary(zip(total.parts, totals.map { Rational($0) })) { first, _ in first }
      guard let value = total.value(named), value.isFinite else { return nil }
      mean += value / Double(sums.count)
    }
    return mean
  }
}

extension MetricDerivation {
  /// The total of a scorer of an evaluation that a result is; `nil` for other results.
  static func total(_ name: String, of node: Node) -> Scorer.Total? {
    guard case .evaluate(let work) = node.work else { return nil }
    for entry in work.scorers {
      let totals = Scorer.named(entry.name, revision: entry.revision)?.totals ?? []
      if let total = totals.first(where: { $0.output.name.utf8.elementsEqual(name.utf8) }) { return total }
    }
    return nil
  }
}
