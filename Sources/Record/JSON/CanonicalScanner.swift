internal import Text

/// Reads canonical JSON once, from front to back, and writes its tokens.
struct CanonicalScanner {
  private let bytes: [UInt8]
  private let limits: JSON.Limits
  private var at = 0
  private(set) var tokens: [CanonicalTape.Token] = []
  private(set) var memberCount = 0

  init(_ bytes: [UInt8], _ limits: JSON.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  /// Reads the whole text, which is one value.
  mutating func scan() throws(CanonicalTape.NotCanonical) {
    guard bytes.count <= min(limits.bytes, Int(UInt32.max) - 1) else { throw CanonicalTape.NotCanonical() }
    tokens.reserveCapacity(bytes.count / 16)
    try value(depth: 0)
    guard at == bytes.count else { throw CanonicalTape.NotCanonical() }
  }

  private var current: UInt8 { at < bytes.count ? bytes[at] : 0 }

  private mutating func expect(_ byte: UInt8) throws(CanonicalTape.NotCanonical) {
    guard current == byte, at < bytes.count else { throw CanonicalTape.NotCanonical() }
    at += 1
  }

  /// Opens a token here, which `close` ends.
  private mutating func open(_ kind: CanonicalTape.Kind) -> Int {
    tokens.append(CanonicalTape.Token(start: UInt32(at), end: 0, next: 0, kind: kind))
    return tokens.count - 1
  }

  private mutating func close(_ position: Int) {
    tokens[position].end = UInt32(at)
    tokens[position].next = UInt32(tokens.count)
  }

  private mutating func value(depth: Int) throws(CanonicalTape.NotCanonical) {
    // Names are no values.
    guard depth < limits.depth, tokens.count - memberCount < limits.nodes else { throw CanonicalTape.NotCanonical() }
    switch current {
    case UInt8(ascii: "{"): try object(depth)
    case UInt8(ascii: "["): try array(depth)
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try word("true", .yes)
    case UInt8(ascii: "f"): try word("false", .no)
    default: try number()
    }
  }

  private mutating func word(_ word: StaticString, _ kind: CanonicalTape.Kind) throws(CanonicalTape.NotCanonical) {
    let position = open(kind)
    for byte in "\(word)".utf8 { try expect(byte) }
    close(position)
  }

  private mutating func array(_ depth: Int) throws(CanonicalTape.NotCanonical) {
    let position = open(.array)
    at += 1
    if current != UInt8(ascii: "]") {
      try value(depth: depth + 1)
      while current == UInt8(ascii: ",") {
        at += 1
        try value(depth: depth + 1)
      }
    }
    try expect(UInt8(ascii: "]"))
    close(position)
  }

  private mutating func object(_ depth: Int) throws(CanonicalTape.NotCanonical) {
    let position = open(.object)
    at += 1
    if current != UInt8(ascii: "}") {
      var last = try member(depth, after: nil)
      while current == UInt8(ascii: ",") {
        at += 1
        last = try member(depth, after: last)
      }
    }
    try expect(UInt8(ascii: "}"))
    close(position)
  }

  /// A name, greater than the one before it, and its value.
  private mutating func member(_ depth: Int, after last: Int?) throws(CanonicalTape.NotCanonical) -> Int {
    guard current == UInt8(ascii: "\"") else { throw CanonicalTape.NotCanonical() }
    let name = try string()
    // Names with escapes are rare enough to be read in the other way.
    guard tokens[name].kind == .string, last.map({ precedes($0, name) }) ?? true else { throw CanonicalTape.NotCanonical() }
    memberCount += 1
    try expect(UInt8(ascii: ":"))
    try value(depth: depth + 1)
    return name
  }

  /// The order of names by UTF-16 code units.
  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let (mine, other) = (tokens[left], tokens[right])
    let (start, otherStart) = (Int(mine.start) + 1, Int(other.start) + 1)
    let (count, otherCount) = (Int(mine.end) - 1 - start, Int(other.end) - 1 - otherStart)
    for index in 0..<min(count, otherCount) where bytes[start + index] != bytes[otherStart + index] {
      return JSON.rank(bytes[start + index]) < JSON.rank(bytes[otherStart + index])
    }
    return count < otherCount
  }

