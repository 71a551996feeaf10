public import Record

/// One evaluation of a run as a comparison sees it: what was asked how, and the scores of its items.
public struct EvaluationSheet: Sendable {
  /// The id of the cell.
  public let cell: String
  /// The subject that answered, by its id in the plan, and what it is.
  public let subject: String
  /// The items that were asked: the digest of the dataset.
  public let dataset: Digest
  /// What has to be alike so that subjects alone are compared.
  let work: EvaluateWork
  /// The names of the scores that are means over the items, each with the side that is better.
  public let metrics: [(name: String, direction: Direction)]
  /// How many trials there were.
  public let trials: Int
  /// By position.
  private(set) var items: [Int: Entry] = [:]

  /// An item: its names, and its scores over the trials.
  struct Entry: Hashable {
    var id: String?
    var cluster: String?
    var sums: [String: (sum: Double, count: Int)] = [:]

    /// The mean over the trials that gave it a score.
    func mean(_ name: String) -> Double? { sums[name].map { $0.sum / Double($0.count) } }

    static func == (left: Entry, right: Entry) -> Bool { left.id == right.id && left.cluster == right.cluster }
    func hash(into hasher: inout Hasher) { hasher.combine(id) }
  }

  /// Reads the items of a cell; `nil` for other work.
  ///
  /// - Throws: `MissingEvaluation` where trials did not finish or item records are not at hand.
  public init?(_ node: Node, of records: RawRecords, items reading: ItemLineReading) throws(MissingEvaluation) {
    guard case .evaluate(let work) = node.work, let input = records.plan.inputs.first(where: { $0.id == work.dataset }) else { return nil }
    (cell, dataset, trials, self.work) = (node.id, input.sha256, node.trials, work)
    let access = records.plan.subjects.first { $0.id == work.subject }?.access
    let address = ["model", "url"].compactMap { access?.settings.values[$0]?.text }
    subject = work.subject + (address.isEmpty ? "" : " (\(address.joined(separator: " at ")))")
    metrics = node.metrics.compactMap { metric in
      guard metric.origin == .result, metric.selection == .all, case .value(let name) = metric.derivation else { return nil }
      return (name, metric.direction)
    }
    let lines = Dictionary(records.trials.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    for index in 0..<max(0, node.trials) {
      guard let line = lines[TrialID(node: node.id, index: index)], line.status == .ok else {
        throw MissingEvaluation(cell: node.id, reason: "trial \(index + 1) of \(node.trials) did not finish")
      }
      var expansion = ItemExpansion(node.metrics, work)
      var found: [ItemExpansion.Item] = []
      guard reading(line, { line in if let item = expansion.add(line) { found.append(item) } }) else {
        throw MissingEvaluation(cell: node.id, reason: "the item records of trial \(index + 1) are not at hand")
      }
      if let item = expansion.finish() { found.append(item) }
      for item in found { add(item) }
    }
  }

  private mutating func add(_ item: ItemExpansion.Item) {
    var entry = items[item.position] ?? Entry(id: item.id, cluster: item.cluster)
    for (name, score) in item.values {
      let known = entry.sums[name] ?? (0, 0)
      entry.sums[name] = (known.sum + score, known.count + 1)
    }
    items[item.position] = entry
  }
}

/// Why an evaluation cannot be compared.
public struct MissingEvaluation: Error, Hashable, Sendable {
  /// The id of the cell.
  public let cell: String
  /// The reason, in a clause.
  public let reason: String
}

extension EvaluationSheet {
  /// What two evaluations have different beside their subjects, each in a clause; empty where like is compared with like.
  func differences(from other: EvaluationSheet) -> [String] {
    var found: [String] = []
    if work.prompt != other.work.prompt { found.append("the prompts differ") }
    if work.generation != other.work.generation { found.append("the generation settings differ") }
    if work.extraction != other.work.extraction { found.append("the extraction rules differ") }
    if work.scorers != other.work.scorers { found.append(scorersDiffer(from: other)) }
    if work.errors != other.work.errors { found.append("errors are treated differently") }
    if trials != other.trials { found.append("there are \(trials) trials and \(other.trials)") }
    return found
  }

  private func scorersDiffer(from other: EvaluationSheet) -> String {
    func names(_ sheet: EvaluationSheet) -> String {
      sheet.work.scorers.map { "\($0.name) revision \($0.revision)" }.joined(separator: ", ")
    }
    return names(self) == names(other) ? "the settings of the scorers differ" : "the scorers differ: \(names(self)) and \(names(other))"
  }

  /// How the reason begins why other items are not compared.
  static let otherDataset = "the datasets differ"

  /// The items of both, or why they are not the same.
  func common(with other: EvaluationSheet) -> Result<[Int], MissingEvaluation> {
    func refuse(_ reason: String) -> Result<[Int], MissingEvaluation> { .failure(MissingEvaluation(cell: cell, reason: reason)) }
    guard dataset == other.dataset else {
      return refuse(
        "\(EvaluationSheet.otherDataset): \(dataset.short)… and \(other.dataset.short)…; releases of a bank are compared after equating (`--bank FILE`)"
      )
    }
    let positions = items.keys.filter { other.items[$0] != nil }.sorted()
    guard !positions.isEmpty else { return refuse("they have no item in common") }
    if let stranger = positions.first(where: { items[$0] != other.items[$0] }) {
      return refuse("item \(stranger) has another id or cluster in each")
    }
    return .success(positions)
  }
}
