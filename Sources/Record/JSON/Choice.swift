/// One of several kinds in a record: an object whose only member is named by the kind's word, such as `{"csv":{"label":"y"}}`.
struct Choice {
  let word: String
  private let container: KeyedDecodingContainer<Word>

  private struct Word: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(from decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: Word.self)
    guard let only = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "expected an object with exactly one member"))
    }
    word = only.stringValue
  }

  /// The value of the kind.
  func value<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
    try container.decode(type, forKey: Word(stringValue: word))
  }

  /// The refusal of a word that names no kind.
  func unknown(_ noun: String) -> DecodingError {
    DecodingError.dataCorrupted(DecodingError.Context(codingPath: container.codingPath, debugDescription: "no \(noun) is called `\(word)`"))
  }

  /// Writes a value under the word of its kind.
  static func encode(_ word: String, _ value: some Encodable, to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Word.self)
    try container.encode(value, forKey: Word(stringValue: word))
  }
}
