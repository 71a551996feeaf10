/// How metrics become one score.
public struct Weighting: Sendable, Hashable, Codable {
  public var mean: Mean
  public var reference: Reference
  public var score: [ScoreBranch]

  public init(mean: Mean, reference: Reference, score: [ScoreBranch]) {
    self.mean = mean
    self.reference = reference
    self.score = score
  }

  public enum Mean: String, Sendable, Hashable, Codable, CaseIterable { case geometric, arithmetic, harmonic }

  /// The pinned values that metrics are divided by.
  public struct Reference: Sendable, Hashable, Codable {
    /// The root of the bundle the values were copied from, where they were.
    public var root: Digest?
    /// One value for each metric the score uses, in the metric's base unit.
    public var values: [Value]

    public init(root: Digest? = nil, values: [Value]) {
      self.root = root
      self.values = values
    }

    public struct Value: Sendable, Hashable, Codable {
      /// The text of the metric reference.
      public var metric: String
      public var value: Rational

      public init(metric: String, value: Rational) {
        self.metric = metric
        self.value = value
      }
    }
  }
}

/// A branch of the score tree: a weight over either further branches or one metric.
public struct ScoreBranch: Sendable, Hashable, Codable {
  public var id: String
  /// The share of this branch among its siblings, normalised so that siblings add up to 1.
  public var weight: Rational
  public var metric: MetricReference?
  public var branches: [ScoreBranch]

  public init(id: String, weight: Rational, metric: MetricReference) {
    self.id = id
    self.weight = weight
    self.metric = metric
    branches = []
  }

  public init(id: String, weight: Rational, branches: [ScoreBranch]) {
    self.id = id
    self.weight = weight
    metric = nil
    self.branches = branches
  }

  /// The metrics of its leaves, in order.
  public var metrics: [MetricReference] { (metric.map { [$0] } ?? []) + branches.flatMap(\.metrics) }
}
