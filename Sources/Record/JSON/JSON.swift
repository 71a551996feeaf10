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

  /// The members of a JSON object, sorted as RFC 8785 section 3.2.3 demands: by the UTF-16 code units of their names.
  public struct Object: Sendable, Hashable {
    /// Names and values, sorted, each name once.
    public private(set) var members: [Member] = []

    /// One name and its value.
    public struct Member: Sendable, Hashable {
      /// The name, once in its object.
      public let name: String
      /// The value under the name.
      public var value: JSON
    }

    /// An object without members.
    public init() {}

    /// The value of a name, or `nil`.
    ///
    /// Complexity: O(log n).
    public subscript(name: String) -> JSON? {
      get {
        let at = position(of: name)
        return at.found ? members[at.index].value : nil
      }
      set {
        let at = position(of: name)
        switch (at.found, newValue) {
        case (true, let value?): members[at.index].value = value
        case (true, nil): members.remove(at: at.index)
        case (false, let value?): members.insert(Member(name: name, value: value), at: at.index)
        case (false, nil): break
        }
      }
    }

    private func position(of name: String) -> (found: Bool, index: Int) {
      var low = 0
      var high = members.count
      while low < high {
        let middle = (low + high) / 2
        if JSON.precedes(members[middle].name, name) { low = middle + 1 } else { high = middle }
      }
      return (low < members.count && members[low].name.utf8.elementsEqual(name.utf8), low)
    }
  }

  /// The order of names in canonical JSON: by UTF-16 code units, never by locale or canonical equivalence.
  static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf16.lexicographicallyPrecedes(right.utf16)
  }
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
    var object = Object()
    for (name, value) in elements { object[name] = value }
    self = .object(object)
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
    case (.string(let mine), .string(let other)): mine.utf8.elementsEqual(other.utf8)
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
    case .string(let text): hasher.combine(contentsOf: text)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

extension JSON.Object.Member {
  /// Whether name and value are the same bytes in canonical form.
  public static func == (left: JSON.Object.Member, right: JSON.Object.Member) -> Bool {
    left.name.utf8.elementsEqual(right.name.utf8) && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(contentsOf: name)
    hasher.combine(value)
  }
}

extension Hasher {
  /// Takes in the bytes of a text, since texts that look alike may differ in them.
  fileprivate mutating func combine(contentsOf text: String) {
    for byte in text.utf8 { combine(byte) }
    combine(text.utf8.count)
  }
}
