/// A grade scale: how metrics become a score, and where the classes begin; a file that is published and signed.
public struct GradeScale: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:scale:v1"
  /// The name of the scale.
  public var name: String
  /// What it grades, in a line.
  public var title: String
  /// Which edition of the scale this is, such as `2026-11`.
  public var edition: String
  /// What kind of system it is for.
  public var scope: SystemKind
  /// The day after which it grades nothing: `2028-11-30`.
  public var expires: String
  /// How the indicators of a branch are combined.
  public var mean: Weighting.Mean
  /// The indicators under the root.
  public var indicators: [Indicator]
  /// The classes, the best first.
  public var classes: [GradeClass]
  /// The class that the reference has.
  public var referenceClass: String
  /// Bounds that no other indicator makes up for.
  public var vetoes: [Veto]

  /// A scale of all its parts.
  public init(
    name: String, title: String, edition: String, scope: SystemKind, expires: String, mean: Weighting.Mean, indicators: [Indicator],
    classes: [GradeClass], referenceClass: String, vetoes: [Veto]
  ) {
    self.name = name
    self.title = title
    self.edition = edition
    self.scope = scope
    self.expires = expires
    self.mean = mean
    self.indicators = indicators
    self.classes = classes
    self.referenceClass = referenceClass
    self.vetoes = vetoes
  }
}

/// What a system is.
public enum SystemKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// Hardware, from one chip to many servers.
  case chip, server, cluster
  /// A model that answers.
  case model
}

/// A class of a scale and the score it begins at.
public struct GradeClass: Sendable, Hashable, Codable {
  /// What it is called: `A+`.
  public var name: String
  /// The least score in it.
  public var from: Rational

  /// A class that begins at a score.
  public init(name: String, from: Rational) {
    self.name = name
    self.from = from
  }
}

/// A branch of a scale's tree: a weight over further indicators or over one metric.
public struct Indicator: Sendable, Hashable, Codable {
  /// Its name, unique in the scale.
  public var id: String
  /// Its share among its siblings, which add up to 1.
  public var weight: Rational
  /// The metric of a leaf: `gemm[type=f32].throughput`.
  public var metric: String?
  /// Which side of the metric is better.
  public var better: Direction?
  /// What the metric is divided by, in the base unit of its dimension.
  public var reference: Quantity?
  /// The range that another reference may lie in, where the scale admits others.
  public var admits: ClosedRangeOfNumbers?
  /// The greatest value that the metric can have, such as 1 for a share.
  public var greatest: Rational?
  /// What it is combined from; empty for a leaf.
  public var branches: [Indicator]

  /// A branch of all its parts.
  public init(
    id: String, weight: Rational, metric: String? = nil, better: Direction? = nil, reference: Quantity? = nil,
    admits: ClosedRangeOfNumbers? = nil, greatest: Rational? = nil, branches: [Indicator] = []
  ) {
    self.id = id
    self.weight = weight
    self.metric = metric
    self.better = better
    self.reference = reference
    self.admits = admits
    self.greatest = greatest
    self.branches = branches
  }

  /// The leaves under it, in order.
  public var leaves: [Indicator] { branches.isEmpty ? [self] : branches.flatMap(\.leaves) }
}

/// Two exact numbers with everything between them.
public struct ClosedRangeOfNumbers: Sendable, Hashable, Codable {
  /// The least number.
  public var low: Rational
  /// The greatest number.
  public var high: Rational

  /// The numbers from one to another.
  public init(low: Rational, high: Rational) {
    self.low = low
    self.high = high
  }
}

/// A bound on one indicator: beyond it a system is in no better class than one, whatever the rest is worth.
public struct Veto: Sendable, Hashable, Codable {
  /// The indicator, a leaf.
  public var indicator: String
  /// The worst value that passes, in the base unit of the metric.
  public var bound: Rational
  /// The best class that a system beyond the bound can have.
  public var best: String

  /// A bound with the class it caps at.
  public init(indicator: String, bound: Rational, best: String) {
    self.indicator = indicator
    self.bound = bound
    self.best = best
  }
}
