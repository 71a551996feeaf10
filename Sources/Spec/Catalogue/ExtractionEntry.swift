public import Record

/// A rule that finds answers in replies, as a spec may choose it.
public struct ExtractionEntry: Sendable {
  /// Such as `letter`.
  public var name: String
  /// The version of what it finds.
  public var revision: Int
  /// The noun with its article: `a letter`.
  public var noun: String
  /// One sentence.
  public var summary: String
  /// What a spec may set.
  public var settings: [SettingEntry]
  /// The version of the catalogue that brought it.
  public var since: Int
  /// What is wrong with settings that are of the right type, such as a pattern, and the setting's name.
  public var problem: @Sendable (Settings) -> (setting: String, reason: String)?

  /// Describes a rule.
  public init(
    name: String, revision: Int, noun: String, summary: String, settings: [SettingEntry], since: Int = 1,
    problem: @escaping @Sendable (Settings) -> (setting: String, reason: String)? = { _ in nil }
  ) {
    self.name = name
    self.revision = revision
    self.noun = noun
    self.summary = summary
    self.settings = settings
    self.since = since
    self.problem = problem
  }
}

extension ExtractionEntry: CatalogueEntry {
  var word: String { name }
}
