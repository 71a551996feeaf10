internal import Record
internal import Text

/// Operators, from the loosest to the tightest.
extension ExpressionParser {
  mutating func expression() throws(SyntaxFault) -> Syntax {
    open += 1
    defer { open -= 1 }
    guard open <= ExpressionParser.depthLimit else { throw tooDeep(at..<min(at + 1, bytes.count)) }
    let start = next()
    guard takeWord("if") else { return try disjunction() }
    let condition = try expression()
    guard takeWord("then") else { throw unexpected("`then`") }
    let then = try expression()
    guard takeWord("else") else { throw unexpected("`else`; every `if` has one") }
    return try checked(Syntax(.conditional(condition, then, try expression()), start..<at))
  }

  mutating func disjunction() throws(SyntaxFault) -> Syntax {
    var left = try conjunction()
    while takeWord("or") { left = try joined(.or, left, try conjunction()) }
    return left
  }

  mutating func conjunction() throws(SyntaxFault) -> Syntax {
    var left = try negation()
    while takeWord("and") { left = try joined(.and, left, try negation()) }
    return left
  }

  mutating func negation() throws(SyntaxFault) -> Syntax {
    let start = next()
    guard takeWord("not") else { return try comparison() }
    open += 1
    defer { open -= 1 }
    guard open <= ExpressionParser.depthLimit else { throw tooDeep(start..<at) }
    return try checked(Syntax(.unary(.not, try negation()), start..<at))
  }

  mutating func comparison() throws(SyntaxFault) -> Syntax {
    let left = try sum()
    guard let sign = try takeComparison() else { return left }
    let whole = try joined(sign, left, try sum())
    let again = next()
    if try takeComparison() != nil {
      throw SyntaxFault(
        id: .expressionSyntax, headline: "comparisons do not chain", range: again..<at, label: "a second comparison",
        help: "join two with `and`: \(quoted(chain(whole, again)))")
    }
    return whole
  }

  /// A chain of comparisons as two: `a < b and b < c`.
  func chain(_ first: Syntax, _ second: Int) -> String {
    guard case .binary(_, _, let middle) = first.kind else { return "a < b and b < c" }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return text(first.range) + " and " + text(middle.range) + " " + text(second..<bytes.count)
  }

  mutating func sum() throws(SyntaxFault) -> Syntax {
    var left = try product()
    while true {
      let start = next()
      let spaceBefore = start > 0 && bytes[start - 1] == 0x20
      if takeByte("+") {
        left = try joined(.add, left, try product())
      } else if takeByte("-") {
        guard spaceBefore, at < bytes.count, bytes[at] == 0x20 else {
          throw SyntaxFault(
            id: .minusNeedsSpaces, headline: "a minus between two values needs a space on both sides", range: start..<at,
            label: "this minus", help: "names may contain `-`, so only spaces tell them apart: `a - b`")
        }
        left = try joined(.subtract, left, try product())
      } else {
        return left
      }
    }
  }

  mutating func product() throws(SyntaxFault) -> Syntax {
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

  mutating func sign() throws(SyntaxFault) -> Syntax {
    let start = next()
    guard takeByte("-") else { return try primary() }
    open += 1
    defer { open -= 1 }
    guard open <= ExpressionParser.depthLimit else { throw tooDeep(start..<at) }
    return try checked(Syntax(.unary(.negate, try sign()), start..<at))
  }

}
