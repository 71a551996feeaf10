import Record

/// Learns the fields of records from their own decoding: which there are, what they hold, and which may be absent.
///
/// A type that is decoded by hand has its schema in `SchemaTable`; everything else is asked.
final class SchemaProbe {
  /// The schemas of the types that were met, by name.
  private(set) var definitions: [String: JSON] = [:]
  private var open: Set<String> = []

  /// Why the schema of a type cannot be learnt.
  struct Unknown: Error, CustomStringConvertible {
    let type: String
    var description: String { "the probe has no schema for \(type); SchemaTable has to say it" }
  }

  /// The name of a type as the record room knows it: `CommandWork.Output`.
  static func name(of type: any Any.Type) -> String { String(String(reflecting: type).trimmingPrefix("Record.")) }

  /// The schema of a type; objects are definitions of their own.
  func schema(of type: any Decodable.Type) throws -> JSON { try learnt(type).schema }

  /// The schema of a type, and some value of it, so that the decoding that asked can go on.
  fileprivate func learnt<Value: Decodable>(_ type: Value.Type) throws -> (schema: JSON, value: Value) {
    func typed(_ schema: JSON, _ value: any Any) throws -> (JSON, Value) {
      guard let value = value as? Value else { throw Unknown(type: "\(type)") }
      return (schema, value)
    }
    switch type {
    case is String.Type: return try typed(["type": "string"], "")
    case is Bool.Type: return try typed(["type": "boolean"], false)
    case is Double.Type: return try typed(["type": "number"], 0.0)
    case is Int.Type: return try typed(["type": "integer", "minimum": 0, "maximum": 9_007_199_254_740_991], 0)
    case is JSON.Type: return try typed(.object(JSON.Object()), JSON.null)
    case let text as any TextCodable.Type:
      let form = try SchemaTable.form(of: text)
      return try typed(["type": "string", "pattern": .string(form.pattern)], text.value(of: form.sample))
    case let list as any Collected.Type: return try typed(list.schema(by: self), list.empty)
    case let words as any (CaseIterable & RawRepresentable).Type:
      let found = words.words
      guard let first = found.first else { throw Unknown(type: "\(type)") }
      return try typed(["enum": .array(found.map { .string($0.word) })], first.value)
    default: return try learntObject(type)
    }
  }

  private func learntObject<Value: Decodable>(_ type: Value.Type) throws -> (JSON, Value) {
    let name = SchemaProbe.name(of: type)
    let reference: JSON = ["$ref": .string("#/$defs/\(name)")]
    if let entry = SchemaTable.byHand(type) {
      if open.insert(name).inserted { definitions[name] = try entry.schema(self) }
      guard let value = entry.value as? Value else { throw Unknown(type: name) }
      return (reference, value)
    }
    open.insert(name)
    defer { open.remove(name) }
    let fields = FieldList()
    let value = try Value(from: ProbeDecoder(probe: self, fields: fields))
    definitions[name] = fields.schema
    return (reference, value)
  }

  /// The schema of the elements of a list; a type that is just being learnt is only referred to.
  fileprivate func elements(_ type: any Decodable.Type) throws -> JSON {
    let name = SchemaProbe.name(of: type)
    return open.contains(name) ? ["$ref": .string("#/$defs/\(name)")] : try schema(of: type)
  }
}

/// The fields of one object as its decoding asks for them.
private final class FieldList {
  private var properties = JSON.Object()
  private var required: [String] = []
  /// Names whose presence was asked for before they were decoded.
  private var mayBeAbsent: Set<String> = []

  func askForPresence(of name: String) { mayBeAbsent.insert(name) }

  func add(_ name: String, _ schema: JSON) {
    properties[name] = schema
    if !mayBeAbsent.contains(name) { required.append(name) }
  }

  var schema: JSON {
    [
      "type": "object", "properties": .object(properties), "required": .array(required.sorted().map { .string($0) }),
      "additionalProperties": false,
    ]
  }
}

private struct ProbeDecoder: Decoder {
  let probe: SchemaProbe
  let fields: FieldList
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(ProbeFields<Key>(decoder: self))
  }
  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw SchemaProbe.Unknown(type: "a list that is decoded by hand") }
  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    throw SchemaProbe.Unknown(type: "a value that is decoded by hand")
  }
}

private struct ProbeFields<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let decoder: ProbeDecoder
  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] { [] }

  /// The standard library asks this of each optional field, and of no other.
  func contains(_ key: Key) -> Bool {
    decoder.fields.askForPresence(of: key.stringValue)
    return true
  }

  func decodeNil(forKey key: Key) -> Bool { false }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    let learnt = try decoder.probe.learnt(type)
    decoder.fields.add(key.stringValue, learnt.schema)
    return learnt.value
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    throw SchemaProbe.Unknown(type: "a nested object that is decoded by hand")
  }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw SchemaProbe.Unknown(type: "a nested list that is decoded by hand")
  }
  func superDecoder() throws -> any Decoder { decoder }
  func superDecoder(forKey key: Key) throws -> any Decoder { decoder }
}

/// Lists and dictionaries.
private protocol Collected {
  static func schema(by probe: SchemaProbe) throws -> JSON
  static var empty: Self { get }
}

extension Array: Collected where Element: Decodable {
  fileprivate static func schema(by probe: SchemaProbe) throws -> JSON { ["type": "array", "items": try probe.elements(Element.self)] }
  fileprivate static var empty: [Element] { [] }
}

extension Dictionary: Collected where Key == String, Value: Decodable {
  fileprivate static func schema(by probe: SchemaProbe) throws -> JSON {
    ["type": "object", "additionalProperties": try probe.elements(Value.self)]
  }
  fileprivate static var empty: [String: Value] { [:] }
}

extension TextCodable {
  fileprivate static func value(of text: String) throws -> Self {
    guard let value = Self(recordText: text) else { throw SchemaProbe.Unknown(type: "\(Self.self)") }
    return value
  }
}

extension CaseIterable where Self: RawRepresentable {
  /// The words of an enumeration in the order of its cases.
  fileprivate static var words: [(word: String, value: Self)] {
    allCases.compactMap { value in (value.rawValue as? String).map { ($0, value) } }
  }
}
