/// A metric described once: a plan's metric, the reference page and messages follow from it.
///
/// The facts are what a cell's metrics depend on: the work of its kind, a scenario, the settings of a scorer.
public struct MetricRule<Facts>: Sendable {
  /// The term of the catalogue.
  public let name: String
  /// Whether more or less is better.
  public let better: Direction
  /// Which cells have it, where not all have: `gpt`.
  public let condition: String?
  /// Where its value comes from, in a clause.
  public let summary: String
  /// The version of the catalogue that brought it.
  public let since: Int
  /// The metric of a cell; `nil` where the cell does not have it.
  public let metric: @Sendable (Facts) -> Metric?

  /// The cells that have a metric.
  public struct Condition: Sendable {
    /// How a page says it.
    public let phrase: String
    /// Whether a cell with these facts has the metric.
    public let holds: @Sendable (Facts) -> Bool

    /// A condition in words and as a test.
    public init(_ phrase: String, _ holds: @escaping @Sendable (Facts) -> Bool) {
      self.phrase = phrase
      self.holds = holds
    }
  }

  private init(
    _ name: String, _ better: Direction, _ summary: String, _ since: Int, _ condition: Condition?,
    _ metric: @escaping @Sendable (Facts) -> Metric?
  ) {
    self.name = name
    self.better = better
    self.condition = condition?.phrase
    self.summary = summary
    self.since = since
    self.metric = { facts in condition?.holds(facts) ?? true ? metric(facts) : nil }
  }
}

extension MetricRule {
  /// A result of the same name.
  public static func result(
    _ name: String, _ better: Direction, _ summary: String, since: Int = 1, if condition: Condition? = nil
  ) -> MetricRule {
    MetricRule(name, better, summary, since, condition) { _ in .result(name, better) }
  }

  /// A time: a selection over a series.
  ///
  /// - Parameter flag: The result without which it has no value.
  public static func time(
    _ name: String, of series: String, _ selection: SelectionRule, _ summary: String, requires flag: String? = nil, since: Int = 1,
    if condition: Condition? = nil
  ) -> MetricRule {
    MetricRule(name, .lower, summary, since, condition) { _ in
      var metric = Metric.time(name, of: series, selection)
      metric.requires = flag
      return metric
    }
  }

  /// The median time of a series by a number of steps; a cell without steps does not have it.
  public static func share(
    _ name: String, of series: String, _ summary: String, since: Int = 1, over steps: @escaping @Sendable (Facts) -> UInt64?
  ) -> MetricRule {
    MetricRule(name, .lower, summary, since, nil) { facts in
      steps(facts).map {
        Metric(
          name: name, dimension: .time, direction: .lower, origin: .measurement, derivation: .share(of: series, over: U64($0)),
          selection: .median)
      }
    }
  }

  /// A fixed amount by the time of a series; a cell without an amount does not have it.
  public static func rate(
    _ name: String, per series: String, _ summary: String, since: Int = 1,
    of amount: @escaping @Sendable (Facts) -> (dimension: Dimension, amount: Quantity)?
  ) -> MetricRule {
    MetricRule(name, .higher, summary, since, nil) { facts in
      amount(facts).map { .rate(name, $0.dimension, of: $0.amount, per: series) }
    }
  }

  /// A counted result by the time of a series.
  public static func amount(
    _ name: String, _ dimension: Dimension, per series: String, _ summary: String, since: Int = 1,
    of result: @escaping @Sendable (Facts) -> String
  ) -> MetricRule {
    MetricRule(name, .higher, summary, since, nil) { .amount(name, dimension, of: result($0), per: series) }
  }

  /// A figure of the event log of a load.
  ///
  /// - Parameter flag: The result without which it has no value.
  public static func figure(
    _ name: String, _ figure: LoadFigure, _ dimension: Dimension, _ better: Direction, _ summary: String,
    at selection: SelectionRule = .all, requires flag: String? = nil, since: Int = 1, if condition: Condition? = nil
  ) -> MetricRule {
    MetricRule(name, better, summary, since, condition) { _ in
      Metric(
        name: name, dimension: dimension, direction: better, origin: .measurement, derivation: .load(figure), selection: selection,
        requires: flag)
    }
  }

  /// The metric of a cell as a version of the catalogue has it.
  public func metric(_ facts: Facts, in version: Int) -> Metric? { since <= version ? metric(facts) : nil }
}
