public import Record
internal import Text

/// The items of an evaluation that have no usable answer though its trials finished: how many, why, and what became of them.
public struct MissingAnswers: Sendable, Hashable {
  /// The cell.
  public let node: String
  /// How many items there are with each outcome that has no scores, over all trials.
  public let counts: [ItemOutcome: UInt64]
  /// How many items there are.
  public let items: UInt64
  /// What becomes of them.
  public let treatment: ErrorPolicy.Treatment
  /// The first of them, and what is wrong with it.
  public let first: String?

  /// What finished evaluations lack, in the order of the plan; nothing of those that have every answer.
  ///
  /// - Parameter items: Reads item records; without them no reason is told.
  public static func all(of records: RawRecords, items: ItemLineReading) -> [MissingAnswers] {
    records.plan.nodes.compactMap { MissingAnswers($0, records, items) }
  }

  private init?(_ node: Node, _ records: RawRecords, _ items: ItemLineReading) {
    guard case .evaluate(let work) = node.work else { return nil }
    let results = records.results.trials.filter { $0.node == node.id }
    var counts: [ItemOutcome: UInt64] = [:]
    var all: UInt64 = 0
    for outcome in ItemOutcome.allCases {
      for result in results {
        guard case .count(let count)? = result.value(outcome.resultName) else { continue }
        all = all.addingReportingOverflow(count.value).partialValue
        if !outcome.isScored { counts[outcome] = (counts[outcome] ?? 0).addingReportingOverflow(count.value).partialValue }
      }
    }
    counts = counts.filter { $0.value > 0 }
    guard !counts.isEmpty else { return nil }
    (self.node, self.counts, self.items, treatment) = (node.id, counts, all, work.errors.treat)
    first = MissingAnswers.first(records.trials.filter { $0.node == node.id && $0.items != nil }, items)
  }

  /// The first item without a usable answer, by its name, with the reason on record.
  private static func first(_ trials: [TrialLine], _ items: ItemLineReading) -> String? {
    for trial in trials {
      var found: String?
      var count = 0
      _ = items(trial) { line in
        guard found == nil, let json = try? JSON(parsing: line), json["variant"] == nil else { return }
        count += 1
        guard let reason = json["reason"]?.text else { return }
        let name = json["id"]?.text.map { "item \(quoted($0))" } ?? "item \(count) of the dataset"
        found = "\(name): \(reason)"
      }
      if let found { return found }
    }
    return nil
  }

  /// The same in a sentence.
  public var sentence: String {
    let kinds = ItemOutcome.allCases.compactMap { outcome in counts[outcome].map { "\($0) \(outcome.rawValue)" } }
    let count = counts.values.reduce(0, +)
    let fate =
      switch treatment {
      case .excluded: "are left out of the scores"
      case .wrong: "count as wrong"
      case .stop: "have no scores"
      }
    return "`\(node)`: \(count) of \(items) items without a usable answer (\(kinds.joined(separator: ", "))) \(fate)"
      + (first.map { "; first, \($0)" } ?? "")
  }
}
