internal import Kernels
public import Record

/// `etalon compare`: evaluations of the same items, pair by pair.
public struct EvaluationComparison: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:comparison:v1"
  /// Who is compared, in the order given.
  public var entrants: [Entrant]
  /// What is not comparable and why; nothing of it enters a test in silence.
  public var obstacles: [Obstacle]
  /// Each test of a pair on a metric, pairs in the order of the entrants.
  public var tests: [Test]
  /// Pairs over two releases of a bank, on one scale; absent where no bank was given.
  public var equated: [Equated]?

  /// An evaluation with its letter.
  public struct Entrant: Sendable, Hashable, Codable {
    /// `A`, `B` and so on.
    public var letter: String
    /// What the user called the bundle.
    public var bundle: String
    /// The id of the cell.
    public var cell: String
    /// The id of the subject in the plan.
    public var subject: String
    /// The digest of the dataset.
    public var dataset: Digest
    /// How many items it has.
    public var items: Int
  }

  /// Something that keeps two entrants from being compared as like with like.
  public struct Obstacle: Sendable, Hashable, Codable {
    /// The letters of the pair, or of one entrant.
    public var between: [String]
    /// What it is, in a clause.
    public var reason: String
    /// Whether there is no test because of it.
    public var isRefusal: Bool
  }

  /// A paired test of one metric.
  public struct Test: Sendable, Hashable, Codable {
    /// The letters of the pair.
    public var first, second: String
    /// The name of the metric.
    public var metric: String
    /// Which side is better.
    public var direction: Direction
    /// The means over the common items.
    public var means: [Double]
    /// The first minus the second.
    public var difference: Double
    /// The 95 % interval for more items of the kind; absent where the items say nothing about others.
    public var low: Double?
    /// The upper end.
    public var high: Double?
    /// How many items were paired, and how many independent units they are.
    public var items, units: Int
    /// How many items only the first, and only the second, has right.
    public var onlyFirst, onlySecond: Int?
    /// How the p-value was computed.
    public var method: Method
    /// The p-value of this test alone, two-sided.
    public var p: Double
    /// McNemar's exact p-value, where there is one.
    public var exactP: Double?
    /// The p-value after Holm over all tests of the comparison.
    public var holm: Double
    /// The least difference that this design finds with 80 % power at 5 %.
    public var detectable: Double?
  }

  /// How a p-value was computed.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// McNemar's test, mid-p.
    case mcnemar = "mcnemar-mid-p"
    /// All permutations of signs.
    case permutations
    /// 9,999 drawn permutations of signs.
    case drawn = "drawn-permutations"
  }

  /// Whether everything was compared as like with like.
  public var isClean: Bool { obstacles.isEmpty && !(tests.isEmpty && (equated ?? []).isEmpty) }
}

extension EvaluationComparison {
  /// Compares evaluations of the same items in pairs.
  ///
  /// Those with the same cell in several bundles belong together; others belong together by their dataset.
  /// - Parameters:
  ///   - sheets: The evaluations, each with the name of its bundle.
  ///   - seed: Of the permutations, where there are too many to go through.
  /// Complexity: O(pairs · items).
  public init(_ sheets: [(bundle: String, sheet: EvaluationSheet)], seed: UInt64) {
    entrants = sheets.enumerated().map { index, entry in
      Entrant(
        letter: EvaluationComparison.letter(index), bundle: entry.bundle, cell: entry.sheet.cell, subject: entry.sheet.subject,
        dataset: entry.sheet.dataset, items: entry.sheet.items.count)
    }
    obstacles = []
    tests = []
    for group in EvaluationComparison.groups(sheets) {
      for (place, first) in group.enumerated() {
        for second in group.dropFirst(place + 1) { compare(first, second, sheets, StreamKey(key: seed, high: 0x6574_616C_6F6E)) }
      }
      if group.count == 1, let only = group.first {
        obstacles.append(
          Obstacle(
            between: [entrants[only].letter], reason: "nothing to compare with: no other evaluation of its cell or dataset", isRefusal: true
          ))
      }
    }
    for (index, value) in holmAdjusted(tests.map(\.p)).enumerated() { tests[index].holm = value }
  }

