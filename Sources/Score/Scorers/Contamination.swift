internal import Record

extension Scorer {
  /// `contamination`, revision 1: whether published instances of templates are answered better than fresh ones.
  ///
  /// The arms are the categories `published`, `fresh` and `fresh-again` of the items, the strata their clusters.
  static let contamination = Scorer(
    name: contaminationName, revision: 1, noun: "a contamination",
    summary:
      "By how much published items are answered better than fresh ones of the same templates, beside a placebo that must show nothing.",
    settings: [of.entry], outputs: [], totals: [], kept: ["arm-right"],
    groups: [
      Group(Output("published-accuracy", .higher, "share of the published items that is right"), arms: { $0.gap?.first }),
      Group(Output("fresh-accuracy", .higher, "share of the fresh items that is right"), arms: { $0.gap?.second }),
      Group(Output("gap", .lower, "published minus fresh, template by template"), arms: { $0.gap?.gap }),
      Group(Output("gap-low", .lower, "lower end of the 95 % interval of the gap"), arms: { $0.gap?.low }),
      Group(Output("gap-high", .lower, "upper end of the 95 % interval of the gap"), arms: { $0.gap?.high }),
      Group(Output("gap-p", .higher, "two-sided p-value of no gap"), arms: { $0.gap?.p }),
      Group(Output("placebo", .lower, "fresh minus fresh again, which differs from 0 by chance alone"), arms: { $0.placebo?.gap }),
      Group(Output("placebo-low", .lower, "lower end of the 95 % interval of the placebo"), arms: { $0.placebo?.low }),
      Group(Output("placebo-high", .lower, "upper end of the 95 % interval of the placebo"), arms: { $0.placebo?.high }),
      Group(Output("placebo-p", .higher, "two-sided p-value of the placebo"), arms: { $0.placebo?.p }),
    ]
  ) { (answer, item, settings) throws(SettingFault) in
    let judged = try settings.value(of).judged(answer, item)
    let extracted = judged.outcome == .answer ? ItemRecord.Extracted(whole: answer.text) : nil
    return .judged(Judgement(judged.outcome, extracted: extracted, scores: ["arm-right": Rational(judged.isRight)]))
  }

  /// The name of the scorer, for who plans what it can show.
  public static let contaminationName = "contamination"

  /// What the metrics of a contamination say about more items of the kind.
  enum ContaminationInference {
    /// A difference whose interval other results of the trial hold.
    case interval(low: String, high: String)
    /// A p-value, or an end of an interval.
    case statement
  }

  /// What a metric says; `nil` where it is no contamination's, or a plain mean.
  static func contaminationInference(_ name: String, in node: Node) -> ContaminationInference? {
    let names = [contaminationName, correctedContaminationName, orderTest.name]
    guard case .evaluate(let work) = node.work, work.scorers.contains(where: { names.contains($0.name) }) else { return nil }
    switch name {
    case "gap", "placebo", "corrected-gap", "reference-gap": return .interval(low: "\(name)-low", high: "\(name)-high")
    case "gap-low", "gap-high", "gap-p", "placebo-low", "placebo-high", "placebo-p", "corrected-gap-low", "corrected-gap-high",
      "corrected-gap-p", "reference-gap-low", "reference-gap-high", "order-p":
      return .statement
    default: return nil
    }
  }

  private static let of = Setting<InnerScorer>.word(
    "of", .normalizedMatch, "The scorer that says what is right, with its standard settings.")
}

/// What the items of each arm came to, cluster by cluster; variants take no part.
///
/// Memory grows with the clusters, not with the items.
public struct ArmTally: Sendable {
  /// The arms, as the categories of items name them.
  enum Arm: String, CaseIterable {
    case published
    case fresh
    case freshAgain = "fresh-again"
  }

  /// What an item of an arm is measured by.
  private enum Measure: String, CaseIterable {
    /// Whether it is right.
    case right = "arm-right"
    /// By how much it is better than the answers of reference models.
    case excess = "arm-excess"
    /// The share of reference models that are right.
    case reference = "arm-reference"
  }

  /// By measure and cluster, so that sums are made in the order of the names and not of the items.
  private var clusters: [Measure: [String: [Arm: StratifiedDifference.Moments]]] = [:]

  /// Takes in an item; one that cannot be scored counts in no arm.
  mutating func add(_ item: ItemRecord) {
    guard item.variant == nil, let arm = item.stratum.flatMap(Arm.init) else { return }
    for measure in Measure.allCases {
      guard let score = item.scores[measure.rawValue] else { continue }
      clusters[measure, default: [:]][item.cluster ?? "", default: [:]][arm, default: .init()].add(score.real)
    }
  }

  /// Published against fresh; `nil` without both.
  var gap: StratifiedDifference? { difference(.published, .fresh, by: .right) }
  /// Fresh against fresh again; `nil` without both.
  var placebo: StratifiedDifference? { difference(.fresh, .freshAgain, by: .right) }
  /// Published against fresh of what the subject is better than reference models; `nil` without both.
  var excess: StratifiedDifference? { difference(.published, .fresh, by: .excess, within: 2) }
  /// Published against fresh of the reference models; `nil` without both.
  var reference: StratifiedDifference? { difference(.published, .fresh, by: .reference) }

  private func difference(_ first: Arm, _ second: Arm, by measure: Measure, within bound: Double = 1) -> StratifiedDifference? {
    let clusters = clusters[measure] ?? [:]
    let names = clusters.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return StratifiedDifference(
      names.map { name in
        .init(first: clusters[name]?[first] ?? .init(), second: clusters[name]?[second] ?? .init())
      }, within: bound)
  }
}
