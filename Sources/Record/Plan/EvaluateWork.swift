/// Items put to a subject, its answers scored.
///
/// Results (class `replayed`): `accuracy` (ratio), `items` (digest of the per-item verdicts).
/// Series: `latency` (a request each).
public struct EvaluateWork: Sendable, Hashable, Codable {
  /// The subject that answers: its id in the plan.
  public var subject: String
  /// The dataset whose items are asked: an input id.
  public var dataset: String
  /// The user message; `{input}` stands for the item's input.
  public var prompt: String
  /// The system message; absent where none is sent.
  public var system: String?
  /// What judges the answers.
  public var scorer: Scorer
  /// What is asked of the subject beside the text.
  public var generation: Generation
  /// Only the first so many items; absent: all.
  ///
  /// A limited run is marked partial.
  public var items: Int?
  /// The most requests that are under way at once.
  public var concurrency: Int

  /// An evaluation of a subject over a dataset.
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
    /// The version of the function.
    public var revision: Int
    /// Its settings, defaults written out.
    public var settings: Settings

    /// A revision of a scorer with its settings.
    public init(name: String, revision: Int, settings: Settings) {
      self.name = name
      self.revision = revision
      self.settings = settings
    }
  }

  /// What is asked of the endpoint; the seed is derived from the cell's stream.
  public struct Generation: Sendable, Hashable, Codable {
    /// The most tokens of an answer.
    public var maxTokens: Int
    /// The temperature of sampling; 0 asks for the most likely tokens.
    public var temperature: Rational

    /// What is asked of a subject.
    public init(maxTokens: Int, temperature: Rational) {
      self.maxTokens = maxTokens
      self.temperature = temperature
    }
  }
}
