/// Turns a JSON value into any `Decodable` value; every refusal names its place.
enum JSONValueDecoder {
  static func decode<Value: Decodable>(_ type: Value.Type, from json: JSON) throws -> Value {
    try decoded(type, from: json, path: [])
  }
}

private func decoded<Value: Decodable>(_ type: Value.Type, from json: JSON, path: [any CodingKey]) throws -> Value {
  switch type {
  case is JSON.Type: return try cast(json, path)
  case is String.Type: return try cast(json.text, path, "a text")
  case is Double.Type: return try cast(json.number, path, "a number")
  case is Float.Type: return try cast(json.number.flatMap { Float(exactly: $0) }, path, "a number that binary32 holds exactly")
  case is Int.Type: return try cast(json.number.flatMap(exactInteger), path, "an integer within 2^53")
  case is Bool.Type:
    guard case .bool(let flag) = json else { throw mismatch(path, "`true` or `false`") }
    return try cast(flag, path)
  default: return try Value(from: ValueDecoder(json: json, codingPath: path))
  }
}

private func exactInteger(_ number: Double) -> Int? {
  number.magnitude <= 0x1p53 ? Int(exactly: number) : nil
}

private func cast<Value>(_ value: Any?, _ path: [any CodingKey], _ expected: String = "a value") throws -> Value {
  guard let value = value as? Value else { throw mismatch(path, expected) }
  return value
}

private func mismatch(_ path: [any CodingKey], _ expected: String) -> DecodingError {
  DecodingError.dataCorrupted(DecodingError.Context(codingPath: path, debugDescription: "expected \(expected)"))
}

private struct ValueDecoder: Decoder {
  let json: JSON
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard let object = json.object else { throw mismatch(codingPath, "an object") }
    return KeyedDecodingContainer(KeyedDecoder(object: object, codingPath: codingPath))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard let elements = json.elements else { throw mismatch(codingPath, "an array") }
    return UnkeyedDecoder(elements: elements, codingPath: codingPath)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    SingleDecoder(json: json, codingPath: codingPath)
  }
}

private struct KeyedDecoder<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let object: JSON.Object
  let codingPath: [any CodingKey]

  var allKeys: [Key] { object.members.compactMap { Key(stringValue: $0.name) } }

  func contains(_ key: Key) -> Bool { object[key.stringValue] != nil }

  private func value(_ key: Key) throws -> JSON {
    guard let value = object[key.stringValue] else {
      throw DecodingError.keyNotFound(key, DecodingError.Context(codingPath: codingPath, debugDescription: "missing"))
    }
    return value
  }

  func decodeNil(forKey key: Key) throws -> Bool { try value(key) == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try decoded(type, from: value(key), path: codingPath + [key])
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    try ValueDecoder(json: value(key), codingPath: codingPath + [key]).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try ValueDecoder(json: value(key), codingPath: codingPath + [key]).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { ValueDecoder(json: .object(object), codingPath: codingPath) }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    try ValueDecoder(json: value(key), codingPath: codingPath + [key])
  }
}

private struct UnkeyedDecoder: UnkeyedDecodingContainer {
  let elements: [JSON]
  let codingPath: [any CodingKey]
  var currentIndex = 0

  init(elements: [JSON], codingPath: [any CodingKey]) {
    self.elements = elements
    self.codingPath = codingPath
  }

  var count: Int? { elements.count }
  var isAtEnd: Bool { currentIndex >= elements.count }
  private var path: [any CodingKey] { codingPath + [IndexKey(currentIndex)] }

  private mutating func next() throws -> JSON {
    guard !isAtEnd else { throw mismatch(path, "another element") }
    defer { currentIndex += 1 }
    return elements[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, elements[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let place = path
    return try decoded(type, from: next(), path: place)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    let place = path
    return try ValueDecoder(json: next(), codingPath: place).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    let place = path
    return try ValueDecoder(json: next(), codingPath: place).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    let place = path
    return ValueDecoder(json: try next(), codingPath: place)
  }
}

private struct SingleDecoder: SingleValueDecodingContainer {
  let json: JSON
  let codingPath: [any CodingKey]

  func decodeNil() -> Bool { json == .null }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoded(type, from: json, path: codingPath) }
}

extension JSON: Codable {
  /// Decodes a JSON value where a record holds free-form content; only this module's coders know it.
  public init(from decoder: any Decoder) throws {
    guard let decoder = decoder as? ValueDecoder else {
      throw DecodingError.dataCorrupted(DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not a record coder"))
    }
    self = decoder.json
  }

  /// Encodes the value part by part, so that any other encoder can write it too.
  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .array(let elements):
      var container = encoder.unkeyedContainer()
      for element in elements { try container.encode(element) }
    case .object(let object):
      var container = encoder.container(keyedBy: NameKey.self)
      for member in object.members { try container.encode(member.value, forKey: NameKey(stringValue: member.name)) }
    default:
      var container = encoder.singleValueContainer()
      switch self {
      case .bool(let flag): try container.encode(flag)
      case .number(let number): try container.encode(number)
      case .string(let text): try container.encode(text)
      default: try container.encodeNil()
      }
    }
  }

  private struct NameKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
