/// A sentence in both languages of pages; one cannot be made without the other.
public struct Bilingual: Sendable, Hashable {
  /// In English, the language of records and terminals.
  public let english: String
  /// In simplified Chinese.
  public let chinese: String

  /// A sentence in both languages.
  public init(_ english: String, _ chinese: String) { (self.english, self.chinese) = (english, chinese) }
}
