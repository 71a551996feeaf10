/// Whether more or less of a metric is better.
public enum Direction: String, Sendable, Hashable, Codable, CaseIterable { case higher, lower }

/// Where a metric comes from: from what a re-execution must give again, or from what was measured.
public enum MetricOrigin: String, Sendable, Hashable, Codable, CaseIterable { case result, measurement }

/// Which trials and samples enter a metric, and how; fixed in the plan.
public enum SelectionRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// The value itself; of several trials, their mean.
  case all
  /// The median over all samples of all trials.
  case median
  /// The 50th, 90th, 95th, 99th percentile over all samples (nearest rank).
  case p50, p90, p95, p99
}

extension SelectionRule {
  /// The percentile it selects; `nil` for the mean.
  public var percent: Int? {
    switch self {
    case .all: nil
    case .median, .p50: 50
    case .p90: 90
    case .p95: 95
    case .p99: 99
    }
  }
}

/// How the value of a metric follows from the raw records of a cell.
public enum Derivation: Sendable, Hashable {
  /// The named result value.
  case value(String)
  /// The named sample series (nanoseconds), in seconds.
  case time(String)
  /// A fixed amount of work per sample divided by the sample's time.
  case rate(of: Quantity, per: String)
  /// The named sample series divided by a fixed number of steps that wait for one another, in seconds.
  case share(of: String, over: U64)
  /// A counted result of the trial divided by the time of each of its samples.
  case amount(of: String, per: String)
  /// A figure of the event log of a load.
  case load(LoadFigure)
  /// The energy of one repetition, joules.
  case energy
  /// A fixed amount of work per repetition divided by the energy of one.
  case efficiency(of: Quantity)
}

/// A figure that follows from the event log of a load; docs/load.md defines each.
public enum LoadFigure: String, Sendable, Hashable, Codable, CaseIterable {
  /// From the scheduled time to the end, in a closed loop from the sending; queries that failed lie above all others.
  case latency
  /// From the scheduled time to the sending.
  case lag
  /// As the latency, to the first event with an output token.
  case firstToken = "first-token"
  /// Between the first event and the last, for each token behind the first event.
  case perToken = "per-token"
  /// Between one event with output and the next.
  case eventGap = "event-gap"
  /// Answered queries a second.
  case throughput
  /// Output tokens of answered queries a second.
  case tokenThroughput = "token-throughput"
  /// Scheduled queries a second that kept every limit.
  case goodput
  /// The share of the scheduled queries that did not.
  case misses
  /// The share of the scheduled queries without a usable answer.
  case errors
  /// The highest rate that keeps the objectives.
  case highestRate = "highest-rate"
  /// How many times faster a question is answered when it comes again.
  case repeatSpeedup = "repeat-speedup"
  /// The share of the questions that get another answer under load than alone.
  case changedAnswers = "changed-answers"
  /// Tokens of an answer under load by those of the same question alone, the median over the questions.
  case lengthRatio = "length-ratio"
  /// The share of the answers whose sender names itself another model than the one that answered the probe.
  case otherModels = "other-models"

  /// Whether it is a number for each query, of which a percentile is selected.
  public var isPerQuery: Bool {
    switch self {
    case .latency, .lag, .firstToken, .perToken, .eventGap: true
    default: false
    }
  }
}

extension Derivation {
  /// The sample series that the value follows from; `nil` where it follows from results alone, or from a reading.
  public var series: String? {
    switch self {
    case .value, .load, .energy, .efficiency: nil
    case .time(let series), .share(let series, _), .rate(_, let series), .amount(_, let series): series
    }
  }
}

extension Derivation: Codable {
  private enum CodingKeys: String, CodingKey { case value, time, over, rate, amount, per, load, energy }

