internal import Record
internal import Text

/// Numbers, texts, names, calls and lists.
extension TemplateParser {
  static let keywords: Set<String> = ["if", "then", "else", "and", "or", "not", "for", "in", "true", "false"]

  mutating func primary() throws(TemplateSyntaxFault) -> TemplateSyntax {
    let start = next()
    guard at < end else { throw unexpected("a value") }
    if takeByte("(") {
      let inner = try expression()
      guard takeSymbol(")") else { throw unexpected("`)`") }
      return TemplateSyntax(inner.kind, start..<at)
    }
    if takeByte("[") { return try list(start) }
    if isDigit(bytes[at]) { return try number(start) }
    if bytes[at] == UInt8(ascii: "'") || bytes[at] == UInt8(ascii: "\"") { return try quotedText(start) }
    guard let name = word() else { throw unexpected("a value, such as a number, a name or `(`") }
    if name == "true" || name == "false" { return TemplateSyntax(.truth(name == "true"), start..<at) }
    guard !TemplateParser.keywords.contains(name) else {
      at = start
      throw unexpected("a value")
    }
    let range = start..<at
    guard takeByte("(") else { return TemplateSyntax(.name(name), range) }
    let arguments = try elements(closing: ")")
    return try checked(TemplateSyntax(.call(name, range, arguments), start..<at))
  }

  private mutating func elements(closing: Character) throws(TemplateSyntaxFault) -> [TemplateSyntax] {
    var elements: [TemplateSyntax] = []
    if takeSymbol(closing) { return elements }
    repeat { elements.append(try expression()) } while takeSymbol(",")
    guard takeSymbol(closing) else { throw unexpected("`,` or `\(closing)`") }
    return elements
  }

  private mutating func list(_ start: Int) throws(TemplateSyntaxFault) -> TemplateSyntax {
    if takeSymbol("]") { return TemplateSyntax(.list([]), start..<at) }
    let first = try expression()
    guard takeWord("for") else {
      guard takeSymbol(",") else {
        guard takeSymbol("]") else { throw unexpected("`,`, `for` or `]`") }
        return try checked(TemplateSyntax(.list([first]), start..<at))
      }
      return try checked(TemplateSyntax(.list([first] + (try elements(closing: "]"))), start..<at))
    }
    _ = next()
    guard let name = word(), !TemplateParser.keywords.contains(name) else { throw unexpected("the name of an element") }
    guard takeWord("in") else { throw unexpected("`in` and a list") }
    let source = try expression()
    let condition = takeWord("if") ? try expression() : nil
    guard takeSymbol("]") else { throw unexpected("`if` or `]`") }
    return try checked(TemplateSyntax(.comprehension(first, name, source, condition), start..<at))
  }

  private mutating func number(_ start: Int) throws(TemplateSyntaxFault) -> TemplateSyntax {
    while at < end, isDigit(bytes[at]) { at += 1 }
    if at + 1 < end, bytes[at] == UInt8(ascii: "."), isDigit(bytes[at + 1]) {
      at += 1
      while at < end, isDigit(bytes[at]) { at += 1 }
    }
    guard let value = Rational(decimal: String(decoding: bytes[start..<at], as: UTF8.self)) else {
      throw TemplateSyntaxFault(
        id: .expression, headline: "a number with too many digits", range: start..<at, label: "does not fit into 128 bits")
    }
    return TemplateSyntax(.number(value), start..<at)
  }

  private mutating func quotedText(_ start: Int) throws(TemplateSyntaxFault) -> TemplateSyntax {
    let quote = bytes[at]
    at += 1
    while at < end, bytes[at] != quote { at += 1 }
    guard at < end else {
      throw TemplateSyntaxFault(id: .expression, headline: "a text without its closing quote", range: start..<at, label: "begins here")
    }
    at += 1
    return TemplateSyntax(.text(String(decoding: bytes[start + 1..<at - 1], as: UTF8.self)), start..<at)
  }

  // MARK: - Bytes

  func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  func isWordByte(_ byte: UInt8) -> Bool { isDigit(byte) || byte == UInt8(ascii: "_") || isLetter(byte) }
  private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  mutating func skipSpace() { while at < end, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 } }

  /// The place of the next sign.
  mutating func next() -> Int {
    skipSpace()
    return at
  }

  mutating func takeByte(_ sign: Character) -> Bool {
    guard at < end, sign.asciiValue == bytes[at] else { return false }
    at += 1
    return true
  }

  mutating func takeSymbol(_ sign: Character) -> Bool {
    skipSpace()
    return takeByte(sign)
  }

  /// A name: a letter, then letters, digits and `_`.
  mutating func word() -> String? {
    guard at < end, isLetter(bytes[at]) else { return nil }
    let start = at
    while at < end, isWordByte(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  mutating func takeWord(_ wanted: String) -> Bool {
    skipSpace()
    let start = at
    if word() == wanted { return true }
    at = start
    return false
  }

  mutating func takeComparison() -> TemplateOperator? {
    skipSpace()
    if takeWord("in") { return .isIn }
    for sign in [TemplateOperator.lessOrEqual, .greaterOrEqual, .equal, .notEqual, .less, .greater] {
      let text = Array(sign.rawValue.utf8)
      if at + text.count <= end, Array(bytes[at..<at + text.count]) == text {
        at += text.count
        return sign
      }
    }
    return nil
  }
}
