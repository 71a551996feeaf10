internal import Record

/// A value of the language, checked against its shape, that still knows where it stands.
struct Decoded: Sendable {
  let span: Span
  let field: Field
  /// The scalar it was read from, where it was one.
  let scalar: Scalar?
}

/// What a checked value is.
indirect enum Field: Sendable {
  case text(String)
  case integer(Int)
  case seed(UInt64)
  case number(Rational)
  case quantity(Quantity)
  case digest(Digest)
  case boolean(Bool)
  case list([Decoded])
  case map([(key: Key, value: Decoded)])
  case variant(String, Fields)
  case object(Fields)
  /// Left as it was written, for a step that knows more.
  case raw(Value)
}

/// The checked keys of one mapping.
///
/// A key whose value was wrong is absent; its problem is already reported.
struct Fields: Sendable {
  /// The whole mapping.
  let span: Span
  let entries: [String: Entry]
  /// Keys that were written and whose values were wrong.
  var refused: Set<String> = []

  struct Entry: Sendable {
    let key: Span
    let value: Decoded
    /// Whether the spec wrote it, rather than the table's default.
    let isWritten: Bool
  }

  subscript(key: String) -> Decoded? { entries[key]?.value }
  func isWritten(_ key: String) -> Bool { entries[key]?.isWritten ?? false }

  func text(_ key: String) -> String? { if case .text(let text)? = self[key]?.field { text } else { nil } }
  func integer(_ key: String) -> Int? { if case .integer(let value)? = self[key]?.field { value } else { nil } }
  func number(_ key: String) -> Rational? { if case .number(let value)? = self[key]?.field { value } else { nil } }
  func quantity(_ key: String) -> Quantity? { if case .quantity(let value)? = self[key]?.field { value } else { nil } }
  func digest(_ key: String) -> Digest? { if case .digest(let value)? = self[key]?.field { value } else { nil } }
  func boolean(_ key: String) -> Bool? { if case .boolean(let value)? = self[key]?.field { value } else { nil } }
  func seed(_ key: String) -> UInt64? { if case .seed(let value)? = self[key]?.field { value } else { nil } }
  func object(_ key: String) -> Fields? { if case .object(let value)? = self[key]?.field { value } else { nil } }
  func raw(_ key: String) -> Value? { if case .raw(let value)? = self[key]?.field { value } else { nil } }

  func list(_ key: String) -> [Decoded] { if case .list(let values)? = self[key]?.field { values } else { [] } }

  func map(_ key: String) -> [(key: Key, value: Decoded)] {
    if case .map(let entries)? = self[key]?.field { entries } else { [] }
  }

  func variant(_ key: String) -> (word: String, fields: Fields)? {
    if case .variant(let word, let fields)? = self[key]?.field { (word, fields) } else { nil }
  }
}

extension Decoded {
  var text: String? { if case .text(let text) = field { text } else { nil } }
  var integer: Int? { if case .integer(let value) = field { value } else { nil } }
  var number: Rational? { if case .number(let value) = field { value } else { nil } }
  var object: Fields? { if case .object(let value) = field { value } else { nil } }
  var raw: Value? { if case .raw(let value) = field { value } else { nil } }
}