  /// `A` to `Z`, then `A2` and so on.
  private static func letter(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
    return index < 26 ? letter : letter + "\(index / 26 + 1)"
  }

  /// The positions of evaluations that belong together, in the order in which they first appear.
  private static func groups(_ sheets: [(bundle: String, sheet: EvaluationSheet)]) -> [[Int]] {
    var bundlesOfCell: [String: Set<String>] = [:]
    for entry in sheets { bundlesOfCell[entry.sheet.cell, default: []].insert(entry.bundle) }
    var order: [String] = []
    var groups: [String: [Int]] = [:]
    for (index, entry) in sheets.enumerated() {
      let isShared = (bundlesOfCell[entry.sheet.cell]?.count ?? 0) > 1
      let key = isShared ? "cell " + entry.sheet.cell : "dataset " + entry.sheet.dataset.hex
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(index)
    }
    return order.compactMap { groups[$0] }
  }

  private mutating func compare(
    _ first: Int, _ second: Int, _ sheets: [(bundle: String, sheet: EvaluationSheet)], _ key: StreamKey
  ) {
    let (mine, theirs) = (sheets[first].sheet, sheets[second].sheet)
    let letters = [entrants[first].letter, entrants[second].letter]
    func obstacle(_ reason: String, isRefusal: Bool = false) -> Obstacle {
      Obstacle(between: letters, reason: reason, isRefusal: isRefusal)
    }
    let positions: [Int]
    switch mine.common(with: theirs) {
    case .failure(let fault):
      obstacles.append(obstacle(fault.reason, isRefusal: true))
      return
    case .success(let found): positions = found
    }
    obstacles += mine.differences(from: theirs).map { obstacle($0) }
    if mine.items.count != theirs.items.count {
      obstacles.append(
        obstacle("they have \(mine.items.count) and \(theirs.items.count) items; the \(positions.count) common ones are compared"))
    }
    for metric in mine.metrics where theirs.metrics.contains(where: { $0.name == metric.name }) {
      let pairs = EvaluationComparison.pairs(mine, theirs, positions, metric.name)
      guard let found = PairedDifference(pairs, key) else {
        obstacles.append(obstacle("no item has a score `\(metric.name)` in both"))
        continue
      }
      if pairs.count < positions.count {
        obstacles.append(obstacle("\(positions.count - pairs.count) of \(positions.count) items have no `\(metric.name)` in one of them"))
      }
      tests.append(Test(found, letters, metric.name, metric.direction, pairs))
    }
  }

  private static func pairs(
    _ mine: EvaluationSheet, _ theirs: EvaluationSheet, _ positions: [Int], _ name: String
  ) -> [PairedDifference.Pair] {
    var units: [String: Int] = [:]
    var count = 0
    return positions.compactMap { position in
      guard let left = mine.items[position], let first = left.mean(name), let second = theirs.items[position]?.mean(name) else {
        return nil
      }
      var unit = count
      if let cluster = left.cluster { unit = units[cluster] ?? count }
      if unit == count {
        count += 1
        if let cluster = left.cluster { units[cluster] = unit }
      }
      return PairedDifference.Pair(unit: unit, first: first, second: second)
    }
  }
}

extension EvaluationComparison.Test {
  fileprivate init(
    _ found: PairedDifference, _ letters: [String], _ metric: String, _ direction: Direction, _ pairs: [PairedDifference.Pair]
  ) {
    self.init(
      first: letters[0], second: letters[1], metric: metric, direction: direction,
      means: [pairs.map(\.first), pairs.map(\.second)].map { Means.mean(.arithmetic, of: $0) ?? 0 }, difference: found.mean, low: found.low,
      high: found.high, items: found.items, units: found.units, onlyFirst: found.split?.first, onlySecond: found.split?.second,
      method: found.split != nil ? .mcnemar : found.isExact ? .permutations : .drawn, p: found.p, exactP: found.split?.test.exact,
      holm: found.p, detectable: found.detectable)
  }
}
