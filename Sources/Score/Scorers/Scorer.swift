public import Record

/// A versioned pure function that judges one answer.
///
/// A revision never changes what it says: another judgement is another revision, and old ones stay, so that old bundles re-derive.
public struct Scorer: Sendable {
  public let name: String
  public let revision: Int
  /// The noun with its article: `an exact match`.
  public let noun: String
  public let summary: String
  /// What a spec may set.
  public let settings: [SettingEntry]
  /// The metrics that its scores become.
  public let metrics: [MetricRule<Settings>]
  /// The version of the catalogue that brought it.
  public let since: Int
  /// Judges an answer against what was expected.
  public let judge: @Sendable (_ answer: String, _ expected: String, _ settings: Settings) -> ItemVerdict

  public init(
    name: String, revision: Int, noun: String, summary: String, settings: [SettingEntry] = [], metrics: [MetricRule<Settings>],
    since: Int = 1,
    judge: @escaping @Sendable (String, String, Settings) -> ItemVerdict
  ) {
    self.name = name
    self.revision = revision
    self.noun = noun
    self.summary = summary
    self.settings = settings
    self.metrics = metrics
    self.since = since
    self.judge = judge
  }

  /// Every scorer of this release, one entry each.
  public static let all: [Scorer] = [exactMatch]

  /// The scorer of a name and revision, or `nil`.
  public static func named(_ name: String, revision: Int) -> Scorer? {
    all.first { $0.name.utf8.elementsEqual(name.utf8) && $0.revision == revision }
  }
}

/// What a scorer says about one item, with what it compared, so that a person can follow.
public struct ItemVerdict: Sendable, Hashable {
  public var isCorrect: Bool
  /// The part of the answer that was judged, as it was compared.
  public var extracted: String
  /// The expectation as it was compared.
  public var expected: String

  public init(isCorrect: Bool, extracted: String, expected: String) {
    self.isCorrect = isCorrect
    self.extracted = extracted
    self.expected = expected
  }
}
