/// Why bytes are not acceptable JSON: a reason and the byte offset it was found at.
public struct JSONFault: Error, Sendable, Equatable {
  /// What is wrong, as a phrase.
  public let reason: String
  /// The byte at which reading stopped, from 0.
  public let offset: Int
}

extension JSON {
  /// Limits for reading JSON that may be hostile.
  public struct Limits: Sendable {
    /// The deepest nesting of arrays and objects.
    public var depth: Int
    /// The most bytes of text.
    public var bytes: Int
    /// The most values, nested ones included.
    public var nodes: Int

    /// Limits that every record of a bundle keeps.
    public init(depth: Int = 64, bytes: Int = 256 << 20, nodes: Int = 20_000_000) {
      self.depth = depth
      self.bytes = bytes
      self.nodes = nodes
    }
  }

  /// Reads one JSON text (RFC 8259) under the stricter rules of I-JSON (RFC 7493): UTF-8 without a byte order mark, no duplicate
  /// names, no lone surrogates, numbers within the range of binary64.
  public init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(JSONFault) {
    guard bytes.count <= limits.bytes else {
      throw JSONFault(reason: "larger than \(limits.bytes) bytes", offset: limits.bytes)
    }
    var parser = JSONParser(bytes: bytes, limits: limits)
    self = try parser.parseDocument()
  }
}

/// A recursive-descent reader; its depth is bounded by `Limits.depth`.
private struct JSONParser {
  let bytes: [UInt8]
  let limits: JSON.Limits
  var at = 0
  var nodes = 0

  init(bytes: [UInt8], limits: JSON.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func parseDocument() throws(JSONFault) -> JSON {
    skipSpace()
    let value = try parseValue(depth: 0)
    skipSpace()
    guard at == bytes.count else { throw fault("text after the end of the value") }
    return value
  }

  private func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: at) }

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
  }

  private mutating func parseValue(depth: Int) throws(JSONFault) -> JSON {
    guard depth < limits.depth else { throw fault("nested deeper than \(limits.depth)") }
    nodes += 1
    guard nodes <= limits.nodes else { throw fault("more than \(limits.nodes) values") }
    switch current {
    case UInt8(ascii: "{"): return try parseObject(depth: depth)
    case UInt8(ascii: "["): return try parseArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case nil: throw fault("the text ends where a value is expected")
    default: return .number(try parseNumber())
    }
  }

  private mutating func parseWord(_ word: String, _ value: JSON) throws(JSONFault) -> JSON {
    guard bytes[at...].starts(with: word.utf8) else { throw fault("not a JSON value") }
    at += word.utf8.count
    return value
  }

  private mutating func parseArray(depth: Int) throws(JSONFault) -> JSON {
    at += 1
    var elements: [JSON] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      at += 1
      return .array(elements)
    }
    while true {
      skipSpace()
      elements.append(try parseValue(depth: depth + 1))
      if try endsList(with: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  /// Reads the separator after an element: `true` at the closing byte.
  private mutating func endsList(with closing: UInt8) throws(JSONFault) -> Bool {
    skipSpace()
    guard let byte = current, byte == closing || byte == UInt8(ascii: ",") else {
      throw fault("expected `,` or `\(Character(UnicodeScalar(closing)))`")
    }
    at += 1
    return byte == closing
  }

  private mutating func parseObject(depth: Int) throws(JSONFault) -> JSON {
    at += 1
    var object = JSON.Object()
    skipSpace()
    if current == UInt8(ascii: "}") {
      at += 1
      return .object(object)
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw fault("expected a member name") }
      let start = at
      let name = try parseString()
      guard object[name] == nil else { throw JSONFault(reason: "the name `\(name)` stands twice", offset: start) }
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw fault("expected `:`") }
      at += 1
      skipSpace()
      object[name] = try parseValue(depth: depth + 1)
      if try endsList(with: UInt8(ascii: "}")) { return .object(object) }
    }
  }

  private mutating func parseString() throws(JSONFault) -> String {
    let start = at
    at += 1
    var text: [UInt8] = []
    while let byte = current {
      if byte == UInt8(ascii: "\"") {
        at += 1
        guard let string = String(validating: text, as: UTF8.self) else {
          throw JSONFault(reason: "not well-formed UTF-8", offset: start)
        }
        return string
      }
      guard byte >= 0x20 else { throw fault("a control character inside a string") }
      at += 1
      if byte == UInt8(ascii: "\\") { try parseEscape(into: &text) } else { text.append(byte) }
    }
    throw JSONFault(reason: "a string without an end", offset: start)
  }

  private mutating func parseEscape(into text: inout [UInt8]) throws(JSONFault) {
    guard let byte = current else { throw fault("an escape without an end") }
    at += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(Character(try parseUnicodeEscape())).utf8)
    default: throw fault("an unknown escape")
    }
  }

  private mutating func parseUnicodeEscape() throws(JSONFault) -> UnicodeScalar {
    let first = try parseFourHexDigits()
    if let scalar = UnicodeScalar(first) { return scalar }
    guard (0xD800..<0xDC00).contains(first), bytes[at...].starts(with: [0x5C, 0x75]) else { throw fault("a lone surrogate") }
    at += 2
    let second = try parseFourHexDigits()
    guard (0xDC00..<0xE000).contains(second),
      let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw fault("a lone surrogate") }
    return scalar
  }

  private mutating func parseFourHexDigits() throws(JSONFault) -> UInt32 {
    guard at + 4 <= bytes.count else { throw fault("an escape without an end") }
    var value: UInt32 = 0
    for byte in bytes[at..<(at + 4)] {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else { throw fault("not a hexadecimal digit") }
      value = value << 4 | UInt32(digit)
    }
    at += 4
    return value
  }

  private mutating func parseNumber() throws(JSONFault) -> Double {
    let start = at
    if current == UInt8(ascii: "-") { at += 1 }
    let integer = skipDigits()
    guard integer > 0, integer == 1 || bytes[at - integer] != UInt8(ascii: "0") else { throw fault("not a JSON value") }
    if current == UInt8(ascii: ".") {
      at += 1
      guard skipDigits() > 0 else { throw fault("expected a digit after the point") }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      at += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { at += 1 }
      guard skipDigits() > 0 else { throw fault("expected a digit in the exponent") }
    }
    guard let number = Double(String(decoding: bytes[start..<at], as: UTF8.self)), number.isFinite else {
      throw JSONFault(reason: "a number outside the range of binary64", offset: start)
    }
    return number
  }

  private mutating func skipDigits() -> Int {
    let start = at
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
    return at - start
  }
}
