/// `data/scores.json`: metrics, verdicts on claims and the score tree, derived from plan, results and measurements by a pure function.
public struct Scores: Record, Hashable {
  public var schema = "urn:etalon:scores:v1"
  public var plan: Digest
  /// Every metric of every cell that has a value, in plan order.
  public var metrics: [MetricValue]
  public var claims: [ClaimVerdict]
  public var score: [ScoreValue]
  /// The whole score where every branch has a value.
  public var total: Estimate?

  public init(plan: Digest, metrics: [MetricValue], claims: [ClaimVerdict], score: [ScoreValue], total: Estimate?) {
    self.plan = plan
    self.metrics = metrics
    self.claims = claims
    self.score = score
    self.total = total
  }
}

/// A value with its 95 % interval; for results the interval is the value itself.
public struct Estimate: Sendable, Hashable, Codable {
  public var value: Double
  public var low: Double
  public var high: Double

  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  public init(exactly value: Double) { self.init(value: value, low: value, high: value) }
}

/// A metric of a cell.
public struct MetricValue: Sendable, Hashable, Codable {
  public var node: String
  public var metric: String
  /// The base unit of its dimension.
  public var unit: String
  public var direction: Direction
  public var origin: MetricOrigin
  public var estimate: Estimate
  /// The exact value, where it is a share or a count.
  public var exact: Rational?
  /// How many samples or trials it rests on.
  public var count: Int

  public init(
    node: String, metric: String, unit: String, direction: Direction, origin: MetricOrigin, estimate: Estimate, exact: Rational?,
    count: Int
  ) {
    self.node = node
    self.metric = metric
    self.unit = unit
    self.direction = direction
    self.origin = origin
    self.estimate = estimate
    self.exact = exact
    self.count = count
  }
}

extension MetricValue {
  /// The dimension whose base unit the value is in; a plain number where no dimension has such a unit.
  public var dimension: Dimension { Dimension.allCases.first { $0.baseUnit == unit } ?? .number }
}

/// What became of a claim.
public struct ClaimVerdict: Sendable, Hashable, Codable {
  public var id: String
  public var text: String
  public var verdict: Verdict
  /// The values it was judged by, in a sentence.
  public var because: String

  public init(id: String, text: String, verdict: Verdict, because: String) {
    self.id = id
    self.text = text
    self.verdict = verdict
    self.because = because
  }

  public enum Verdict: String, Sendable, Hashable, Codable {
    case holds, fails, undecided
    /// A metric it needs has no value.
    case unjudged
  }
}

/// A branch of the score tree with its value: a ratio to the reference, above 1 is better.
public struct ScoreValue: Sendable, Hashable, Codable {
  public var id: String
  public var weight: Rational
  public var estimate: Estimate?
  /// The metric of a leaf: its text, its value, and the reference it was divided by.
  public var metric: String?
  public var measured: Estimate?
  public var reference: Double?
  public var branches: [ScoreValue]

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
