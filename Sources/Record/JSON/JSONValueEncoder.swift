/// Turns any `Encodable` value into a JSON value.
///
/// The standard library brings the synthesis, and only a coder was missing.
enum JSONValueEncoder {
  static func encode(_ value: some Encodable) throws -> JSON {
    try encoded(value, path: [])
  }

  fileprivate static func encoded(_ value: any Encodable, path: [any CodingKey]) throws -> JSON {
    let node = EncodedNode()
    try value.encode(to: ValueEncoder(node: node, codingPath: path))
    return node.value
  }
}

/// A place that is being filled; several containers of one value may fill it in turn.
private final class EncodedNode {
  private enum Content {
    case value(JSON)
    case object([(String, EncodedNode)])
    case array([EncodedNode])
  }

  private var content = Content.value(.object(JSON.Object()))

  var value: JSON {
    switch content {
    case .value(let value): return value
    case .array(let elements): return .array(elements.map(\.value))
    case .object(let members): return .object(JSON.Object(members.map { JSON.Object.Member($0, $1.value) }))
    }
  }

  var count: Int { if case .array(let elements) = content { elements.count } else { 0 } }

  func set(_ value: JSON) { content = .value(value) }

  func becomeObject() {
    if case .object = content { return }
    content = .object([])
  }

  func becomeArray() {
    if case .array = content { return }
    content = .array([])
  }

  func member(_ name: String) -> EncodedNode {
    let node = EncodedNode()
    if case .object(var members) = content {
      content = .value(.null)
      members.append((name, node))
      content = .object(members)
    }
    return node
  }

  func element() -> EncodedNode {
    let node = EncodedNode()
    if case .array(var elements) = content {
      content = .value(.null)
      elements.append(node)
      content = .array(elements)
    }
    return node
  }
}

private struct ValueEncoder: Encoder {
  let node: EncodedNode
  let codingPath: [any CodingKey]
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    node.becomeObject()
    return KeyedEncodingContainer(KeyedEncoder<Key>(node: node, codingPath: codingPath))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    node.becomeArray()
    return UnkeyedEncoder(node: node, codingPath: codingPath)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleEncoder(node: node, codingPath: codingPath)
  }
}

/// Writes one value into a node: scalars directly, everything else through its own `encode`.
private func write(_ value: some Encodable, into node: EncodedNode, path: [any CodingKey]) throws {
  switch value {
  case let text as String: node.set(.string(text))
  case let flag as Bool: node.set(.bool(flag))
  case let number as Double: node.set(.number(try finite(number, path)))
  case let number as Float: node.set(.number(try finite(Double(number), path)))
  case let number as Int: node.set(.number(try exact(number, path)))
  case let json as JSON: node.set(json)
  default: try value.encode(to: ValueEncoder(node: node, codingPath: path))
  }
}

private func finite(_ number: Double, _ path: [any CodingKey]) throws -> Double {
  guard number.isFinite else {
    throw RecordFault(code: "wrong-shape", pointer: pointerText(of: path), message: "a number that is not finite")
  }
  return number
}

private func exact(_ number: Int, _ path: [any CodingKey]) throws -> Double {
  guard number.magnitude <= 1 << 53 else {
    throw RecordFault(code: "wrong-shape", pointer: pointerText(of: path), message: "an integer beyond 2^53")
  }
  return Double(number)
}

private struct KeyedEncoder<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let node: EncodedNode
  let codingPath: [any CodingKey]

  mutating func encodeNil(forKey key: Key) { node.member(key.stringValue).set(.null) }

  mutating func encode(_ value: some Encodable, forKey key: Key) throws {
    try write(value, into: node.member(key.stringValue), path: codingPath + [key])
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
    ValueEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key]).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    ValueEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key]).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { ValueEncoder(node: node.member("super"), codingPath: codingPath) }
  mutating func superEncoder(forKey key: Key) -> any Encoder {
    ValueEncoder(node: node.member(key.stringValue), codingPath: codingPath + [key])
  }
}

private struct UnkeyedEncoder: UnkeyedEncodingContainer {
  let node: EncodedNode
  let codingPath: [any CodingKey]
  var count: Int { node.count }

  mutating func encodeNil() { node.element().set(.null) }

  mutating func encode(_ value: some Encodable) throws {
    let path = codingPath + [IndexKey(count)]
    try write(value, into: node.element(), path: path)
  }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    ValueEncoder(node: node.element(), codingPath: codingPath).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    ValueEncoder(node: node.element(), codingPath: codingPath).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { ValueEncoder(node: node.element(), codingPath: codingPath) }
}

private struct SingleEncoder: SingleValueEncodingContainer {
  let node: EncodedNode
  let codingPath: [any CodingKey]

  mutating func encodeNil() { node.set(.null) }
  mutating func encode(_ value: some Encodable) throws { try write(value, into: node, path: codingPath) }
}

/// The coding key of a position in an array.
struct IndexKey: CodingKey {
  let index: Int
  init(_ index: Int) { self.index = index }
  init?(intValue: Int) { index = intValue }
  init?(stringValue: String) { return nil }
  var intValue: Int? { index }
  var stringValue: String { String(index) }
}
