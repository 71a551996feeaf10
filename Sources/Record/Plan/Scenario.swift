/// How queries arrive, as MLPerf LoadGen defines it.
///
/// Each scenario names its series, its sampling rule, its metrics and its settings; Spec and Interpreter follow from here.
public enum Scenario: Sendable, Hashable {
  /// Queries of one row, one after another.
  case singleStream(queries: Int)
  /// All rows of a sample at once, computed in batches.
  case offline(queries: Int, batch: Int)

  /// The word of the language.
  public var word: String { entry.word }

  /// The sample series that its rule is about.
  public var series: String {
    switch self {
    case .singleStream: "latency"
    case .offline: "time"
    }
  }

  /// The number of samples where the scenario fixes it, so that a spec has nothing to say; `nil` where the spec's rule decides.
  public var fixedSamples: Int? {
    switch self {
    case .singleStream(let queries): queries
    case .offline: nil
    }
  }

  /// What is measured under it, beside the quality of the answers, as a version of the catalogue has it.
  public func metrics(in version: Int) -> [Metric] { entry.metrics.compactMap { $0.metric(self, in: version) } }

  /// Its settings, defaults written out.
  public var settings: Settings { entry.written(self) }

  /// How it is written in a spec.
  public var entry: ScenarioEntry {
    switch self {
    case .singleStream: .singleStream
    case .offline: .offline
    }
  }
}

/// A scenario as a spec may choose it.
public struct ScenarioEntry: Sendable {
  /// The word of the language.
  public let word: String
  /// The noun with its article: `a single-stream scenario`.
  public let noun: String
  /// One sentence.
  public let summary: String
  /// What a spec may set under it.
  public let settings: [SettingEntry]
  /// What is measured under it.
  public let metrics: [MetricRule<Scenario>]
  /// The version of the catalogue that brought it.
  public let since: Int
  /// The scenario that settings mean.
  public let make: @Sendable (Settings) throws(SettingFault) -> Scenario
  /// The settings that mean a scenario.
  let written: @Sendable (Scenario) -> Settings

  /// Every scenario of this release.
  public static let all: [ScenarioEntry] = [singleStream, offline]

  private static let queries = Setting<Int>.standard("queries", .integer(1...1_000_000), "1024", "How many queries.")
  private static let rows = Setting<Int>.standard("queries", .integer(1...1_000_000), "8192", "Rows that a sample answers.")
  private static let batch = Setting<Int>.standard("batch", .integer(1...65_536), "64", "Rows that are computed together.")

  static let singleStream = ScenarioEntry(
    word: "single-stream", noun: "a single-stream scenario", summary: "Queries of one row, one after another.", settings: [queries.entry],
    metrics: [
      .time("p50", of: "latency", .p50, "percentile of the latency"), .time("p90", of: "latency", .p90, "percentile of the latency"),
      .time("p99", of: "latency", .p99, "percentile of the latency"),
      .rate("throughput", per: "latency", "rows in a second, by the median") { _ in (.rate, Quantity(Rational(1))) },
    ], since: 1,
    make: { (settings) throws(SettingFault) in .singleStream(queries: try settings.value(queries)) },
    written: { scenario in
      guard case .singleStream(let count) = scenario else { return Settings() }
      return Settings().with(queries, count)
    })

  static let offline = ScenarioEntry(
    word: "offline", noun: "an offline scenario", summary: "All rows at once.", settings: [rows.entry, batch.entry],
    metrics: [
      .time("time", of: "time", .median, "median time of a sample"),
      .rate("throughput", per: "time", "rows in a second, by the median") { scenario in
        guard case .offline(let count, _) = scenario else { return nil }
        return (.rate, Quantity(Rational(count)))
      },
    ], since: 1,
    make: { (settings) throws(SettingFault) in .offline(queries: try settings.value(rows), batch: try settings.value(batch)) },
    written: { scenario in
      guard case .offline(let count, let size) = scenario else { return Settings() }
      return Settings().with(rows, count).with(batch, size)
    })
}

extension Scenario: Codable {
  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    guard let entry = ScenarioEntry.all.first(where: { $0.word == choice.word }) else { throw choice.unknown("scenario") }
    do {
      self = try entry.make(try choice.value())
    } catch let fault as SettingFault {
      throw DecodingError.dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "\(fault)"))
    }
  }

  public func encode(to encoder: any Encoder) throws { try Choice.encode(word, entry.written(self), to: encoder) }
}
