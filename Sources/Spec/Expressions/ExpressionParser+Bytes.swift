internal import Record
internal import Text

/// Words and signs.
extension ExpressionParser {
  mutating func skipSpace() { while at < bytes.count, [0x20, 0x0A, 0x09].contains(bytes[at]) { at += 1 } }

  /// Skips space; where the next part begins.
  mutating func next() -> Int {
    skipSpace()
    return at
  }

  mutating func name(_ what: String) throws(SyntaxFault) -> MetricSyntax.Located {
    let start = at
    guard at < bytes.count, isLetter(bytes[at]) else { throw unexpected(what) }
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    return MetricSyntax.Located(text: String(decoding: bytes[start..<at], as: UTF8.self), range: start..<at)
  }

  mutating func takeByte(_ character: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  mutating func takeSymbol(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return takeByte(character)
  }

  mutating func takeWord(_ word: String) -> Bool {
    skipSpace()
    let end = at + word.utf8.count
    guard end <= bytes.count, bytes[at..<end].elementsEqual(word.utf8), end == bytes.count || !isNameByte(bytes[end]) else { return false }
    at = end
    return true
  }

  mutating func takeComparison() throws(SyntaxFault) -> Expression.BinaryOperator? {
    skipSpace()
    let two = bytes[at..<min(at + 2, bytes.count)]
    for sign in [Expression.BinaryOperator.lessOrEqual, .greaterOrEqual, .equal, .notEqual] where two.elementsEqual(sign.rawValue.utf8) {
      at += 2
      return sign
    }
    if takeByte("<") { return .less }
    if takeByte(">") { return .greater }
    if at < bytes.count, bytes[at] == UInt8(ascii: "=") {
      throw SyntaxFault(
        id: .expressionSyntax, headline: "a single `=` in an expression", range: at..<at + 1, label: "compares nothing",
        help: "equality is `==`; a bound is `<=` or `>=`")
    }
    return nil
  }

}