  /// A text, of which only what must be is escaped; gives the position of its token.
  private mutating func string() throws(CanonicalTape.NotCanonical) -> Int {
    let position = open(.string)
    at += 1
    var isPlainASCII = true
    while true {
      skipPlainASCII()
      let byte = current
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        guard let (_, length) = CanonicalEscape.read(bytes, at) else { throw CanonicalTape.NotCanonical() }
        tokens[position].kind = .escaped
        at += length
        continue
      }
      guard byte >= 0x20 else { throw CanonicalTape.NotCanonical() }
      if byte >= 0x80 { isPlainASCII = false }
      at += 1
    }
    if !isPlainASCII { try checkText(Int(tokens[position].start) + 1..<at) }
    at += 1
    close(position)
    return position
  }

  /// Passes over ASCII that stands for itself in a string.
  private mutating func skipPlainASCII() {
    let bytes = bytes
    var place = at
    while place < bytes.count, bytes[place] >= 0x20, bytes[place] < 0x80, bytes[place] != UInt8(ascii: "\""),
      bytes[place] != UInt8(ascii: "\\")
    {
      place += 1
    }
    at = place
  }

  private func checkText(_ range: Range<Int>) throws(CanonicalTape.NotCanonical) {
    guard let text = String(utf8: bytes, range), !CombiningMarks.exceed(limits.marks, in: text) else {
      throw CanonicalTape.NotCanonical()
    }
  }

  /// A number as ECMAScript writes it; most are short integers.
  private mutating func number() throws(CanonicalTape.NotCanonical) {
    let position = open(.number)
    let start = at
    if current == UInt8(ascii: "-") { at += 1 }
    let first = at
    while isDigit(current) { at += 1 }
    let digits = at - first
    let isInteger = current != UInt8(ascii: ".") && current != UInt8(ascii: "e") && current != UInt8(ascii: "E")
    let isShort = digits > 0 && digits <= 15 && (bytes[first] != UInt8(ascii: "0") || digits == 1 && first == start)
    if !isInteger || !isShort { try longNumber(start) }
    close(position)
  }

  private mutating func longNumber(_ start: Int) throws(CanonicalTape.NotCanonical) {
    while isDigit(current) || [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(current) { at += 1 }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    guard text.utf8.count <= 32, let number = Double(text), number.isFinite, isSpelledAlike(ecmaScriptText(of: number), text) else {
      throw CanonicalTape.NotCanonical()
    }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
}

/// The escapes of canonical JSON: those of RFC 8785, section 3.2.2.2, each for one byte.
enum CanonicalEscape {
  /// The byte that an escape stands for, and how many bytes it takes; `nil` where it is not the one spelling.
  static func read(_ bytes: [UInt8], _ at: Int) -> (byte: UInt8, length: Int)? {
    guard at + 1 < bytes.count else { return nil }
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): return (bytes[at + 1], 2)
    case UInt8(ascii: "b"): return (0x08, 2)
    case UInt8(ascii: "t"): return (0x09, 2)
    case UInt8(ascii: "n"): return (0x0A, 2)
    case UInt8(ascii: "f"): return (0x0C, 2)
    case UInt8(ascii: "r"): return (0x0D, 2)
    case UInt8(ascii: "u"): return control(bytes, at)
    default: return nil
    }
  }

  /// `\u00` with two lower-case digits, for a control character that has no shorter escape.
  private static func control(_ bytes: [UInt8], _ at: Int) -> (byte: UInt8, length: Int)? {
    guard at + 5 < bytes.count, bytes[at + 2] == UInt8(ascii: "0"), bytes[at + 3] == UInt8(ascii: "0"),
      let high = digit(bytes[at + 4]), let low = digit(bytes[at + 5]), high < 2
    else { return nil }
    let byte = high << 4 | low
    return [0x08, 0x09, 0x0A, 0x0C, 0x0D].contains(byte) ? nil : (byte, 6)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
