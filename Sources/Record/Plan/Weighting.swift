/// How metrics become one score.
public struct Weighting: Sendable, Hashable, Codable {
  /// How the branches of a node are combined.
  public var mean: Mean
  /// What metrics are divided by.
  public var reference: Reference
  /// The branches under the root.
  public var score: [ScoreBranch]

  /// A score tree over pinned references.
  public init(mean: Mean, reference: Reference, score: [ScoreBranch]) {
    self.mean = mean
    self.reference = reference
    self.score = score
  }

  /// A mean of weighted ratios.
  public enum Mean: String, Sendable, Hashable, Codable, CaseIterable { case geometric, arithmetic, harmonic }

  /// The pinned values that metrics are divided by.
  public struct Reference: Sendable, Hashable, Codable {
    /// The root of the bundle the values were copied from, where they were.
    public var root: Digest?
    /// One value for each metric the score uses, in the metric's base unit.
    public var values: [Pinned]

    /// Pinned values, with the root of the bundle that they come from.
    public init(root: Digest? = nil, values: [Pinned]) {
      self.root = root
      self.values = values
    }

    /// The pinned value of one metric.
    public struct Pinned: Sendable, Hashable, Codable {
      /// The text of the metric reference.
      public var metric: String
      /// The exact value in the metric's base unit.
      public var value: Rational

      /// A value for a metric.
      public init(metric: String, value: Rational) {
        self.metric = metric
        self.value = value
      }
    }
  }
}

/// A branch of the score tree: a weight over either further branches or one metric.
public struct ScoreBranch: Sendable, Hashable, Codable {
  /// The name of the branch, unique among its siblings.
  public var id: String
  /// The share of this branch among its siblings, normalised so that siblings add up to 1.
  public var weight: Rational
  /// The metric of a leaf; absent for a branch of branches.
  public var metric: MetricReference?
  /// What it is combined from; empty for a leaf.
  public var branches: [ScoreBranch]

  /// A leaf of the tree.
  public init(id: String, weight: Rational, metric: MetricReference) {
    self.id = id
    self.weight = weight
    self.metric = metric
    branches = []
  }

  /// A branch of branches.
  public init(id: String, weight: Rational, branches: [ScoreBranch]) {
    self.id = id
    self.weight = weight
    metric = nil
    self.branches = branches
  }

  /// The metrics of its leaves, in order.
  public var metrics: [MetricReference] { (metric.map { [$0] } ?? []) + branches.flatMap(\.metrics) }
}
