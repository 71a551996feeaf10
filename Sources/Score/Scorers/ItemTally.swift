internal import Kernels
public import Record

/// What the items of a trial add up to, one record after another, in memory that does not grow with them.
///
/// Sums are exact, so shards, order and resumption change nothing.
public struct ItemTally: Sendable {
  private let outputs: [Scorer.Output]
  private var counts: [ItemOutcome: UInt64] = [:]
  private var sums: [Sum]
  /// What becomes of items without a usable answer.
  private let errors: ErrorPolicy.Treatment

  /// The sum of one output: whole numbers as such while nothing else came, and everything exactly.
  private struct Sum {
    var ones: UInt64 = 0
    var isCount = true
    var exact = ExactAccumulator()

    mutating func add(_ score: Rational) {
      if score == Rational(1) { ones += 1 } else if score != Rational(0) { isCount = false }
      exact.add(score.real)
    }

    func mean(of count: UInt64) -> ResultValue.Content {
      isCount ? .share(of: U64(ones), total: U64(count)) : .number(exact.value / Double(count))
    }
  }

  /// An empty tally for the outputs of a scorer.
  public init(_ outputs: [Scorer.Output], errors: ErrorPolicy.Treatment = .stop) {
    self.outputs = outputs
    self.errors = errors
    sums = outputs.map { _ in Sum() }
  }

  /// Takes in an item.
  public mutating func add(_ item: ItemRecord) {
    counts[item.outcome, default: 0] += 1
    guard item.outcome.isScored || errors == .wrong else { return }
    for (index, output) in outputs.enumerated() {
      if let score = item.outcome.isScored ? item.scores[output.name] : output.worst { sums[index].add(score) }
    }
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
    return means + ItemOutcome.allCases.map { ResultValue($0.resultName, .replayed, .count(U64(count($0)))) }
  }
}
