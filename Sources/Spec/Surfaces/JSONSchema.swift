internal import Record

/// The language as JSON Schema (draft 2020-12), for editors: `schema/etalon-1.json`.
///
/// Derived from the table of keys. It accepts every valid spec; what needs names, units or several keys at once is left to `etalon check`.
public let languageSchema: String = {
  var object = SchemaBuilder.schema(of: Language.spec)
  object["$schema"] = "https://json-schema.org/draft/2020-12/schema"
  object["$id"] = "urn:etalon:spec:v1"
  object["title"] = "An Etalon spec"
  object["$defs"] = ["workload": SchemaBuilder.workload, "score": SchemaBuilder.score]
  return PrettyJSON.text(.object(object)) + "\n"
}()

private enum SchemaBuilder {
  static func schema(of shape: ObjectShape) -> JSON.Object {
    var properties = JSON.Object()
    for key in shape.keys { properties[key.name] = described(key) }
    var object = JSON.Object()
    object["type"] = "object"
    object["description"] = .string(shape.summary)
    object["properties"] = .object(properties)
    object["additionalProperties"] = false
    return object
  }

  private static func described(_ key: KeyShape) -> JSON {
    guard case .object(var object) = schema(of: key.shape) else { return schema(of: key.shape) }
    object["description"] = .string(key.summary)
    return .object(object)
  }

  /// A parameter may stand in the place of any scalar.
  private static let parameter: JSON = ["type": "string", "pattern": "\\$\\{[A-Za-z][A-Za-z0-9_-]*\\}"]

  private static func orParameter(_ schema: JSON) -> JSON { ["anyOf": [schema, parameter]] }

  static func schema(of shape: Shape) -> JSON {
    switch shape {
    case .text, .path, .expression: ["type": "string"]
    case .url: orParameter(["type": "string", "pattern": "^https?://"])
    case .name: orParameter(["type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_-]*$"])
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
    case .map(let element, let keys): map(element, keys)
    case .variant(let variants): variant(variants)
    case .object(let object): .object(schema(of: object))
    case .settings: ["type": "object"]
    case .score: ["$ref": "#/$defs/score"]
    case .workload: ["$ref": "#/$defs/workload"]
    }
  }

  private static func integer(_ range: ClosedRange<Int>) -> JSON {
    var object = JSON.Object()
    object["type"] = "integer"
    if range.lowerBound > -(1 << 53) { object["minimum"] = .number(Double(range.lowerBound)) }
    if range.upperBound < 1 << 53 { object["maximum"] = .number(Double(range.upperBound)) }
    return .object(object)
  }

  private static func map(_ element: Shape, _ keys: Shape.MapKeys) -> JSON {
    var object = JSON.Object()
    object["type"] = "object"
    object["additionalProperties"] = schema(of: element)
    if keys == .names { object["propertyNames"] = ["pattern": "^[A-Za-z][A-Za-z0-9_-]*$"] }
    return .object(object)
  }

  private static func variant(_ variants: [Shape.Variant]) -> JSON {
    let offered = variants.filter { $0.unavailable == nil }
    var properties = JSON.Object()
    for variant in offered { properties[variant.word] = .object(schema(of: variant.keys)) }
    let alone: JSON = ["enum": .array(offered.map { .string($0.word) })]
    let mapping: JSON = [
      "type": "object", "properties": .object(properties), "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
    ]
    return ["anyOf": [alone, mapping]]
  }

  /// One of the kinds; keys of other kinds are refused.
  ///
  /// What `extends` brings is not known here, so no key is required.
  static let workload: JSON = {
    var properties = JSON.Object()
    for (_, shape) in Language.workloads {
      for key in shape.keys where properties[key.name] == nil { properties[key.name] = described(key) }
    }
    // `with` means something else in each kind.
    properties["with"] = ["type": "object", "description": "Sizes of a kernel, or settings of a training."]
    let numerics = KernelWork.Tier.allCases.map { JSON.string($0.rawValue) }
    properties["numerics"] = ["enum": .array(numerics), "description": "The numerics tier."]
    return ["type": "object", "properties": .object(properties), "additionalProperties": false]
  }()

  static let score: JSON = [
    "type": "object",
    "additionalProperties": [
      "anyOf": [
        ["type": ["number", "string"]],
        [
          "type": "object", "additionalProperties": false,
          "properties": ["weight": ["type": ["number", "string"]], "of": ["$ref": "#/$defs/score"]],
        ],
      ]
    ],
  ]
}

/// JSON with a line for each member, for people and for reading differences.
enum PrettyJSON {
  static func text(_ value: JSON, indent: String = "") -> String {
    let inner = indent + "  "
    switch value {
    case .array(let elements) where elements.contains { $0.object != nil }:
      return "[\n" + elements.map { inner + text($0, indent: inner) }.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let object) where !object.members.isEmpty:
      let members = object.members.map { inner + JSON.string($0.name).canonicalText + ": " + text($0.value, indent: inner) }
      return "{\n" + members.joined(separator: ",\n") + "\n\(indent)}"
    default: return value.canonicalText
    }
  }
}
