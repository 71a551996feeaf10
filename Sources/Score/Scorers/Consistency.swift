internal import Record

extension Scorer {
  /// `consistency`, revision 1: whether the items of one cluster (paraphrases, permutations of choices) get the same answer.
  static let consistency = Scorer(
    name: "consistency", revision: 1, noun: "a consistency",
    summary: "Whether items of one cluster get the same answer, whatever is right.",
    settings: [of.entry], outputs: [],
    totals: [], kept: ["same-answer", "same-right"],
    groups: [
      Group(
        Output("agreement", .higher, "share of the pairs of items of one cluster that have the same answer"), clusters: { $0.agreement }),
      Group(Output("worst-case", .higher, "share of the clusters of which every item is right"), clusters: { $0.worstCase }),
      Group(Output("best-case", .higher, "share of the clusters of which any item is right"), clusters: { $0.bestCase }),
    ]
  ) { (answer, item, settings) throws(SettingFault) in
    let inner = try settings.value(of)
    let judged = try inner.judged(answer, item)
    let extracted = judged.outcome == .answer ? ItemRecord.Extracted(whole: answer.text) : nil
    return .judged(
      Judgement(
        judged.outcome, extracted: extracted, scores: ["same-answer": key(answer, item, inner), "same-right": Rational(judged.isRight)]))
  }

  private static let of = Setting<InnerScorer>.word(
    "of", .normalizedMatch, "The scorer that says what is right, with its standard settings.")

  /// A number that is the same for the same answer: the choice's place in the dataset, the value of a number, else a hash of the text in
  /// the standard form (FNV-1a, 64 bits, shifted right once).
  private static func key(_ answer: Answer, _ item: Item, _ inner: InnerScorer) -> Rational {
    guard answer.plainOutcome == .answer else { return Rational(-1) }
    if inner == .multipleChoice {
      let found = ChoiceReading(item.choices, index: .never).choices(in: answer.text)
      return found.count == 1 ? chosen(found[0], item)["chosen"] ?? Rational(-1) : Rational(-1)
    }
    if inner == .numeric, let value = NumberText().value(answer.text) { return value }
    let hash = TextForm.standard.applied(to: answer.text).text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    return Rational(Int(hash >> 1))
  }
}

/// What the items of each cluster came to; items without cluster and variants take no part.
///
/// Memory grows with the clusters, not with the items.
public struct ClusterTally: Sendable {
  private var clusters: [String: Cluster] = [:]

  private struct Cluster {
    var items = 0
    var right = 0
    /// How often each answer came.
    var answers: [Rational: Int] = [:]
  }

  /// The last item that is no variant: its variants follow it.
  private var base: (name: String?, item: ItemRecord)?

  /// Takes in an item, or a variant of the item before; an item without a cluster makes one with its variants.
  mutating func add(_ item: ItemRecord) {
    guard item.variant != nil, let (name, first) = base else {
      base = (item.cluster, item)
      if let name = item.cluster { add(item, to: name) }
      return
    }
    if let name { return add(item, to: name) }
    // A line feed stands in no name that a dataset gives, so this is nobody else's.
    let own = "\n\(first.position)"
    if clusters[own] == nil { add(first, to: own) }
    add(item, to: own)
  }

  private mutating func add(_ item: ItemRecord, to name: String) {
    guard let answer = item.scores["same-answer"] else { return }
    clusters[name, default: Cluster()].items += 1
    clusters[name]?.answers[answer, default: 0] += 1
    if item.scores["same-right"] == Rational(1) { clusters[name]?.right += 1 }
  }

  /// The share of pairs with the same answer, of which an answer that is not there is none; `nil` without a cluster of two items.
  var agreement: Rational? {
    var (same, all): (Int128, Int128) = (0, 0)
    for cluster in clusters.values {
      all += Int128(cluster.items) * Int128(cluster.items - 1)
      for (answer, count) in cluster.answers where answer != Rational(-1) { same += Int128(count) * Int128(count - 1) }
    }
    return Rational(same, over: all)
  }

  /// The share of clusters that are right throughout; `nil` without clusters.
  var worstCase: Rational? { share { $0.right == $0.items } }

  /// The share of clusters that are right anywhere; `nil` without clusters.
  var bestCase: Rational? { share { $0.right > 0 } }

  private func share(_ isCounted: (Cluster) -> Bool) -> Rational? {
    Rational(Int128(clusters.values.count(where: isCounted)), over: Int128(clusters.count))
  }
}
