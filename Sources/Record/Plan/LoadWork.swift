/// What a server does under load: queries that arrive as a scenario says, each with all of its times.
///
/// Results: `tokens-proven` of a subject, `accuracy` of a model. Series: the columns of the event log (`LoadEvent`).
public struct LoadWork: Sendable, Hashable, Codable {
  /// Who answers.
  public var server: Server
  /// The dataset that queries are drawn from: an input id; a program has none.
  public var dataset: String?
  /// How queries arrive.
  public var scenario: LoadScenario
  /// The most queries that arrive in a window.
  public var queries: Int
  /// Nanoseconds after which no more queries arrive in a window; absent where their number alone ends it.
  public var window: U64?
  /// What a query has to meet to count as good.
  public var objectives: Objectives
  /// Revisions of the building blocks of a model, by name.
  public var revisions: [String: Int]

  /// A load on a server.
  public init(
    server: Server, dataset: String?, scenario: LoadScenario, queries: Int, window: U64? = nil, objectives: Objectives = Objectives(),
    revisions: [String: Int] = [:]
  ) {
    self.server = server
    self.dataset = dataset
    self.scenario = scenario
    self.queries = queries
    self.window = window
    self.objectives = objectives
    self.revisions = revisions
  }

  /// Who answers the queries of a load.
  public enum Server: Sendable, Hashable {
    /// A subject of the plan, asked as an evaluation asks; nothing judges the answers.
    case subject(EvaluateWork)
    /// The model that a cell trained: one row a query.
    case model(String)
    /// The program of a command cell: one run a query.
    case program(String)
  }

  /// Limits on one query, in nanoseconds, and the share of the queries that has to keep all of them.
  public struct Objectives: Sendable, Hashable, Codable {
    /// From the scheduled time to the end; in a closed loop from the sending.
    public var latency: U64?
    /// The same to the first event with an output token.
    public var firstToken: U64?
    /// Between the first event and the last, for each token behind the first event.
    public var perToken: U64?
    /// The share of the scheduled queries.
    public var share: Rational

    /// Objectives; without limits every answered query is good.
    public init(latency: U64? = nil, firstToken: U64? = nil, perToken: U64? = nil, share: Rational = Rational(99, over: 100) ?? Rational(1))
    {
      self.latency = latency
      self.firstToken = firstToken
      self.perToken = perToken
      self.share = share
    }

    /// So few queries can show with 99 % confidence that the share is kept, where every one of them is good.
    public var leastQueries: Int {
      var (count, chance) = (0, 1.0)
      while chance > 0.01, count < 10_000_000 { (count, chance) = (count + 1, chance * share.real) }
      return count
    }

    /// Whether there is any limit.
    public var isLimited: Bool { latency != nil || firstToken != nil || perToken != nil }
  }

  /// The subject's questions, where a subject answers.
  public var asking: EvaluateWork? { if case .subject(let work) = server { work } else { nil } }

  /// Whether answers come piece by piece, so that first tokens have times.
  public var isStream: Bool { asking?.delivery.stream ?? false }
}

extension LoadWork.Server: Codable {
  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    switch choice.word {
    case "subject": self = .subject(try choice.value())
    case "model": self = .model(try choice.value())
    case "program": self = .program(try choice.value())
    default: throw choice.unknown("server of a load")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .subject(let work): try Choice.encode("subject", work, to: encoder)
    case .model(let cell): try Choice.encode("model", cell, to: encoder)
    case .program(let cell): try Choice.encode("program", cell, to: encoder)
    }
  }
}
