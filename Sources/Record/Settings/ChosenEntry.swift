/// An entry of the catalogue that a plan names, and its settings.
///
/// In JSON the word is the only member of an object: `{"csv":{"label":"y"}}`.
public struct ChosenEntry: Sendable, Hashable {
  /// The word of the language: `csv`, `endpoint` and so on.
  public var word: String
  /// The settings of the entry, defaults written out.
  public var settings: Settings

  /// An entry of a word.
  public init(_ word: String, _ settings: Settings) {
    self.word = word
    self.settings = settings
  }
}

extension ChosenEntry: Codable {
  public init(from decoder: any Decoder) throws {
    let choice = try Choice(from: decoder)
    self.init(choice.word, try choice.value())
  }

  public func encode(to encoder: any Encoder) throws { try Choice.encode(word, settings, to: encoder) }
}
