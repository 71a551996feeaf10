internal import Record

/// A schema of JSON Schema 2020-12, as far as `docs/scoring.md` lists its keywords; a schema with any other keyword of the standard is
/// refused.
///
/// Annotations (`title`, `description`, `default`, `examples`, `$schema`, `$comment`, `format`) say nothing about validity.
indirect enum JSONSchema: Sendable {
  /// Takes everything or nothing.
  case constant(Bool)
  /// Takes what all rules take.
  case rules([Rule])

  /// One keyword with its value.
  enum Rule: Sendable {
    case type([String])
    case anyValue(of: [JSON])
    case minimum(Double, isExclusive: Bool)
    case maximum(Double, isExclusive: Bool)
    case multiple(of: Rational)
    case length(ClosedRange<Int>)
    case items(prefix: [JSONSchema], rest: JSONSchema?)
    case itemCount(ClosedRange<Int>)
    case uniqueItems
    case containing(JSONSchema, count: ClosedRange<Int>)
    case properties([String: JSONSchema], rest: JSONSchema?)
    case names(JSONSchema)
    case required([String])
    case memberCount(ClosedRange<Int>)
    case all([JSONSchema])
    case any([JSONSchema])
    case one([JSONSchema])
    case not(JSONSchema)
    case conditional(JSONSchema, then: JSONSchema?, otherwise: JSONSchema?)
  }

  /// Why a text is no schema that can be used.
  struct Fault: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// The deepest nesting of a schema.
  static let depthLimit = 32

  /// The schema that a text of JSON says.
  static func read(_ text: String) -> Result<JSONSchema, Fault> {
    do {
      return read(try JSON(parsing: Array(text.utf8)))
    } catch {
      return .failure(Fault("the schema is not JSON: \(error.reason) (byte \(error.offset))"))
    }
  }

  /// The schema that a value says.
  static func read(_ value: JSON) -> Result<JSONSchema, Fault> {
    do throws(Fault) { return .success(try JSONSchema(value, depth: 0)) } catch { return .failure(error) }
  }
}

extension JSONSchema {
  /// Whether a value is valid.
  ///
  /// Complexity: the size of the value by the size of the schema; `uniqueItems` sorts.
  func takes(_ value: JSON) -> Bool {
    switch self {
    case .constant(let isTaken): isTaken
    case .rules(let rules): rules.allSatisfy { $0.takes(value) }
    }
  }
}

extension JSONSchema.Rule {
  func takes(_ value: JSON) -> Bool {
    switch (self, value) {
    case (.type(let names), _): names.contains { JSONSchema.Rule.is(value, $0) }
    case (.anyValue(let values), _): values.contains(value)
    case (.minimum(let bound, let isExclusive), .number(let number)): isExclusive ? number > bound : number >= bound
    case (.maximum(let bound, let isExclusive), .number(let number)): isExclusive ? number < bound : number <= bound
    case (.multiple(let step), .number(let number)): JSONSchema.Rule.isMultiple(number, of: step)
    case (.length(let range), .string(let text)): range.contains(text.unicodeScalars.count)
    case (.all(let schemas), _): schemas.allSatisfy { $0.takes(value) }
    case (.any(let schemas), _): schemas.contains { $0.takes(value) }
    case (.one(let schemas), _): schemas.count { $0.takes(value) } == 1
    case (.not(let schema), _): !schema.takes(value)
    case (.conditional(let condition, let then, let otherwise), _):
      (condition.takes(value) ? then : otherwise)?.takes(value) ?? true
    case (_, .array(let elements)): takes(elements: elements)
    case (_, .object(let object)): takes(members: object)
    default: true
    }
  }

  private func takes(elements: [JSON]) -> Bool {
    switch self {
    case .items(let prefix, let rest):
      zip(prefix, elements).allSatisfy { $0.takes($1) } && (rest.map { elements.dropFirst(prefix.count).allSatisfy($0.takes) } ?? true)
    case .itemCount(let range): range.contains(elements.count)
    case .uniqueItems: Set(elements).count == elements.count
    case .containing(let schema, let range): range.contains(elements.count { schema.takes($0) })
    default: true
    }
  }

  private func takes(members: JSON.Object) -> Bool {
    switch self {
    case .properties(let known, let rest): members.members.allSatisfy { (known[$0.name] ?? rest)?.takes($0.value) ?? true }
    case .names(let schema): members.members.allSatisfy { schema.takes(.string($0.name)) }
    case .required(let names): names.allSatisfy { members[$0] != nil }
    case .memberCount(let range): range.contains(members.members.count)
    default: true
    }
  }

  private static func `is`(_ value: JSON, _ type: String) -> Bool {
    switch value {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || (type == "integer" && number == number.rounded(.towardZero))
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }

  /// Whether a number is a whole multiple, both as the shortest decimals that give their binary64 numbers.
  private static func isMultiple(_ number: Double, of step: Rational) -> Bool {
    guard let exact = JSONSchema.exact(number), let quotient = exact.divided(by: step) else { return false }
    return quotient.denominator == 1
  }
}
