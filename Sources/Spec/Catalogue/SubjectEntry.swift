public import Record

/// A kind of subject of evaluations, as a spec may declare it.
public struct SubjectEntry: Sendable, CatalogueEntry {
  /// The word of the language: `endpoint` and so on.
  public var word: String
  /// The noun with its article: `an endpoint`.
  public var noun: String
  /// One sentence.
  public var summary: String
  /// What a spec may set.
  public var settings: [SettingEntry]
  /// The version of the catalogue that brought it.
  public var since: Int

  /// Describes a kind of subject.
  public init(word: String, noun: String, summary: String, settings: [SettingEntry], since: Int = 1) {
    self.word = word
    self.noun = noun
    self.summary = summary
    self.settings = settings
    self.since = since
  }
}
