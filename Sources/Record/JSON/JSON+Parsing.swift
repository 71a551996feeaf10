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
    /// The most combining marks in a row; the standard library compares texts in a time that grows with the square of such a row.
    public var marks: Int
    /// Whether a number whose digits binary64 does not keep is read as the text of its digits; else it is rounded.
    public var keepsDigits: Bool

    /// Limits that every record of a bundle keeps; the files of a bundle also keep `recordMarks`.
    public init(
      depth: Int = 64, bytes: Int = 256 << 20, nodes: Int = 20_000_000, marks: Int = .max, keepsDigits: Bool = false
    ) {
      self.depth = depth
      self.bytes = bytes
      self.nodes = nodes
      self.marks = marks
      self.keepsDigits = keepsDigits
    }

    /// The most combining marks in a row in a text of a record that quotes nobody.
    public static let recordMarks = 256
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
struct JSONParser {
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

  func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: at) }

  var current: UInt8? { at < bytes.count ? bytes[at] : nil }

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
    default: return try parseNumber()
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
    skipSpace()
    if current == UInt8(ascii: "}") {
      at += 1
      return .object(JSON.Object())
    }
    let start = at
    var members: [JSON.Object.Member] = []
    members.reserveCapacity(4)
    repeat { members.append(try parseMember(depth: depth)) } while try !endsList(with: UInt8(ascii: "}"))
    do {
      return .object(try JSON.Object(distinct: members))
    } catch {
      // Where a name stands is only looked up once it stands there twice.
      at = start
      for _ in 0..<error.index {
        _ = try parseMember(depth: depth)
        _ = try endsList(with: UInt8(ascii: "}"))
      }
      skipSpace()
      throw fault("the name `\(members[error.index].name)` stands twice")
    }
  }

  private mutating func parseMember(depth: Int) throws(JSONFault) -> JSON.Object.Member {
    skipSpace()
    guard current == UInt8(ascii: "\"") else { throw fault("expected a member name") }
    let name = try parseString()
    skipSpace()
    guard current == UInt8(ascii: ":") else { throw fault("expected `:`") }
    at += 1
    skipSpace()
    return JSON.Object.Member(name, try parseValue(depth: depth + 1))
  }
}
