internal import Kernels
public import Record

/// What the items of a trial add up to, one record after another, in memory that does not grow with them.
///
/// Sums are exact, so shards, order and resumption change nothing.
public struct ItemTally: Sendable {
  private let outputs: [Scorer.Output]
  private var counts: [ItemOutcome: UInt64] = [:]
  private var sums: [Sum]
  private var totals: TotalSums
  private let groups: [Scorer.Group]
  private var grouping = ItemGroups()
  /// What becomes of items without a usable answer.
  private let errors: ErrorPolicy.Treatment

  /// The sum of one output: whole numbers as such while nothing else came, and everything exactly.
  private struct Sum {
    var ones: UInt64 = 0
    var isCount = true
    var exact = ExactAccumulator()

    mutating func add(_ score: Rational) {
      if isCount {
        if score == Rational(0) { return }
        if score == Rational(1) {
          ones += 1
          return
        }
        // The first score that is neither: what was counted so far comes along, and is exact.
        isCount = false
        exact.add(Double(ones))
      }
      exact.add(score.real)
    }

    func mean(of count: UInt64) -> ResultValue.Content {
      isCount ? .share(of: U64(ones), total: U64(count)) : .number(exact.value / Double(count))
    }
  }

  /// An empty tally for the outputs and totals of scorers.
  public init(
    _ outputs: [Scorer.Output], totals: [Scorer.Total] = [], groups: [Scorer.Group] = [], errors: ErrorPolicy.Treatment = .stop
  ) {
    self.outputs = outputs
    self.errors = errors
    self.totals = TotalSums(totals)
    self.groups = groups
    sums = outputs.map { _ in Sum() }
  }

  /// An empty tally for scorers, of their own outputs or of more.
  public init(_ outputs: [Scorer.Output]? = nil, of scorers: [Scorer], errors: ErrorPolicy.Treatment = .stop) {
    self.init(
      outputs ?? scorers.flatMap(\.outputs), totals: scorers.flatMap(\.totals), groups: scorers.flatMap(\.groups), errors: errors)
  }

  /// Takes in an item; a variant of one counts in its cluster alone.
  public mutating func add(_ item: ItemRecord) {
    if !groups.isEmpty { grouping.add(item) }
    guard item.variant == nil else { return }
    counts[item.outcome, default: 0] += 1
    guard item.outcome.isScored || errors == .wrong else { return }
    for (index, output) in outputs.enumerated() {
      if let score = item.outcome.isScored ? item.scores[output.name] : output.worst { sums[index].add(score) }
    }
    totals.add(item.scores)
  }

  /// How many items had an outcome.
  public func count(_ outcome: ItemOutcome) -> UInt64 { counts[outcome] ?? 0 }

  /// How many items came in.
  public var count: UInt64 { counts.values.reduce(0, +) }

  /// How many of them have scores.
  public var scored: UInt64 { counts.reduce(0) { $0 + ($1.key.isScored ? $1.value : 0) } }

  /// The mean of each output over the items that count, a share where every score is 0 or 1; and the number of items by outcome.
  ///
  /// The scored items count, and all where the others are treated as wrong.
  public var results: [ResultValue] {
    let counted = errors == .wrong ? count : scored
    let means = scored == 0 ? [] : zip(outputs, sums).map { ResultValue($0.name, .replayed, $1.mean(of: counted)) }
    return means + (scored == 0 ? [] : totals.results + grouped)
      + ItemOutcome.allCases.map { ResultValue($0.resultName, .replayed, .count(U64(count($0)))) }
  }

  private var grouped: [ResultValue] {
    groups.compactMap { group in
      group.value(grouping).map { ResultValue(group.output.name, .replayed, .number($0)) }
    }
  }
}
