public import Record

/// How the bytes of a dataset may be read, as a spec may say it.
public struct FormatEntry: Sendable, CatalogueEntry {
  /// The word of the language: `csv`, `jsonl` and so on.
  public var word: String
  /// The noun with its article: `a CSV format`.
  public var noun: String
  /// One sentence.
  public var summary: String
  /// What reading may yield, and the setting that makes it so.
  public var yields: [Yield]
  /// What a spec may set.
  public var settings: [SettingEntry]
  /// The version of the catalogue that brought it.
  public var since: Int
  /// The digest that pins items which stand in the spec itself; `nil` for a format of files.
  public var pin: (@Sendable (_ items: [JSON]) -> Digest)?

  /// What a workload asks of a dataset.
  public enum Content: String, Sendable, Hashable, CaseIterable {
    /// Rows of features with a class.
    case table
    /// Running text.
    case text
    /// Questions with what counts as right.
    case items
    /// Bytes that no workload of Etalon reads, for programs.
    case bytes
  }

  /// Something that reading may yield.
  public struct Yield: Sendable, Hashable {
    /// What it is.
    public var content: Content
    /// The setting that a spec writes to get it; `nil` where it always comes.
    public var setting: String?

    /// Something that comes always, or where a setting is written.
    public init(_ content: Content, by setting: String? = nil) { (self.content, self.setting) = (content, setting) }
  }

  /// What reading yields under some settings.
  public func contents(_ settings: Settings) -> [Content] {
    yields.filter { $0.setting.map { settings.values[$0] != nil } ?? true }.map(\.content)
  }

  /// Describes a format.
  public init(
    word: String, noun: String, summary: String, yields: [Yield], settings: [SettingEntry], since: Int = 1,
    pin: (@Sendable (_ items: [JSON]) -> Digest)? = nil
  ) {
    self.word = word
    self.noun = noun
    self.summary = summary
    self.yields = yields
    self.settings = settings
    self.since = since
    self.pin = pin
  }
}
