/// The name of something in a record, such as a result: 1 to 1,024 printable ASCII characters without a space.
///
/// Swift and Unicode call texts equal that are not the same bytes, such as `K` and the Kelvin sign U+212A. Names are equal exactly where
/// their bytes are, in every program that reads a record, since no other text is one. Comparing them costs what they are long.
@propertyWrapper
public struct Name: Sendable, Hashable, TextCodable {
  /// The name as a text.
  public var wrappedValue: String

  /// A name that the program itself made.
  public init(wrappedValue: String) { self.wrappedValue = wrappedValue }

  /// A name that stands in a record.
  public init?(recordText text: String) {
    guard (1...Name.limit).contains(text.utf8.count), text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    wrappedValue = text
  }

  /// The name as a text.
  public var recordText: String { wrappedValue }
  /// The most bytes of a name.
  public static let limit = 1024
  /// What a name looks like, for messages.
  public static var recordForm: String { "a name of 1 to \(limit) printable ASCII characters" }
}
