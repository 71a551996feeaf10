public import Record
internal import Score

/// How many items an evaluation asks, and in how many independent units, known before anything is asked.
public struct EvaluationDesign: Sendable, Hashable {
  /// The cell.
  public let node: String
  /// The items, without their variants.
  public let items: Int
  /// The clusters, and the items without one.
  public let units: Int
  /// How often each item is asked.
  public let trials: Int

  /// The least number of items that an arm of a contamination has; 0 where the cell measures none.
  public let arm: Int
  /// The clusters that hold items of a contamination's arms.
  public let templates: Int

  /// Whether each answer is an independent draw.
  public var isIndependent: Bool { units == items && trials == 1 }

  /// The designs of a plan's evaluations whose datasets are at hand and sound, in the order of the plan.
  ///
  /// Complexity: linear in the bytes of the datasets.
  public static func all(of plan: Plan, search: InputSearch) -> [EvaluationDesign] {
    let inputs = InputReader(plan: plan, search: search)
    return plan.nodes.compactMap { node in
      guard case .evaluate(let work) = node.work else { return nil }
      return try? EvaluationDesign(node, work, plan, inputs)
    }
  }

  private init(_ node: Node, _ work: EvaluateWork, _ plan: Plan, _ inputs: InputReader) throws(RunFault) {
    let format = try ItemReader.format(of: plan.input(work.dataset), work.dataset)
    let reader = try ItemReader(try inputs.bytes(work.dataset), format: format, name: work.dataset, seed: plan.seed)
    var cursor = reader.cursor()
    var (items, single) = (0, 0)
    var clusters: Set<String> = []
    var arms: [String: Int] = [:]
    while items < work.items ?? .max, let item = try cursor.next() {
      items += 1
      if let arm = item.stratum { arms[arm, default: 0] += 1 }
      if let cluster = item.cluster { clusters.insert(cluster) } else { single += 1 }
    }
    (self.node, self.items, units, trials) = (node.id, items, single + clusters.count, node.trials)
    let measures = work.scorers.contains { [Scorer.contaminationName, Scorer.correctedContaminationName].contains($0.name) }
    arm = measures ? min(arms["published"] ?? 0, arms["fresh"] ?? 0) : 0
    templates = clusters.count
  }
}
