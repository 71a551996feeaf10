public import Record

/// How the bytes of a dataset may be read, as a spec may say it.
public struct FormatEntry: Sendable, CatalogueEntry {
  /// The word of the language: `csv`, `jsonl` and so on.
  public var word: String
  /// The noun with its article: `a CSV format`.
  public var noun: String
  /// One sentence.
  public var summary: String
  /// What reading yields.
  public var content: Content
  /// What a spec may set.
  public var settings: [SettingEntry]
  /// The version of the catalogue that brought it.
  public var since: Int

  /// What a workload asks of a dataset.
  public enum Content: String, Sendable, Hashable, CaseIterable {
    /// Rows of features with a class.
    case table
    /// Running text.
    case text
    /// Questions with what counts as right.
    case items
  }

  /// Describes a format.
  public init(word: String, noun: String, summary: String, content: Content, settings: [SettingEntry], since: Int = 1) {
    self.word = word
    self.noun = noun
    self.summary = summary
    self.content = content
    self.settings = settings
    self.since = since
  }
}
