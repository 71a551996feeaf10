internal import Text

/// A YAML value that knows where it stands.
struct YAMLValue: Sendable {
  var span: Span
  var content: Content
  /// How many values it is made of, itself included, aliases followed; a long text counts as one for each 64 bytes.
  ///
  /// What is limited by it takes time that is bounded too, however often an alias repeats a text.
  private(set) var count = 1
  /// How many levels lie below it.
  private(set) var height = 0

  enum Content: Sendable {
    case scalar(Scalar)
    case sequence([YAMLValue])
    case mapping([Entry])
  }

  init(_ span: Span, _ content: Content) {
    self.span = span
    self.content = content
    switch content {
    case .scalar(let scalar): count += scalar.text.utf8.count / 64
    case .sequence(let elements): for element in elements { take(element) }
    case .mapping(let entries):
      for entry in entries {
        count += entry.key.text.utf8.count / 64
        take(entry.value)
      }
    }
  }

  private mutating func take(_ child: YAMLValue) {
    count += child.count
    height = max(height, child.height + 1)
  }

  /// A plain scalar that stands for something written elsewhere, such as a default.
  init(plain text: String, at span: Span) { self.init(span, .scalar(Scalar(text: text, style: .plain))) }

  /// Stands for a value that cannot be known, which is reported already; nothing more is said about it.
  static func unresolved(at span: Span) -> YAMLValue {
    YAMLValue(span, .scalar(Scalar(text: "", style: .quoted, isUnresolved: true)))
  }

  /// Whether what it is cannot be known, which is reported already.
  var isUnresolved: Bool { scalar?.isUnresolved ?? false }

  var scalar: Scalar? { if case .scalar(let scalar) = content { scalar } else { nil } }
  var elements: [YAMLValue]? { if case .sequence(let elements) = content { elements } else { nil } }
  var entries: [Entry]? { if case .mapping(let entries) = content { entries } else { nil } }

  /// The entry of a key, or `nil`.
  ///
  /// Complexity: O(number of entries).
  func entry(_ key: String) -> Entry? {
    guard case .mapping(let entries) = content else { return nil }
    return entries.indices.first { entries[$0].key.text.isSpelled(key) }.map { entries[$0] }
  }
  subscript(key: String) -> YAMLValue? { entry(key)?.value }

  /// What it is, for a message that says what was found.
  var noun: String {
    switch content {
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .scalar(let scalar): scalar.noun
    }
  }
}

/// A key of a mapping and its value.
struct Entry: Sendable {
  var key: Key
  var value: YAMLValue
}

/// The key of an entry.
struct Key: Sendable {
  var text: String
  var span: Span
}

/// A scalar as it was read, not yet given a type.
struct Scalar: Sendable, Hashable {
  var text: String
  var style: ScalarStyle
  /// Whether a tag says that it is text whatever it looks like.
  var isTaggedText = false
  /// Whether its text is not known, which is reported already: it names no parameter, or could not be decoded.
  var isUnresolved = false

  /// Whether only a plain scalar's rules of the core schema apply.
  var isPlain: Bool { style == .plain && !isTaggedText }

  var noun: String {
    guard isPlain else { return "the text \(quoted(text))" }
    switch CoreScalar(text) {
    case .null: return "nothing"
    case .bool(let value): return "`\(value)`"
    case .integer, .float: return "the number \(quoted(text))"
    case .text: return "the text \(quoted(text))"
    }
  }
}
