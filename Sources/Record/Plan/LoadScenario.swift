/// How the queries of a load arrive; docs/load.md holds each definition beside those of other tools.
public enum LoadScenario: Sendable, Hashable {
  /// The next query is sent when the one before has ended.
  case singleStream
  /// So many queries are sent together, and the next so many when all of them have ended.
  case multiStream(streams: Int)
  /// So many clients send a query each, and the next when theirs has ended.
  case closedLoop(clients: Int)
  /// Queries arrive at a rate a second on average, independently of one another and of the server.
  case server(rate: Rational)
  /// So many queries arrive together, again after so many seconds.
  case burst(size: Int, seconds: Rational)
  /// All queries arrive at the start.
  case offline
  /// Windows at Poisson rates, until the highest rate that keeps the objectives lies between two that differ by this share at most.
  case highestRate(precision: Rational, windows: Int)
  /// The same questions alone, once more alone, and with so many clients: what changes between them.
  case compliance(clients: Int)

  /// The word of the language.
  public var word: String { entry.word }

  /// Its settings, defaults written out.
  public var settings: Settings { entry.written(self) }

  /// Whether latencies count from the time that a query was scheduled for, whatever the server does.
  public var isOpenLoop: Bool {
    switch self {
    case .server, .burst, .offline, .highestRate: true
    case .singleStream, .multiStream, .closedLoop, .compliance: false
    }
  }

  /// How many queries belong together, so that the last of them ends the query as LoadGen has it.
  public var samplesPerQuery: Int { if case .multiStream(let streams) = self { max(1, streams) } else { 1 } }

  /// The number of the window that the metrics of a load are about; `nil` where a search finds it.
  public var judgedWindow: Int? {
    switch self {
    case .highestRate: nil
    case .compliance: 2
    default: 0
    }
  }
}

/// A scenario of a load as a spec may choose it.
public struct LoadScenarioEntry: Sendable {
  /// The word of the language.
  public let word: String
  /// The noun with its article: `a server scenario`.
  public let noun: String
  /// One sentence.
  public let summary: String
  /// What a spec may set under it.
  public let settings: [SettingEntry]
  /// The version of the catalogue that brought it.
  public let since: Int
  /// The scenario that settings mean.
  public let make: @Sendable (Settings) throws(SettingFault) -> LoadScenario
  /// The settings that mean a scenario.
  let written: @Sendable (LoadScenario) -> Settings

  fileprivate init(
    _ word: String, _ noun: String, _ summary: String, _ settings: [SettingEntry] = [],
    make: @escaping @Sendable (Settings) throws(SettingFault) -> LoadScenario,
    written: @escaping @Sendable (LoadScenario) -> Settings = { _ in Settings() }
  ) {
    (self.word, self.noun, self.summary, self.settings, since) = (word, noun, summary, settings, 1)
    (self.make, self.written) = (make, written)
  }

  /// Every scenario of this release.
  public static let all: [LoadScenarioEntry] = [
    singleStream, multiStream, closedLoop, server, burst, offline, highestRate, compliance,
  ]

  private static let streams = Setting<Int>.standard("streams", .integer(1...10_000), "8", "Queries that are sent together.")
  private static let clients = Setting<Int>.standard("clients", .integer(1...10_000), "8", "Clients that send one query at a time each.")
  /// No driver issues more than this in time.
  private static let rate = Setting<Rational>.required(
    "rate", .number(NumberBounds(above: Rational(0), to: Rational(1_000_000))), "Queries a second on average.")
  private static let size = Setting<Int>.required("size", .integer(1...100_000), "Queries that arrive together.")
  private static let seconds = Setting<Rational>.required(
    "seconds", .number(NumberBounds(above: Rational(0), to: Rational(86_400))), "Seconds from one burst to the next.")
  private static let precision = Setting<Rational>.standard(
    "precision", .number(.share), "5%", "How far the rates apart are that the highest lies between, as a share of the lower.")
  private static let windows = Setting<Int>.standard("windows", .integer(2...100), "24", "The most windows that the search takes.")

  static let singleStream = LoadScenarioEntry(
    "single-stream", "a single-stream scenario", "The next query is sent when the one before has ended.",
    make: { _ throws(SettingFault) in .singleStream })
  static let multiStream = LoadScenarioEntry(
    "multi-stream", "a multi-stream scenario", "Queries are sent together, the next ones when all have ended.", [streams.entry],
    make: { (settings) throws(SettingFault) in .multiStream(streams: try settings.value(streams)) },
    written: { if case .multiStream(let count) = $0 { Settings().with(streams, count) } else { Settings() } })
  static let closedLoop = LoadScenarioEntry(
    "closed-loop", "a closed loop", "Each client sends its next query when the one before has ended.", [clients.entry],
    make: { (settings) throws(SettingFault) in .closedLoop(clients: try settings.value(clients)) },
    written: { if case .closedLoop(let count) = $0 { Settings().with(clients, count) } else { Settings() } })
  static let server = LoadScenarioEntry(
    "server", "a server scenario", "Queries arrive by a seeded Poisson process, whatever the server does.", [rate.entry],
    make: { (settings) throws(SettingFault) in .server(rate: try settings.value(rate)) },
    written: { if case .server(let value) = $0 { Settings().with(rate, value) } else { Settings() } })
  static let burst = LoadScenarioEntry(
    "burst", "a burst scenario", "Queries arrive together, again after a time.", [size.entry, seconds.entry],
    make: { (settings) throws(SettingFault) in .burst(size: try settings.value(size), seconds: try settings.value(seconds)) },
    written: {
      if case .burst(let count, let time) = $0 { Settings().with(size, count).with(seconds, time) } else { Settings() }
    })
  static let offline = LoadScenarioEntry(
    "offline", "an offline scenario", "All queries arrive at the start.", make: { _ throws(SettingFault) in .offline })
  static let highestRate = LoadScenarioEntry(
    "highest-rate", "a search for the highest rate", "Windows at Poisson rates find the highest rate that keeps the objectives.",
    [precision.entry, windows.entry],
    make: { (settings) throws(SettingFault) in
      .highestRate(precision: try settings.value(precision), windows: try settings.value(windows))
    },
    written: {
      if case .highestRate(let share, let count) = $0 { Settings().with(precision, share).with(windows, count) } else { Settings() }
    })
  static let compliance = LoadScenarioEntry(
    "compliance", "compliance probes", "The same questions alone, once more alone, and under load: what changes.", [clients.entry],
    make: { (settings) throws(SettingFault) in .compliance(clients: try settings.value(clients)) },
    written: { if case .compliance(let count) = $0 { Settings().with(clients, count) } else { Settings() } })
}

extension LoadScenario {
  /// How it is written in a spec.
  public var entry: LoadScenarioEntry {
    switch self {
    case .singleStream: .singleStream
    case .multiStream: .multiStream
    case .closedLoop: .closedLoop
    case .server: .server
    case .burst: .burst
    case .offline: .offline
    case .highestRate: .highestRate
    case .compliance: .compliance
    }
  }
}

extension LoadScenario: Codable {
  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    guard let entry = LoadScenarioEntry.all.first(where: { $0.word == choice.word }) else { throw choice.unknown("scenario") }
    do {
      self = try entry.make(try choice.value())
    } catch let fault as SettingFault {
      throw DecodingError.dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "\(fault)"))
    }
  }

  public func encode(to encoder: any Encoder) throws { try Choice.encode(word, settings, to: encoder) }
}
