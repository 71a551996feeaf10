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
  /// The version of the catalogue that brought it.
  public var since: Int
  /// Whether it asks other subjects under some settings, such as a judge.
  public var asks: @Sendable (Settings) -> Bool

  /// Describes a scorer.
  public init(
    name: String, revision: Int, noun: String, summary: String, settings: [SettingEntry], metrics: [MetricRule<Settings>], since: Int = 1,
    asks: @escaping @Sendable (Settings) -> Bool = { _ in false }
  ) {
    self.name = name
    self.revision = revision
    self.noun = noun
    self.summary = summary
    self.settings = settings
    self.metrics = metrics
    self.since = since
    self.asks = asks
  }
}

extension ScorerEntry: CatalogueEntry {
  var word: String { name }
}
