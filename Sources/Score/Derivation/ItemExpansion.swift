internal import Record

/// Goes through the lines of item records and gives each item with everything that counts of it: its scores, and what its variants make
/// of them under the names that results have (`docs/prompts.md`).
struct ItemExpansion {
  /// An item with its values by name.
  struct Item {
    /// The position in the dataset: among the items themselves, without their variants.
    var position: Int
    var id: String?
    var cluster: String?
    var category: String?
    var values: [String: Double]
  }

  private let names: Set<String>
  private let directions: [String: Direction]
  /// What an item without a usable answer counts as, where the plan says that it counts as wrong.
  private let worst: [String: Double]
  private var original: ItemRecord?
  private var count = 0
  private var variants: [(name: String, line: ItemRecord)] = []

  /// - Parameters:
  ///   - metrics: The metrics whose values are wanted.
  ///   - work: What the cell executes.
  init(_ metrics: [Metric], _ work: EvaluateWork) {
    let results = metrics.compactMap { metric in if case .value(let name) = metric.derivation { name } else { nil } }
    let scorers = work.scorers.compactMap { Scorer.named($0.name, revision: $0.revision) }
    names = Set(results + scorers.flatMap(\.totals).filter { total in results.contains { $0 == total.output.name } }.flatMap(\.parts))
    directions = Dictionary(metrics.map { ($0.name, $0.direction) }, uniquingKeysWith: { first, _ in first })
    worst = work.errors.treat == .wrong ? work.worstScores : [:]
  }

  /// Takes in a line; gives the item before, which is then complete.
  ///
  /// Lines that are no records are told by others.
  mutating func add(_ line: [UInt8]) -> Item? {
    guard let record = try? ItemRecord(canonical: line) else { return nil }
    if let variant = record.variant {
      variants.append((variant, record))
      return nil
    }
    let done = finish()
    original = record
    return done
  }

  /// The last item.
  mutating func finish() -> Item? {
    defer { (original, variants) = (nil, []) }
    guard let original else { return nil }
    count += 1
    var values: [String: Double] = [:]
    for name in names { values[name] = score(name, original) }
    if !variants.isEmpty { values.merge(perturbed(original)) { own, _ in own } }
    return Item(
      position: count - 1, id: original.id, cluster: original.cluster, category: original.stratum, values: values)
  }

  /// The recorded score, rounded once; `nil` where it counts as nothing.
  private func score(_ name: String, _ line: ItemRecord) -> Double? {
    line.outcome.isScored ? line.scores[name]?.real : worst[name]
  }

  /// What the variants make of each score: the score under each, the drop, and the worst of all.
  private func perturbed(_ original: ItemRecord) -> [String: Double] {
    var values: [String: Double] = [:]
    for output in names {
      let sign: Double = directions[output] == .lower ? -1 : 1
      let mine = original.outcome.isScored ? score(output, original) : nil
      var scores: [Double] = []
      for (variant, line) in variants where line.outcome.isScored {
        guard let theirs = score(output, line) else { continue }
        scores.append(theirs)
        values["\(output)-\(variant)"] = theirs
        if let mine { values["\(output)-drop-\(variant)"] = sign * (mine - theirs) }
      }
      guard let mine, scores.count == variants.count else { continue }
      let worst = scores.reduce(mine) { sign > 0 ? min($0, $1) : max($0, $1) }
      values["\(output)-worst"] = worst
      values["\(output)-drop"] = sign * (mine - worst)
    }
    let all = [original] + variants.map(\.line)
    if all.allSatisfy(\.outcome.isScored) {
      let isSame = all.allSatisfy { $0.outcome == original.outcome && $0.scores == original.scores }
      values["consistency"] = isSame ? 1 : 0
    }
    return values.filter { names.contains($0.key) }
  }
}

extension EvaluateWork {
  /// The worst score of each output of the scorers that this release has.
  fileprivate var worstScores: [String: Double] {
    let known = scorers.compactMap { entry in
      Scorer.named(entry.name, revision: entry.revision).map { (scorer: $0, settings: entry.settings) }
    }
    guard known.count == scorers.count else { return [:] }
    return Dictionary(outputs(of: known).map { ($0.name, $0.worst.real) }, uniquingKeysWith: { $1 })
  }
}
