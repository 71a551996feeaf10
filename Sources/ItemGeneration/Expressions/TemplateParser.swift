internal import Record
internal import Text

/// Parses an expression of a template: the grammar of specs (`if`, `or`, `and`, `not`, comparisons, sums, products, signs) with lists.
///
/// Bounded by the text's length and by `depthLimit`; no backtracking, so the time is linear in the text.
struct TemplateParser {
  static let lengthLimit = 4096
  static let depthLimit = 32

  let bytes: [UInt8]
  let end: Int
  var at: Int
  private var open = 0

  init(_ bytes: [UInt8], from start: Int, to end: Int) { (self.bytes, at, self.end) = (bytes, start, end) }

  /// The whole text as one expression.
  static func parse(_ text: String) throws(TemplateSyntaxFault) -> TemplateSyntax {
    let bytes = Array(text.utf8)
    guard bytes.count <= lengthLimit else {
      throw TemplateSyntaxFault(
        id: .expression, headline: "the expression has \(bytes.count) bytes, and \(lengthLimit) are allowed", range: 0..<bytes.count,
        label: "too long", help: "name a part of it under `let`")
    }
    var parser = TemplateParser(bytes, from: 0, to: bytes.count)
    let syntax = try parser.expression()
    parser.skipSpace()
    guard parser.at == parser.end else { throw parser.unexpected("the end, or an operator") }
    return syntax
  }

  mutating func expression() throws(TemplateSyntaxFault) -> TemplateSyntax {
    open += 1
    defer { open -= 1 }
    let start = next()
    guard open <= TemplateParser.depthLimit else { throw tooDeep(start..<min(start + 1, end)) }
    guard takeWord("if") else { return try disjunction() }
    let condition = try expression()
    guard takeWord("then") else { throw unexpected("`then`") }
    let then = try expression()
    guard takeWord("else") else { throw unexpected("`else`; every `if` has one") }
    let otherwise = try expression()
    return try checked(TemplateSyntax(.conditional(condition, then, otherwise), start..<at))
  }

  // MARK: - Operators, from the loosest to the tightest

  private mutating func disjunction() throws(TemplateSyntaxFault) -> TemplateSyntax {
    var left = try conjunction()
    while takeWord("or") { left = try joined(.or, left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(TemplateSyntaxFault) -> TemplateSyntax {
    var left = try negation()
    while takeWord("and") { left = try joined(.and, left, try negation()) }
    return left
  }

  private mutating func negation() throws(TemplateSyntaxFault) -> TemplateSyntax {
    let start = next()
    guard takeWord("not") else { return try comparison() }
    open += 1
    defer { open -= 1 }
    guard open <= TemplateParser.depthLimit else { throw tooDeep(start..<at) }
    return try checked(TemplateSyntax(.unary(.not, try negation()), start..<at))
  }

  private mutating func comparison() throws(TemplateSyntaxFault) -> TemplateSyntax {
    let left = try sum()
    guard let sign = takeComparison() else { return left }
    let whole = try joined(sign, left, try sum())
    let again = next()
    if takeComparison() != nil {
      throw TemplateSyntaxFault(
        id: .expression, headline: "comparisons do not chain", range: again..<at, label: "a second comparison",
        help: "join two with `and`: `a < b and b < c`")
    }
    return whole
  }

  private mutating func sum() throws(TemplateSyntaxFault) -> TemplateSyntax {
    var left = try product()
    while true {
      _ = next()
      if takeByte("+") {
        left = try joined(.add, left, try product())
      } else if takeByte("-") {
        left = try joined(.subtract, left, try product())
      } else {
        return left
      }
    }
  }

  private mutating func product() throws(TemplateSyntaxFault) -> TemplateSyntax {
    var left = try sign()
    while true {
      _ = next()
      if takeByte("*") {
        left = try joined(.multiply, left, try sign())
      } else if takeByte("/") {
        left = try joined(.divide, left, try sign())
      } else {
        return left
      }
    }
  }

  private mutating func sign() throws(TemplateSyntaxFault) -> TemplateSyntax {
    let start = next()
    guard takeByte("-") else { return try postfix() }
    open += 1
    defer { open -= 1 }
    guard open <= TemplateParser.depthLimit else { throw tooDeep(start..<at) }
    return try checked(TemplateSyntax(.unary(.subtract, try sign()), start..<at))
  }

  private mutating func postfix() throws(TemplateSyntaxFault) -> TemplateSyntax {
    var value = try primary()
    while true {
      if takeByte("[") {
        let index = try expression()
        guard takeSymbol("]") else { throw unexpected("`]`") }
        value = try checked(TemplateSyntax(.index(value, index), value.range.lowerBound..<at))
      } else if takeByte(".") {
        let start = at
        guard let name = word() else { throw unexpected("the name of a column") }
        value = try checked(TemplateSyntax(.field(value, name, start..<at), value.range.lowerBound..<at))
      } else {
        return value
      }
    }
  }

  // MARK: - Faults

  func joined(_ sign: TemplateOperator, _ left: TemplateSyntax, _ right: TemplateSyntax) throws(TemplateSyntaxFault) -> TemplateSyntax {
    try checked(TemplateSyntax(.binary(sign, left, right), left.range.lowerBound..<right.range.upperBound))
  }

  func checked(_ syntax: TemplateSyntax) throws(TemplateSyntaxFault) -> TemplateSyntax {
    guard syntax.depth <= TemplateParser.depthLimit else { throw tooDeep(syntax.range) }
    return syntax
  }

  private func tooDeep(_ range: Range<Int>) -> TemplateSyntaxFault {
    TemplateSyntaxFault(
      id: .expression, headline: "the expression is nested more than \(TemplateParser.depthLimit) deep", range: range, label: "too deep",
      help: "name a part of it under `let`")
  }

  func unexpected(_ expected: String, help: String? = nil) -> TemplateSyntaxFault {
    var stop = at
    if at < end {
      stop += 1
      if isWordByte(bytes[at]) { while stop < end, isWordByte(bytes[stop]) { stop += 1 } }
      while stop < end, bytes[stop] & 0xC0 == 0x80 { stop += 1 }
    }
    let found = at < end ? quoted(String(decoding: bytes[at..<stop], as: UTF8.self)) : "the end"
    return TemplateSyntaxFault(
      id: .expression, headline: "in an expression: expected \(expected)", range: at..<stop, label: "found \(found)", help: help)
  }
}
