public import Record

extension Scorer {
  /// A number that follows from sums over all scored items, such as BLEU, and not from a mean of scores.
  public struct Total: Sendable {
    /// The result that it becomes.
    public let output: Output
    /// The counts that it needs; each scored item's record has them among its scores, and they are summed exactly.
    public let parts: [String]
    /// Its value from the sums by name; `nil` where they give none.
    public let value: @Sendable (_ sums: [String: Rational]) -> Double?

    /// Makes a total.
    public init(_ output: Output, of parts: [String], value: @escaping @Sendable (_ sums: [String: Rational]) -> Double?) {
      self.output = output
      self.parts = parts
      self.value = value
    }
  }
}

extension Scorer {
  /// A number that follows from what the items of each cluster, or of each arm of an experiment, came to.
  public struct Group: Sendable {
    /// The result that it becomes.
    public let output: Output
    /// Its value; `nil` where there are no groups that have one.
    public let value: @Sendable (ItemGroups) -> Double?

    /// Makes a number of clusters.
    public init(_ output: Output, clusters value: @escaping @Sendable (ClusterTally) -> Rational?) {
      self.output = output
      self.value = { value($0.clusters)?.real }
    }

    /// Makes a number of arms.
    public init(_ output: Output, arms value: @escaping @Sendable (ArmTally) -> Double?) {
      self.output = output
      self.value = { value($0.arms) }
    }
  }
}

/// What items came to by what they have in common.
public struct ItemGroups: Sendable {
  /// By their clusters.
  var clusters = ClusterTally()
  /// By their arms, within each cluster.
  var arms = ArmTally()

  mutating func add(_ item: ItemRecord) {
    clusters.add(item)
    arms.add(item)
  }
}

/// Exact sums of the counts that totals need, item after item.
struct TotalSums: Sendable {
  private let totals: [Scorer.Total]
  /// The sums; one that does not fit into 128 bits any more is gone, and its totals with it.
  private var sums: [String: Rational?]
  private let parts: Set<String>

  init(_ totals: [Scorer.Total]) {
    self.totals = totals
    parts = Set(totals.flatMap(\.parts))
    sums = Dictionary(uniqueKeysWithValues: parts.map { ($0, Rational(0)) })
  }

  mutating func add(_ scores: [String: Rational]) {
    // Several totals may need the same part, which counts once.
    for part in parts {
      if let score = scores[part], let sum = sums[part] { sums[part] = .some(sum?.adding(score)) }
    }
  }

  var results: [ResultValue] {
    totals.compactMap { total in
      let known = total.parts.compactMap { part in sums[part].flatMap { $0 }.map { (part, $0) } }
      guard known.count == total.parts.count else { return nil }
      return total.value(Dictionary(known) { first, _ in first }).map { ResultValue(total.output.name, .replayed, .number($0)) }
    }
  }
}
