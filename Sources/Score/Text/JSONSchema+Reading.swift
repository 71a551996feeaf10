internal import Record

extension JSONSchema {
  init(_ value: JSON, depth: Int) throws(Fault) {
    guard depth < JSONSchema.depthLimit else { throw Fault("the schema nests deeper than \(JSONSchema.depthLimit)") }
    if case .bool(let isTaken) = value {
      self = .constant(isTaken)
      return
    }
    guard let object = value.object else { throw Fault("a schema is an object, `true` or `false`") }
    let reader = SchemaReader(object: object, depth: depth)
    self = .rules(try reader.rules())
  }

  /// A binary64 number as the shortest decimal that gives it; `nil` where that does not fit into 128 bits.
  static func exact(_ number: Double) -> Rational? {
    NumberText(ignoresUnits: false).value("\(number)") ?? Rational(exactly: number)
  }
}

/// Reads the keywords of one schema object.
private struct SchemaReader {
  let object: JSON.Object
  let depth: Int

  private static let annotations: Set<String> = [
    "$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "format",
  ]
  /// Keywords that are read together with another.
  private static let companions: Set<String> = ["additionalProperties", "prefixItems", "then", "else", "minContains", "maxContains"]

  func rules() throws(JSONSchema.Fault) -> [JSONSchema.Rule] {
    var rules: [JSONSchema.Rule] = []
    for member in object.members where !SchemaReader.annotations.contains(member.name) && !SchemaReader.companions.contains(member.name) {
      rules.append(try rule(member.name, member.value))
    }
    if object["additionalProperties"] != nil, object["properties"] == nil { rules.append(try properties([:])) }
    if object["prefixItems"] != nil, object["items"] == nil { rules.append(try items(nil)) }
    return rules
  }

  private func rule(_ name: String, _ value: JSON) throws(JSONSchema.Fault) -> JSONSchema.Rule {
    switch name {
    case "type": .type(try types(value))
    case "const": .anyValue(of: [value])
    case "enum": .anyValue(of: try list(value, name))
    case "minimum", "exclusiveMinimum": .minimum(try number(value, name), isExclusive: name != "minimum")
    case "maximum", "exclusiveMaximum": .maximum(try number(value, name), isExclusive: name != "maximum")
    case "multipleOf": .multiple(of: try step(value))
    case "minLength": .length(try count(value, name)...Int.max)
    case "maxLength": .length(0...(try count(value, name)))
    case "items": try items(value)
    case "minItems": .itemCount(try count(value, name)...Int.max)
    case "maxItems": .itemCount(0...(try count(value, name)))
    case "uniqueItems": try flag(value, name) ? .uniqueItems : .all([])
    case "contains": .containing(try schema(value), count: try containedCount())
    case "properties": try properties(try members(value, name))
    case "propertyNames": .names(try schema(value))
    case "required": .required(try texts(value, name))
    case "minProperties": .memberCount(try count(value, name)...Int.max)
    case "maxProperties": .memberCount(0...(try count(value, name)))
    case "allOf": .all(try schemas(value, name))
    case "anyOf": .any(try schemas(value, name))
    case "oneOf": .one(try schemas(value, name))
    case "not": .not(try schema(value))
    case "if": .conditional(try schema(value), then: try optional("then"), otherwise: try optional("else"))
    default: throw JSONSchema.Fault("the keyword `\(name)` is not among those that are checked here")
    }
  }

  private func schema(_ value: JSON) throws(JSONSchema.Fault) -> JSONSchema { try JSONSchema(value, depth: depth + 1) }

  private func optional(_ name: String) throws(JSONSchema.Fault) -> JSONSchema? {
    guard let value = object[name] else { return nil }
    return try schema(value)
  }

  private func items(_ rest: JSON?) throws(JSONSchema.Fault) -> JSONSchema.Rule {
    var prefix: [JSONSchema] = []
    if let value = object["prefixItems"] { prefix = try schemas(value, "prefixItems") }
    return .items(prefix: prefix, rest: try rest.map { value throws(JSONSchema.Fault) in try schema(value) })
  }

  private func properties(_ known: [String: JSONSchema]) throws(JSONSchema.Fault) -> JSONSchema.Rule {
    .properties(known, rest: try optional("additionalProperties"))
  }

  private func members(_ value: JSON, _ name: String) throws(JSONSchema.Fault) -> [String: JSONSchema] {
    guard let object = value.object else { throw JSONSchema.Fault("`\(name)` is an object of schemas") }
    var known: [String: JSONSchema] = [:]
    for member in object.members { known[member.name] = try schema(member.value) }
    return known
  }

  private func schemas(_ value: JSON, _ name: String) throws(JSONSchema.Fault) -> [JSONSchema] {
    var all: [JSONSchema] = []
    for element in try list(value, name) { all.append(try schema(element)) }
    guard !all.isEmpty else { throw JSONSchema.Fault("`\(name)` is empty") }
    return all
  }

  private func list(_ value: JSON, _ name: String) throws(JSONSchema.Fault) -> [JSON] {
    guard let elements = value.elements else { throw JSONSchema.Fault("`\(name)` is a list") }
    return elements
  }

  private func texts(_ value: JSON, _ name: String) throws(JSONSchema.Fault) -> [String] {
    let elements = try list(value, name)
    let texts = elements.compactMap(\.text)
    guard texts.count == elements.count else { throw JSONSchema.Fault("`\(name)` is a list of texts") }
    return texts
  }

  private func types(_ value: JSON) throws(JSONSchema.Fault) -> [String] {
    let names: [String]
    if let name = value.text { names = [name] } else { names = try texts(value, "type") }
    for name in names where !["null", "boolean", "number", "integer", "string", "array", "object"].contains(name) {
      throw JSONSchema.Fault("`\(name)` is no type of JSON")
    }
    return names
  }

  private func number(_ value: JSON, _ name: String) throws(JSONSchema.Fault) -> Double {
    guard let number = value.number else { throw JSONSchema.Fault("`\(name)` is a number") }
    return number
  }

  private func step(_ value: JSON) throws(JSONSchema.Fault) -> Rational {
    guard let exact = JSONSchema.exact(try number(value, "multipleOf")), exact > Rational(0) else {
      throw JSONSchema.Fault("`multipleOf` is a number above 0")
    }
    return exact
  }

  private func count(_ value: JSON, _ name: String) throws(JSONSchema.Fault) -> Int {
    guard let count = Int(exactly: try number(value, name)), count >= 0 else { throw JSONSchema.Fault("`\(name)` is a count") }
    return count
  }

  private func flag(_ value: JSON, _ name: String) throws(JSONSchema.Fault) -> Bool {
    guard case .bool(let flag) = value else { throw JSONSchema.Fault("`\(name)` is `true` or `false`") }
    return flag
  }

  private func containedCount() throws(JSONSchema.Fault) -> ClosedRange<Int> {
    var (low, high) = (1, Int.max)
    if let value = object["minContains"] { low = try count(value, "minContains") }
    if let value = object["maxContains"] { high = try count(value, "maxContains") }
    guard low <= high else { throw JSONSchema.Fault("`minContains` is above `maxContains`") }
    return low...high
  }
}
