internal import Record

/// The language as JSON Schema (draft 2020-12), for editors: `schema/etalon-1.json`.
///
/// Derived from the tables of keys and from what a catalogue brings. It accepts every valid spec; what needs names, units or several keys
/// at once is left to `etalon check`.
public func languageSchema(_ catalogue: Catalogue) -> String {
  let builder = JSONSchemaBuilder(language: .current, catalogue: catalogue)
  var object = builder.schema(of: Language.spec.schema)
  object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
  object["$id"] = "urn:etalon:spec:v1"
  object["title"] = "An Etalon spec"
  object["$defs"] = ["workload": builder.workload, "score": builder.score]
  return PrettyJSON.text(.object(object)) + "\n"
}

/// Turns schemas of the language into JSON Schema.
private struct JSONSchemaBuilder {
  let language: Language
  let catalogue: Catalogue

  func schema(of object: ObjectSchema) -> JSON.Object {
    var properties = JSON.Object()
    for key in known(object) { properties[key.name] = described(schema(of: key.value), key.summary) }
    var schema = JSON.Object()
    schema["type"] = "object"
    schema["description"] = .string(object.summary)
    schema["properties"] = .object(properties)
    schema["additionalProperties"] = false
    return schema
  }

  private func known(_ object: ObjectSchema) -> [KeySchema] { object.keys.filter { $0.since <= catalogue.version } }

  private func described(_ schema: JSON, _ summary: String) -> JSON {
    guard case .object(var object) = schema else { return schema }
    object["description"] = .string(summary)
    return .object(object)
  }

  private func schema(of value: Schema) -> JSON {
    switch value {
    case .text, .path, .expression, .template: ["type": "string"]
    case .either(let one, let other): ["anyOf": [schema(of: one), schema(of: other)]]
    case .field: ["type": "string", "minLength": 1]
    case .fields:
      ["anyOf": [["type": "string", "minLength": 1], ["type": "array", "minItems": 1, "items": ["type": "string", "minLength": 1]]]]
    case .record: ["type": "object"]
    case .url: orParameter(["type": "string", "pattern": "^https?://"])
    case .name: orParameter(["type": "string", "pattern": .string(namePattern)])
    case .digest: orParameter(["type": "string", "pattern": "^[0-9a-f]{64}$"])
    case .boolean: orParameter(["type": "boolean"])
    case .integer(let range): orParameter(integer(range))
    case .seed: orParameter(["type": "integer", "minimum": 0])
    case .number: ["type": ["number", "string"]]
    case .quantity, .atLeast: ["type": "string"]
    case .word(let words): orParameter(["enum": .array(words.map { .string($0) })])
    case .integerOr(let range, let word): ["anyOf": [integer(range), ["const": .string(word)], parameter]]
    case .scalar: ["type": ["string", "number", "boolean", "null"]]
    case .list(let element): ["type": "array", "items": schema(of: element)]
    case .oneOrMore(let element): ["anyOf": [schema(of: element), ["type": "array", "items": schema(of: element)]]]
    case .map(let element, let keys): map(element, keys)
    case .choice(let alternatives): choice(alternatives(catalogue).filter { $0.unavailable == nil })
    case .object(let object): .object(schema(of: object))
    case .settings: ["type": "object"]
    case .score: ["$ref": "#/$defs/score"]
    case .workload: ["$ref": "#/$defs/workload"]
    }
  }

  private let namePattern = "^[A-Za-z][A-Za-z0-9_-]*$"
  /// A parameter may stand in the place of any scalar.
  private let parameter: JSON = ["type": "string", "pattern": "\\$\\{[A-Za-z][A-Za-z0-9_-]*\\}"]

  private func orParameter(_ schema: JSON) -> JSON { ["anyOf": [schema, parameter]] }

  private func integer(_ range: ClosedRange<Int>) -> JSON {
    var object = JSON.Object()
    object["type"] = "integer"
    if range.lowerBound > -(1 << 53) { object["minimum"] = .number(Double(range.lowerBound)) }
    if range.upperBound < 1 << 53 { object["maximum"] = .number(Double(range.upperBound)) }
    return .object(object)
  }

  private func map(_ element: Schema, _ keys: Schema.MapKeys) -> JSON {
    var object = JSON.Object()
    object["type"] = "object"
    object["additionalProperties"] = schema(of: element)
    if keys == .names { object["propertyNames"] = ["pattern": .string(namePattern)] }
    return .object(object)
  }

  private func choice(_ alternatives: [Alternative]) -> JSON {
    var properties = JSON.Object()
    for alternative in alternatives { properties[alternative.word] = .object(schema(of: alternative.keys)) }
    let alone: JSON = ["enum": .array(alternatives.map { .string($0.word) })]
    let mapping: JSON = [
      "type": "object", "properties": .object(properties), "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
    ]
    return ["anyOf": [alone, mapping]]
  }

  // MARK: - Definitions

  /// One of the kinds; keys of no kind are refused, and a key of several kinds may be what it is in any of them.
  ///
  /// What `extends` brings is not known here, so no key is required.
  var workload: JSON {
    var properties = JSON.Object()
    let keys = language.planners.flatMap { known($0.schema) }
    for name in Set(keys.map(\.name)) { properties[name] = either(keys.filter { $0.name == name }) }
    return ["type": "object", "properties": .object(properties), "additionalProperties": false]
  }

  /// What a key may be in any kind of workload.
  private func either(_ keys: [KeySchema]) -> JSON {
    var alternatives: [(schema: JSON, summaries: [String])] = []
    for key in keys {
      let schema = schema(of: key.value)
      if let index = alternatives.firstIndex(where: { $0.schema == schema }) {
        if !alternatives[index].summaries.contains(key.summary) { alternatives[index].summaries.append(key.summary) }
      } else {
        alternatives.append((schema, [key.summary]))
      }
    }
    let schemas = alternatives.map { described($0.schema, $0.summaries.joined(separator: " ")) }
    return schemas.count == 1 ? schemas[0] : ["anyOf": .array(schemas)]
  }

  /// A branch is a mapping of its own, a metric a weight.
  var score: JSON {
    ["type": "object", "additionalProperties": ["anyOf": [["type": ["number", "string"]], .object(schema(of: Language.branch.schema))]]]
  }
}
