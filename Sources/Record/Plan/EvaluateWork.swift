/// Items put to a subject, its answers scored.
///
/// Results (class `replayed`): `accuracy` (ratio), `items` (digest of the per-item verdicts).
/// Series: `latency` (a request each).
public struct EvaluateWork: Sendable, Hashable, Codable {
  public var subject: String
  public var dataset: String
  /// The user message; `{input}` stands for the item's input.
  public var prompt: String
  public var system: String?
  public var scorer: Scorer
  public var generation: Generation
  /// Only the first so many items; absent: all.
  ///
  /// A limited run is marked partial.
  public var items: Int?
  public var concurrency: Int

  public init(
    subject: String, dataset: String, prompt: String, system: String?, scorer: Scorer, generation: Generation, items: Int?,
    concurrency: Int
  ) {
    self.subject = subject
    self.dataset = dataset
    self.prompt = prompt
    self.system = system
    self.scorer = scorer
    self.generation = generation
    self.items = items
    self.concurrency = concurrency
  }

  /// A scorer of the catalogue: a versioned pure function of answer and item.
  public struct Scorer: Sendable, Hashable, Codable {
    /// Such as `exact-match`.
    public var name: String
    public var revision: Int
    public var settings: Settings

    public init(name: String, revision: Int, settings: Settings) {
      self.name = name
      self.revision = revision
      self.settings = settings
    }
  }

  /// What is asked of the endpoint; the seed is derived from the cell's stream.
  public struct Generation: Sendable, Hashable, Codable {
    public var maxTokens: Int
    public var temperature: Rational

    public init(maxTokens: Int, temperature: Rational) {
      self.maxTokens = maxTokens
      self.temperature = temperature
    }
  }
}
