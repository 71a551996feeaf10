public import Record

/// An entry of the catalogue of scorers: a versioned pure function that judges one answer.
///
/// A revision never changes what it says: another judgement is another revision, and old ones stay, so that old bundles re-derive.
public struct Scorer: Sendable {
  /// Such as `exact-match`.
  public let name: String
  /// The revision of what it says.
  public let revision: Int
  /// The noun with its article: `an exact match`.
  public let noun: String
  /// One sentence.
  public let summary: String
  /// What a spec may set.
  public let settings: [SettingEntry]
  /// The named scores that it gives an item whose outcome can be scored.
  public let outputs: [Output]
  /// The version of the catalogue that brought it.
  public let since: Int
  /// The subjects of the plan that it asks under some settings, such as a judge; none where answer and item are enough.
  public let asks: @Sendable (Settings) -> [String]
  /// Judges an answer to an item, or says what has to be asked first.
  ///
  /// It is called again with the same answer whenever a judgement is derived again, and must then need the same.
  public let score: @Sendable (_ answer: Answer, _ item: Item, _ settings: Settings) throws(SettingFault) -> Scoring

  /// Makes an entry from its parts.
  public init(
    name: String, revision: Int, noun: String, summary: String, settings: [SettingEntry] = [], outputs: [Output], since: Int = 1,
    asks: @escaping @Sendable (Settings) -> [String] = { _ in [] },
    score: @escaping @Sendable (_ answer: Answer, _ item: Item, _ settings: Settings) throws(SettingFault) -> Scoring
  ) {
    self.name = name
    self.revision = revision
    self.noun = noun
    self.summary = summary
    self.settings = settings
    self.outputs = outputs
    self.since = since
    self.asks = asks
    self.score = score
  }

  /// A named score of an item; its mean over the items of a trial is a result of that name.
  public struct Output: Sendable, Hashable {
    /// Such as `accuracy`.
    public let name: String
    /// Which side is better.
    public let better: Direction
    /// What its mean says, in a clause.
    public let summary: String

    /// The score of an item that counts as wrong: scores lie between 0 and 1.
    public var worst: Rational { Rational(better == .lower ? 1 : 0) }

    /// Makes an output.
    public init(_ name: String, _ better: Direction, _ summary: String) {
      self.name = name
      self.better = better
      self.summary = summary
    }
  }

  /// The metrics that its outputs become.
  public var metrics: [MetricRule<Settings>] { outputs.map { .result($0.name, $0.better, $0.summary) } }

  /// Every scorer of this release, one line each.
  public static let all: [Scorer] = [
    exactMatch
  ]

  /// The scorer of a name and revision, or `nil`.
  public static func named(_ name: String, revision: Int) -> Scorer? {
    all.first { $0.name.utf8.elementsEqual(name.utf8) && $0.revision == revision }
  }
}

/// What a subject said to an item, as a scorer judges it.
public struct Answer: Sendable, Hashable {
  /// The answer that was found in its reply; empty where that is not one answer, and where it only refused.
  public var text: String
  /// Its words of refusal, where it refused.
  public var refusal: String?
  /// What was found in the reply.
  public var outcome: ItemOutcome
  /// The reply as it is, for scorers that judge more than the answer.
  public var reply: String

  /// Makes an answer.
  ///
  /// - Parameter reply: The reply; without it the answer is all of it.
  public init(_ text: String, refusal: String? = nil, outcome: ItemOutcome? = nil, reply: String? = nil) {
    self.text = text
    self.refusal = refusal
    self.outcome = outcome ?? (refusal == nil ? .answer : .refused)
    self.reply = reply ?? text
  }
}

/// An item of a dataset, as a scorer sees it.
public struct Item: Sendable, Hashable {
  /// The question.
  public var input: String
  /// The answers that count as right.
  public var answers: [String]
  /// The texts of its choices in the order in which they were shown; empty where it has none.
  public var choices: [String]

  /// Makes an item.
  public init(input: String, answers: [String], choices: [String] = []) {
    self.input = input
    self.answers = answers
    self.choices = choices
  }
}
