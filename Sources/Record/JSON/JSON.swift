/// A JSON value as RFC 8259 defines it, limited to what RFC 8785 can write: finite numbers and well-formed text.
public enum JSON: Sendable, Hashable {
  /// The value `null`.
  case null
  /// A truth value.
  case bool(Bool)
  /// A finite number.
  case number(Double)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSON])
  /// Values by name.
  case object(Object)
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  public init(floatLiteral value: Double) { self = .number(value) }
}

extension JSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }

  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Object(elements.map { Object.Member($0, $1) }))
  }
}

extension JSON {
  /// The text of a string value, else `nil`.
  public var text: String? { if case .string(let text) = self { text } else { nil } }
  /// The number of a number value, else `nil`.
  public var number: Double? { if case .number(let number) = self { number } else { nil } }
  /// The elements of an array value, else `nil`.
  public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
  /// The members of an object value, else `nil`.
  public var object: Object? { if case .object(let object) = self { object } else { nil } }

  /// The value of a member of an object, or `nil` for other values and unknown names.
  public subscript(name: String) -> JSON? { object?[name] }
}

extension JSON {
  /// Whether two values are the same bytes in canonical form; texts that merely look alike are different.
  public static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let mine), .bool(let other)): mine == other
    case (.number(let mine), .number(let other)): mine == other
    case (.string(let mine), .string(let other)): isSpelledAlike(mine, other)
    case (.array(let mine), .array(let other)): mine == other
    case (.object(let mine), .object(let other)): mine == other
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .number(let number): hasher.combine(number)
    case .string(let text): hasher.combineBytes(of: text)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}
