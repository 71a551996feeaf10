internal import Kernels
public import Record

/// What perturbed items add up to beside the items themselves, one record after another, in memory that does not grow with them.
///
/// The records of an item's variants follow its own, in the order of the plan. Sums are exact. `docs/prompts.md` defines each result.
public struct VariantTally: Sendable {
  private let outputs: [Scorer.Output]
  private let variants: [String]
  private var tallies: [OutputTally]
  private var consistency = Mean()
  private var original: ItemRecord?
  private var perturbed: [String: ItemRecord] = [:]

  /// An empty tally.
  ///
  /// - Parameters:
  ///   - outputs: The outputs of the scorers.
  ///   - variants: The names of the perturbations.
  public init(_ outputs: [Scorer.Output], variants: [String]) {
    (self.outputs, self.variants) = (outputs, variants)
    tallies = outputs.map { _ in OutputTally(variants.count) }
  }

  /// Takes in an item or one of its variants.
  public mutating func add(_ record: ItemRecord) {
    guard !variants.isEmpty else { return }
    if let variant = record.variant {
      perturbed[variant] = record
    } else {
      close()
      original = record
    }
  }

  /// The results, where there is something to say: of each output the mean under each variant, the drop, and the worst.
  public var results: [ResultValue] {
    var tally = self
    tally.close()
    guard !variants.isEmpty else { return [] }
    return zip(outputs, tally.tallies).flatMap { $1.results(of: $0, variants) } + tally.consistency.result("consistency")
  }

  /// Adds up the item that came last with its variants.
  private mutating func close() {
    guard let original else { return }
    let records = variants.map { perturbed[$0] }
    for index in outputs.indices {
      func score(_ record: ItemRecord?) -> Rational? {
        guard let record, record.outcome.isScored else { return nil }
        return record.scores[outputs[index].name]
      }
      tallies[index].add(score(original), records.map(score), better: outputs[index].better)
    }
    let all = [original] + records.compactMap(\.self)
    if all.count == variants.count + 1, all.allSatisfy(\.outcome.isScored) {
      consistency.add(all.allSatisfy { $0.outcome == original.outcome && $0.scores == original.scores } ? Rational(1) : Rational(0))
    }
    self.original = nil
    perturbed.removeAll(keepingCapacity: true)
  }
}

/// What one output of a scorer adds up to.
private struct OutputTally {
  private var means: [Mean]
  private var drops: [Mean]
  private var worst = Mean()
  private var drop = Mean()

  init(_ variants: Int) {
    means = (0..<variants).map { _ in Mean() }
    drops = means
  }

  mutating func add(_ original: Rational?, _ perturbed: [Rational?], better: Direction) {
    for (index, score) in perturbed.enumerated() {
      guard let score else { continue }
      means[index].add(score)
      if let original { drops[index].add(original, minus: score, better) }
    }
    let scores = perturbed.compactMap(\.self)
    guard let original, scores.count == perturbed.count else { return }
    let least = scores.reduce(original) { better == .higher ? min($0, $1) : max($0, $1) }
    worst.add(least)
    drop.add(original, minus: least, better)
  }

  func results(of output: Scorer.Output, _ variants: [String]) -> [ResultValue] {
    let each = variants.indices.flatMap { index in
      means[index].result("\(output.name)-\(variants[index])") + drops[index].result("\(output.name)-drop-\(variants[index])")
    }
    return each + worst.result("\(output.name)-worst") + drop.result("\(output.name)-drop")
  }
}

/// A mean of exact numbers: a share where each is 0 or 1.
private struct Mean {
  private var count: UInt64 = 0
  private var ones: UInt64 = 0
  private var isShare = true
  private var sum = ExactAccumulator()

  mutating func add(_ value: Rational) {
    count += 1
    if value == Rational(1) { ones += 1 } else if value != Rational(0) { isShare = false }
    sum.add(value.real)
  }

  /// Adds how far a score lies on the worse side of another.
  mutating func add(_ score: Rational, minus other: Rational, _ better: Direction) {
    count += 1
    isShare = false
    let sign: Double = better == .higher ? 1 : -1
    sum.add(sign * score.real)
    sum.add(-sign * other.real)
  }

  /// A result of a name; none where nothing came in.
  func result(_ name: String) -> [ResultValue] {
    guard count > 0 else { return [] }
    return [ResultValue(name, .replayed, isShare ? .share(of: U64(ones), total: U64(count)) : .number(sum.value / Double(count)))]
  }
}
