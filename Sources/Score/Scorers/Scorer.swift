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
  /// What its counts over all items add up to.
  public let totals: [Total]
  /// What its items come to by their clusters.
  public let groups: [Group]
  /// Counts that it keeps in an item's record beside outputs and the parts of totals.
  public let kept: [String]
  /// The version of the catalogue that brought it.
  public let since: Int
  /// Why settings do not go together; `nil` where they do.
  public let problem: @Sendable (Settings) -> String?
  /// Why no answer to an item could be judged as meant; `nil` where one can.
  public let fit: @Sendable (Item, Settings) -> String?
  /// Whether the beginning of a reply is enough, so that one that was cut is judged too.
  public let takesCut: Bool
  /// Whether it puts an item to its own subject once more.
  public let asksAgain: Bool
  /// The subjects of the plan that it asks under some settings, such as a judge; none where answer and item are enough.
  public let asks: @Sendable (Settings) -> [String]
  /// Judges an answer to an item, or says what has to be asked first.
  ///
  /// It is called again with the same answer whenever a judgement is derived again, and must then need the same.
  public let score: @Sendable (_ answer: Answer, _ item: Item, _ settings: Settings) throws(SettingFault) -> Scoring

  /// Makes an entry from its parts.
  public init(
    name: String, revision: Int, noun: String, summary: String, settings: [SettingEntry] = [], outputs: [Output],
    totals: [Total] = [], kept: [String] = [], groups: [Group] = [], since: Int = 1,
    problem: @escaping @Sendable (Settings) -> String? = { _ in nil },
    fit: @escaping @Sendable (Item, Settings) -> String? = { _, _ in nil },
    takesCut: Bool = false, asksAgain: Bool = false, asks: @escaping @Sendable (Settings) -> [String] = { _ in [] },
    score: @escaping @Sendable (_ answer: Answer, _ item: Item, _ settings: Settings) throws(SettingFault) -> Scoring
  ) {
    self.name = name
    self.revision = revision
    self.noun = noun
    self.summary = summary
    self.settings = settings
    self.outputs = outputs
    self.totals = totals
    self.groups = groups
    self.kept = kept
    self.since = since
    self.problem = problem
    self.fit = fit
    self.takesCut = takesCut
    self.asksAgain = asksAgain
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
  public var metrics: [MetricRule<Settings>] {
    results.map { .result($0.name, $0.better, $0.summary) }
  }

  /// The subjects that it asks, the answering one first where it is asked again.
  public func asksAll(_ settings: Settings, itself subject: String) -> [String] { (asksAgain ? [subject] : []) + asks(settings) }

  /// Whether it asks anybody anything under some settings.
  public func isAsking(_ settings: Settings) -> Bool { asksAgain || !asks(settings).isEmpty }

  /// Every result that it brings beside the numbers of items.
  public var results: [Output] { outputs + totals.map(\.output) + groups.map(\.output) }

  /// The counts that it keeps in an item's record beside its outputs.
  public var parts: [String] { Set(totals.flatMap(\.parts) + kept).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  /// Every scorer of this release, one line each.
  public static let all: [Scorer] = [
    exactMatch,
    normalizedMatch,
    contains,
    regexMatch,
    numeric,
    squad,
    tokenF1,
    rouge,
    bleu,
    chrf,
    multipleChoice,
    letterLikelihood,
    choiceLikelihood,
    jsonSchema,
    calibration,
    refusal,
    rationale,
    leakage,
    consistency,
    contamination,
    correctedContamination,
    orderTest,
    canary,
    instructions,
    passAtK,
    codeTests,
    rubric,
    pairwise,
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
  /// The tokens of the reply with their probabilities, where they were told.
  public var tokens: [TokenProbability]

  /// Makes an answer.
  ///
  /// - Parameter reply: The reply; without it the answer is all of it.
  public init(
    _ text: String, refusal: String? = nil, outcome: ItemOutcome? = nil, reply: String? = nil, tokens: [TokenProbability] = []
  ) {
    self.text = text
    self.refusal = refusal
    self.outcome = outcome ?? (refusal == nil ? .answer : .refused)
    self.reply = reply ?? text
    self.tokens = tokens
  }
}

/// An item of a dataset, as a scorer sees it.
public struct Item: Sendable, Hashable {
  /// The question.
  public var input: String
  /// The answers that count as right.
  public var answers: [String]
  /// What can be chosen, in the order in which it was shown.
  public var choices: [String]
  /// The positions of the right choices among those, ascending.
  public var correct: [Int]
  /// The position in the dataset of each choice; empty where they were shown in the order of the dataset.
  public var order: [Int]
  /// Everything that the dataset says of it, by name.
  public var fields: JSON.Object

  /// Makes an item.
  public init(
    input: String, answers: [String], choices: [String] = [], correct: [Int] = [], order: [Int] = [], fields: JSON.Object = JSON.Object()
  ) {
    self.input = input
    self.answers = answers
    self.choices = choices
    self.correct = correct
    self.order = order
    self.fields = fields
  }
}
