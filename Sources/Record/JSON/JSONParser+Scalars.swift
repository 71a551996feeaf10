// Texts and numbers of JSON.
internal import Text

extension JSONParser {
  mutating func parseString() throws(JSONFault) -> String {
    let start = at
    at += 1
    skipPlain()
    // Few texts have an escape; the others are taken as they stand.
    if current == UInt8(ascii: "\"") { return try text(bytes, (start + 1)..<at, from: start) }
    var written = Array(bytes[(start + 1)..<at])
    while let byte = current {
      if byte == UInt8(ascii: "\"") { return try text(written, written.indices, from: start) }
      guard byte == UInt8(ascii: "\\") else { throw fault("a control character inside a string") }
      at += 1
      try parseEscape(into: &written)
      let plain = at
      skipPlain()
      written += bytes[plain..<at]
    }
    throw JSONFault(reason: "a string without an end", offset: start)
  }

  /// Passes over what stands for itself in a string.
  private mutating func skipPlain() {
    let bytes = bytes
    var place = at
    while place < bytes.count, bytes[place] >= 0x20, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "\\") { place += 1 }
    at = place
  }

  /// The text of a string, at its closing quote.
  private mutating func text(_ written: [UInt8], _ range: Range<Int>, from start: Int) throws(JSONFault) -> String {
    at += 1
    guard let text = String(utf8: written, range) else { throw JSONFault(reason: "not well-formed UTF-8", offset: start) }
    guard limits.marks == .max || !CombiningMarks.exceed(limits.marks, in: text) else {
      throw JSONFault(reason: "more than \(limits.marks) combining marks in a row", offset: start)
    }
    return text
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

  mutating func parseNumber() throws(JSONFault) -> JSON {
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
    if integer == at - start, integer <= 15 { return .number(Double(shortInteger(start..<at))) }
    let literal = String(decoding: bytes[start..<at], as: UTF8.self)
    let number = Double(literal)
    if limits.keepsDigits, !(number.map { $0.isFinite && DecimalDigits.areKept(of: bytes[start..<at], in: $0) } ?? false) {
      return .string(literal)
    }
    guard let number, number.isFinite else { throw JSONFault(reason: "a number outside the range of binary64", offset: start) }
    return .number(number)
  }

  /// The value of at most 15 digits.
  private func shortInteger(_ range: Range<Int>) -> Int {
    var value = 0
    // checked: 15 digits are less than 2^63.
    for index in range { value = value * 10 + Int(bytes[index] - UInt8(ascii: "0")) }
    return value
  }

  private mutating func skipDigits() -> Int {
    let start = at
    while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { at += 1 }
    return at - start
  }
}

extension String {
  /// The text of a range of bytes, `nil` where they are not well-formed UTF-8.
  init?(utf8 bytes: [UInt8], _ range: Range<Int>) {
    let span = bytes.span.extracting(range)
    do { self.init(copying: try UTF8Span(validating: span)) } catch { return nil }
  }
}
