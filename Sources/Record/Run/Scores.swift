/// `data/scores.json`: metrics, verdicts on claims and the score tree, derived from plan, results and measurements by a pure function.
public struct Scores: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:scores:v1"
  /// The digest of the plan.
  public var plan: Digest
  /// Every metric of every cell that has a value, in plan order.
  public var metrics: [MetricValue]
  /// The metrics of items by category, in plan order and then by the bytes of the categories; absent where there are none.
  public var categories: [MetricValue]?
  /// A verdict on each claim, in the order of the plan.
  public var claims: [ClaimVerdict]
  /// The branches under the root of the score tree; empty without a weighting.
  public var score: [ScoreValue]
  /// The whole score where every branch has a value.
  public var total: Estimate?

  /// What was derived from a run.
  public init(
    plan: Digest, metrics: [MetricValue], categories: [MetricValue]? = nil, claims: [ClaimVerdict], score: [ScoreValue], total: Estimate?
  ) {
    self.plan = plan
    self.metrics = metrics
    self.categories = categories
    self.claims = claims
    self.score = score
    self.total = total
  }
}

extension Scores {
  /// Every value: each metric, and behind it those of its categories.
  public var inOrder: [MetricValue] {
    guard let categories, !categories.isEmpty else { return metrics }
    let parts = Dictionary(grouping: categories) { [$0.node, $0.metric] }
    return metrics.flatMap { [$0] + (parts[[$0.node, $0.metric]] ?? []) }
  }
}

/// A value with its 95 % interval; for results the interval is the value itself.
public struct Estimate: Sendable, Hashable, Codable {
  /// The value, in the base unit of what it is a value of.
  public var value: Double
  /// The lower end of the interval.
  public var low: Double
  /// The upper end of the interval.
  public var high: Double
  /// The sides that too few samples bound: an end there is the extreme that was seen, and no bound.
  public var open: Open?

  /// A value with the ends of its interval.
  public init(value: Double, low: Double, high: Double, open: Open? = nil) {
    self.value = value
    self.low = low
    self.high = high
    self.open = open
  }

  /// A value that is exactly known.
  public init(exactly value: Double) { self.init(value: value, low: value, high: value) }

  /// The sides of an interval that are not bounded.
  public enum Open: String, Sendable, Hashable, Codable, CaseIterable {
    /// One of the sides, or both.
    case below, above, both

    /// The sides by themselves; `nil` where both are bounded.
    public init?(below: Bool, above: Bool) {
      switch (below, above) {
      case (true, true): self = .both
      case (true, false): self = .below
      case (false, true): self = .above
      case (false, false): return nil
      }
    }

    /// A side is open where any of the estimates is open there.
    public init?(anyOf estimates: some Sequence<Estimate>) {
      self.init(below: estimates.contains(where: \.isOpenBelow), above: estimates.contains(where: \.isOpenAbove))
    }
  }

  /// Whether the lower end is no bound.
  public var isOpenBelow: Bool { open == .below || open == .both }
  /// Whether the upper end is no bound.
  public var isOpenAbove: Bool { open == .above || open == .both }
}

/// A metric of a cell.
public struct MetricValue: Sendable, Hashable, Codable {
  /// The id of the cell.
  public var node: String
  /// The name of the metric.
  public var metric: String
  /// The category whose items alone count; absent where all do.
  public var category: String?
  /// The base unit of its dimension.
  public var unit: String
  /// Whether more or less is better.
  public var direction: Direction
  /// Whether it follows from results or from measurements.
  public var origin: MetricOrigin
  /// The value with its interval.
  public var estimate: Estimate
  /// The exact value, where it is a share or a count.
  public var exact: Rational?
  /// How many samples or trials it rests on.
  public var count: Int
  /// What more items of the kind would give, where the metric is about items and they say so; the estimate itself is about these items.
  public var population: PopulationInterval?
  /// How a measurement varies between and within fresh processes; absent where one process took it, whose interval is about that run alone.
  public var spread: InvocationSpread?
  /// How many independent samples those of one process are worth; absent where each is one.
  public var effective: Int?
  /// How many samples at the start are left out, since the work had not settled; absent where there are none.
  public var settling: Int?
  /// What counted an energy; absent where the metric is about none.
  public var source: EnergySource?

  /// The value of a metric of a cell.
  public init(
    node: String, metric: String, category: String? = nil, unit: String, direction: Direction, origin: MetricOrigin, estimate: Estimate,
    exact: Rational?, count: Int, population: PopulationInterval? = nil, spread: InvocationSpread? = nil
  ) {
    self.node = node
    self.metric = metric
    self.category = category
    self.unit = unit
    self.direction = direction
    self.origin = origin
    self.estimate = estimate
    self.exact = exact
    self.count = count
    self.population = population
    self.spread = spread
  }
}

extension MetricValue {
  /// How many samples or items it rests on, for people; `nil` for the one result of one trial, of which that says nothing.
  public var basis: Int? { count > 1 ? count : population.map { max($0.units, 1) } }

  /// The name, with the category where it is of one: `accuracy[category=physics]`.
  public var title: String { metric + (category.map { "[category=\($0)]" } ?? "") }

  /// The value with the interval that people see and that scores go by: of items what more of the kind would give.
  ///
  /// The one rule for pages, tables and exports.
  public var shown: Estimate {
    guard let population else { return estimate }
    return Estimate(value: estimate.value, low: population.low, high: population.high)
  }

  /// The dimension whose base unit the value is in; a plain number where no dimension has such a unit.
  public var dimension: Dimension { Dimension.allCases.first { $0.baseUnit == unit } ?? .number }
}

/// What became of a claim.
public struct ClaimVerdict: Sendable, Hashable, Codable {
  /// The claim's id in the plan.
  public var id: String
  /// The claim as the spec wrote it.
  public var text: String
  /// What became of it.
  public var verdict: Verdict
  /// The values it was judged by, in a sentence.
  public var because: String

  /// A verdict and what it rests on.
  public init(id: String, text: String, verdict: Verdict, because: String) {
    self.id = id
    self.text = text
    self.verdict = verdict
    self.because = because
  }

  /// What can become of a claim.
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is true of the whole interval, of none of it, or of a part.
    case holds, fails, undecided
    /// A metric it needs has no value.
    case unjudged
  }
}

/// A branch of the score tree with its value: a ratio to the reference, above 1 is better.
public struct ScoreValue: Sendable, Hashable, Codable {
  /// The name of the branch.
  public var id: String
  /// The share among its siblings, which add up to 1.
  public var weight: Rational
  /// The ratio to the reference; absent where a metric below it has no value.
  public var estimate: Estimate?
  /// The metric of a leaf: its text, its value, and the reference it was divided by.
  public var metric: String?
  /// The metric's value in its base unit, at a leaf.
  public var measured: Estimate?
  /// What the value was divided by, at a leaf.
  public var reference: Double?
  /// The branches under it; empty for a leaf.
  public var branches: [ScoreValue]

  /// A branch of the score tree with its value.
  public init(
    id: String, weight: Rational, estimate: Estimate?, metric: String? = nil, measured: Estimate? = nil, reference: Double? = nil,
    branches: [ScoreValue] = []
  ) {
    self.id = id
    self.weight = weight
    self.estimate = estimate
    self.metric = metric
    self.measured = measured
    self.reference = reference
    self.branches = branches
  }
}
