/// Turns values on a tape into records without a tree between; what it cannot read it does not explain.
///
/// It is quick where a file has a million values: no coding paths, no boxes for texts and numbers.
struct TapeDecoder: Decoder {
  let tape: CanonicalTape
  let position: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// The value is another than the record has there.
  struct Mismatch: Error {}

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard tape.tokens[position].kind == .object else { throw Mismatch() }
    return KeyedDecodingContainer(TapeObject(tape: tape, position: position))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard tape.tokens[position].kind == .array else { throw Mismatch() }
    return TapeArray(tape, position)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer { TapeScalar(tape: tape, position: position) }

  /// The value of a token.
  static func decode<Value: Decodable>(_ type: Value.Type, _ tape: CanonicalTape, _ position: Int) throws -> Value {
    if Value.self == String.self { return try cast(tape.text(position)) }
    if Value.self == U64.self { return try cast(tape.unsigned(position).map { U64($0) }) }
    if Value.self == Int.self { return try cast(tape.integer(position)) }
    if Value.self == Double.self { return try cast(tape.number(position)) }
    if Value.self == Bool.self { return try cast(flag(tape.tokens[position].kind)) }
    if Value.self == Digest.self { return try cast(tape.text(position).flatMap { Digest(hex: $0) }) }
    if Value.self == Timestamp.self { return try cast(tape.text(position).flatMap { Timestamp(recordText: $0) }) }
    if Value.self == [U64].self { return try cast(try elements(tape, position) { tape.unsigned($0).map { U64($0) } }) }
    if Value.self == [Double].self { return try cast(try elements(tape, position, tape.number)) }
    return try Value(from: TapeDecoder(tape: tape, position: position))
  }

  private static func flag(_ kind: CanonicalTape.Kind) -> Bool? { kind == .yes ? true : kind == .no ? false : nil }

  private static func cast<Value>(_ value: (some Any)?) throws -> Value {
    guard let value = value as? Value else { throw Mismatch() }
    return value
  }

  private static func elements<Element>(_ tape: CanonicalTape, _ position: Int, _ read: (Int) -> Element?) throws -> [Element] {
    var elements: [Element] = []
    for place in try tape.elements(of: position) {
      guard let element = read(place) else { throw Mismatch() }
      elements.append(element)
    }
    return elements
  }
}

extension CanonicalTape {
  /// The positions of an array's elements.
  func elements(of position: Int) throws -> [Int] {
    guard tokens[position].kind == .array else { throw TapeDecoder.Mismatch() }
    var places: [Int] = []
    var place = position + 1
    while place < Int(tokens[position].next) {
      places.append(place)
      place = Int(tokens[place].next)
    }
    return places
  }

  /// The position of a member's name in an object; `nil` where it has no such member.
  func member(_ name: String, of position: Int) -> Int? {
    var place = position + 1
    while place < Int(tokens[position].next) {
      if isName(place, name) { return place }
      place = Int(tokens[place + 1].next)
    }
    return nil
  }
}

private struct TapeObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let tape: CanonicalTape
  let position: Int

  var codingPath: [any CodingKey] { [] }
  var allKeys: [Key] {
    var keys: [Key] = []
    var place = position + 1
    while place < Int(tape.tokens[position].next) {
      if let key = tape.text(place).flatMap(Key.init(stringValue:)) { keys.append(key) }
      place = Int(tape.tokens[place + 1].next)
    }
    return keys
  }

  func contains(_ key: Key) -> Bool { tape.member(key.stringValue, of: position) != nil }
  func decodeNil(forKey key: Key) -> Bool { false }

  private func value(_ key: Key) throws -> Int {
    guard let name = tape.member(key.stringValue, of: position) else { throw TapeDecoder.Mismatch() }
    tape.take(name: name)
    return name + 1
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try TapeDecoder.decode(type, tape, value(key))
  }

  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    guard let name = tape.member(key.stringValue, of: position) else { return nil }
    tape.take(name: name)
    return try TapeDecoder.decode(type, tape, name + 1)
  }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
    try TapeDecoder(tape: tape, position: value(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try TapeDecoder(tape: tape, position: value(key)).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { throw TapeDecoder.Mismatch() }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw TapeDecoder.Mismatch() }
}

private struct TapeArray: UnkeyedDecodingContainer {
  let tape: CanonicalTape
  private let end: Int
  private var place: Int
  private(set) var currentIndex = 0

  init(_ tape: CanonicalTape, _ position: Int) {
    self.tape = tape
    end = Int(tape.tokens[position].next)
    place = position + 1
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { nil }
  var isAtEnd: Bool { place >= end }

  private mutating func next() throws -> Int {
    guard !isAtEnd else { throw TapeDecoder.Mismatch() }
    defer {
      place = Int(tape.tokens[place].next)
      currentIndex += 1
    }
    return place
  }

  mutating func decodeNil() -> Bool { false }
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try TapeDecoder.decode(type, tape, next()) }

  mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
    try TapeDecoder(tape: tape, position: next()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try TapeDecoder(tape: tape, position: next()).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { TapeDecoder(tape: tape, position: try next()) }
}

private struct TapeScalar: SingleValueDecodingContainer {
  let tape: CanonicalTape
  let position: Int

  var codingPath: [any CodingKey] { [] }
  func decodeNil() -> Bool { false }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try TapeDecoder.decode(type, tape, position) }
}