  /// What an energy is counted of.
  private static let repetition = "repetition"

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .value(let name): try container.encode(name, forKey: .value)
    case .time(let series): try container.encode(series, forKey: .time)
    case .share(let series, let steps):
      try container.encode(series, forKey: .time)
      try container.encode(steps, forKey: .over)
    case .rate(let amount, let series):
      try container.encode(amount, forKey: .rate)
      try container.encode(series, forKey: .per)
    case .amount(let result, let series):
      try container.encode(result, forKey: .amount)
      try container.encode(series, forKey: .per)
    case .load(let figure): try container.encode(figure, forKey: .load)
    case .energy: try container.encode(Derivation.repetition, forKey: .energy)
    case .efficiency(let amount):
      try container.encode(amount, forKey: .rate)
      try container.encode(Derivation.repetition, forKey: .energy)
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    if let name = try container.decodeIfPresent(String.self, forKey: .value) {
      self = .value(name)
    } else if let series = try container.decodeIfPresent(String.self, forKey: .time) {
      self = try container.decodeIfPresent(U64.self, forKey: .over).map { .share(of: series, over: $0) } ?? .time(series)
    } else if let result = try container.decodeIfPresent(String.self, forKey: .amount) {
      self = .amount(of: result, per: try container.decode(String.self, forKey: .per))
    } else if let figure = try container.decodeIfPresent(LoadFigure.self, forKey: .load) {
      self = .load(figure)
    } else if let energy = try container.decodeIfPresent(String.self, forKey: .energy) {
      guard energy == Derivation.repetition else {
        throw DecodingError.dataCorruptedError(forKey: .energy, in: container, debugDescription: "expected `repetition`")
      }
      self = try container.decodeIfPresent(Quantity.self, forKey: .rate).map { .efficiency(of: $0) } ?? .energy
    } else {
      self = .rate(of: try container.decode(Quantity.self, forKey: .rate), per: try container.decode(String.self, forKey: .per))
    }
  }
}

/// A metric of one cell as the plan fixes it: name, unit, direction, and how it follows from the raw records.
public struct Metric: Sendable, Hashable, Codable {
  /// A term of the catalogue: `throughput`, `time`, `accuracy`, `p99` and so on.
  public var name: String
  /// The dimension; values are in its base unit.
  public var dimension: Dimension
  /// Whether more or less is better.
  public var direction: Direction
  /// Whether it follows from results or from measurements.
  public var origin: MetricOrigin
  /// How a value follows from the raw records.
  public var derivation: Derivation
  /// Which trials and samples enter, and how.
  public var selection: SelectionRule
  /// A flag among the results without which the metric has no value: a time to quality exists only where the quality was `reached`.
  public var requires: String?

  /// A metric of a cell.
  public init(
    name: String, dimension: Dimension, direction: Direction, origin: MetricOrigin, derivation: Derivation, selection: SelectionRule,
    requires: String? = nil
  ) {
    self.name = name
    self.dimension = dimension
    self.direction = direction
    self.origin = origin
    self.derivation = derivation
    self.selection = selection
    self.requires = requires
  }
}

extension Metric {
  /// A measured time: the given selection over a series of nanoseconds.
  public static func time(_ name: String, of series: String, _ selection: SelectionRule) -> Metric {
    Metric(
      name: name, dimension: .time, direction: .lower, origin: .measurement, derivation: .time(series), selection: selection)
  }

  /// A fixed amount of work by the median time of a series.
  public static func rate(_ name: String, _ dimension: Dimension, of amount: Quantity, per series: String) -> Metric {
    Metric(
      name: name, dimension: dimension, direction: .higher, origin: .measurement, derivation: .rate(of: amount, per: series),
      selection: .median)
  }

  /// A counted result of each trial by the time of its samples.
  public static func amount(_ name: String, _ dimension: Dimension, of result: String, per series: String) -> Metric {
    Metric(
      name: name, dimension: dimension, direction: .higher, origin: .measurement, derivation: .amount(of: result, per: series),
      selection: .median)
  }

  /// The energy of a repetition, and where the work of one is counted, that work for a joule.
  public static func energy(of work: Quantity?) -> [Metric] {
    let energy = Metric(
      name: "energy", dimension: .energy, direction: .lower, origin: .measurement, derivation: .energy, selection: .median)
    guard let work else { return [energy] }
    return [
      energy,
      Metric(
        name: "efficiency", dimension: .efficiency, direction: .higher, origin: .measurement, derivation: .efficiency(of: work),
        selection: .median),
    ]
  }

  /// A result of the same name, of several trials their mean.
  public static func result(_ name: String, _ direction: Direction, _ dimension: Dimension = .number) -> Metric {
    Metric(name: name, dimension: dimension, direction: direction, origin: .result, derivation: .value(name), selection: .all)
  }
}

/// A reference to a metric over the cells it selects; of several cells it is the geometric mean.
public struct MetricReference: Sendable, Hashable, Codable {
  /// As the spec wrote it: `gemm[type=f32].throughput`.
  public var text: String
  /// The cells (node ids), spelled out, in plan order; never empty.
  public var cells: [String]
  /// The name of the metric.
  public var metric: String
  /// The category whose items alone count; absent where all do.
  public var category: String?
  /// What it measures.
  public var dimension: Dimension
  /// Whether more or less is better.
  public var direction: Direction

  /// A reference that a spec wrote, resolved to cells.
  public init(text: String, cells: [String], metric: String, category: String? = nil, dimension: Dimension, direction: Direction) {
    self.text = text
    self.cells = cells
    self.metric = metric
    self.category = category
    self.dimension = dimension
    self.direction = direction
  }
}
