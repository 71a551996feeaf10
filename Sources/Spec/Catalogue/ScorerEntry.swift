public import Record

/// A scorer of answers, as a spec may choose it.
public struct ScorerEntry: Sendable {
  /// Such as `exact-match`.
  public var name: String
  /// The version of its judgements.
  public var revision: Int
  /// The noun with its article: `an exact match`.
  public var noun: String
  /// One sentence.
  public var summary: String
  /// What a spec may set.
  public var settings: [SettingEntry]
  /// The metrics that its scores become.
  public var metrics: [MetricRule<Settings>]
  /// The names of the metrics that are means of items' scores; only those have values at the ends of a family of rules.
  public var means: [String]
  /// The version of the catalogue that brought it.
  public var since: Int
  /// Whether it asks something about items under some settings: a judge, or the answering subject once more.
  public var asks: @Sendable (Settings) -> Bool
  /// The other subjects that it asks under some settings.
  public var subjects: @Sendable (Settings) -> [String]
  /// Why settings do not go together; `nil` where they do.
  public var problem: @Sendable (Settings) -> String?

  /// Describes a scorer.
  public init(
    name: String, revision: Int, noun: String, summary: String, settings: [SettingEntry], metrics: [MetricRule<Settings>],
    means: [String]? = nil,
    since: Int = 1, asks: @escaping @Sendable (Settings) -> Bool = { _ in false },
    subjects: @escaping @Sendable (Settings) -> [String] = { _ in [] }, problem: @escaping @Sendable (Settings) -> String? = { _ in nil }
  ) {
    self.name = name
    self.revision = revision
    self.noun = noun
    self.summary = summary
    self.settings = settings
    self.metrics = metrics
    self.means = means ?? metrics.map(\.name)
    self.since = since
    self.asks = asks
    self.subjects = subjects
    self.problem = problem
  }
}

extension ScorerEntry: CatalogueEntry {
  var word: String { name }
}
