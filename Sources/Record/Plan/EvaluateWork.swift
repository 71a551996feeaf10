/// Items put to a subject, its answers scored.
///
/// Results (class `replayed`): each output of each scorer, the number of items by outcome, `items` (digest of the item records).
/// Series: `latency`, `retries`, `resends`, `token-rate`, and of streams `first-token` and `token-gap`.
public struct EvaluateWork: Sendable, Hashable, Codable {
  /// The subject that answers: its id in the plan.
  public var subject: String
  /// The dataset whose items are asked: an input id.
  public var dataset: String
  /// How an item becomes a question.
  public var prompt: PromptPlan
  /// What is asked of the subject beside the text.
  public var generation: Generation
  /// How answers are to come.
  public var delivery: Delivery
  /// The rules that look for the answer in a reply, the declared one first.
  public var extraction: [Entry]
  /// What judges the answers, each by itself.
  public var scorers: [Entry]
  /// What becomes of items without a usable answer.
  public var errors: ErrorPolicy
  /// Only the first so many items; absent: all.
  ///
  /// A limited run is marked partial.
  public var items: Int?
  /// The most requests that are under way at once.
  public var concurrency: Int

  /// An evaluation of a subject over a dataset.
  public init(
    subject: String, dataset: String, prompt: PromptPlan, generation: Generation, extraction: [Entry] = [.whole], scorers: [Entry],
    errors: ErrorPolicy = .stop, items: Int? = nil, concurrency: Int = 1, delivery: Delivery = Delivery()
  ) {
    self.subject = subject
    self.dataset = dataset
    self.prompt = prompt
    self.generation = generation
    self.delivery = delivery
    self.extraction = extraction
    self.scorers = scorers
    self.errors = errors
    self.items = items
    self.concurrency = concurrency
  }

  /// An entry of a catalogue of pure functions: an extraction rule or a scorer, with the revision of what it says.
  public struct Entry: Sendable, Hashable, Codable {
    /// Such as `exact-match`.
    public var name: String
    /// The version of the function.
    public var revision: Int
    /// Its settings, defaults written out.
    public var settings: Settings

    /// A revision of a function with its settings.
    public init(name: String, revision: Int, settings: Settings) {
      self.name = name
      self.revision = revision
      self.settings = settings
    }

    /// The rule that takes a reply as it is for the answer, apart from reasoning between tags.
    public static let whole = Entry(
      name: "whole", revision: 1, settings: Settings(values: JSON.Object([.init("reasoning", "strip"), .init("refusals", "told")])))
  }

  /// What is asked of the endpoint; the seed is derived from the cell's stream.
  public struct Generation: Sendable, Hashable, Codable {
    /// The most tokens of an answer.
    public var maxTokens: Int
    /// The temperature of sampling; 0 asks for the most likely tokens.
    public var temperature: Rational
    /// The share of the probability that tokens are drawn from; absent where the subject decides.
    public var topP: Rational?
    /// Texts that end the answer where they come up; they are no part of it.
    public var stop: [String]

    /// What is asked of a subject.
    public init(maxTokens: Int, temperature: Rational, topP: Rational? = nil, stop: [String] = []) {
      self.maxTokens = maxTokens
      self.temperature = temperature
      self.topP = topP
      self.stop = stop
    }
  }
}
