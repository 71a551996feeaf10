internal import Record
internal import Text

/// Parses an expression (section 3.5): from the loosest to the tightest `if`, `or`, `and`, `not`, comparison, sum, product, sign.
///
/// Bounded by the text's length and by `depthLimit`; no backtracking, so the time is linear in the text.
struct ExpressionParser {
  static let lengthLimit = 4096
  /// A plan nests two levels of JSON for each level of an expression, and JSON may have 64.
  static let depthLimit = 20

  let bytes: [UInt8]
  var at = 0
  var open = 0

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The whole text as one expression.
  static func parse(_ text: String) throws(SyntaxFault) -> Syntax {
    guard text.utf8.count <= lengthLimit else {
      throw SyntaxFault(
        id: .expressionTooComplex, headline: "the expression has \(text.utf8.count) bytes, and \(lengthLimit) are allowed",
        range: 0..<text.utf8.count, label: "too long", help: "split it into several claims")
    }
    var parser = ExpressionParser(text)
    let syntax = try parser.expression()
    parser.skipSpace()
    guard parser.at == parser.bytes.count else { throw parser.unexpected("the end, or an operator", help: operators) }
    return syntax
  }

  /// The whole text as one metric reference.
  static func parseMetric(_ text: String) throws(SyntaxFault) -> MetricSyntax {
    var parser = ExpressionParser(text)
    parser.skipSpace()
    let reference = try parser.cells()
    guard parser.takeByte(".") else { throw parser.unexpected("`.` and the name of a metric") }
    let metric = try parser.name("the name of a metric")
    let category = try parser.category()
    parser.skipSpace()
    guard parser.at == parser.bytes.count else { throw parser.unexpected("the end") }
    return MetricSyntax(workload: reference.workload, selection: reference.selection, metric: metric, category: category)
  }

  /// The whole text as a workload, perhaps with a selection of cells; the metric of the answer is empty.
  static func parseCells(_ text: String) throws(SyntaxFault) -> MetricSyntax {
    var parser = ExpressionParser(text)
    parser.skipSpace()
    let reference = try parser.cells()
    parser.skipSpace()
    guard parser.at == parser.bytes.count else { throw parser.unexpected("the end, or a selection such as `[type=f32]`") }
    return MetricSyntax(
      workload: reference.workload, selection: reference.selection, metric: MetricSyntax.Located(text: "", range: parser.at..<parser.at))
  }
}

extension ExpressionParser {
  func joined(_ sign: Expression.BinaryOperator, _ left: Syntax, _ right: Syntax) throws(SyntaxFault) -> Syntax {
    try checked(Syntax(.binary(sign, left, right), left.range.lowerBound..<right.range.upperBound))
  }

  func checked(_ syntax: Syntax) throws(SyntaxFault) -> Syntax {
    guard syntax.depth <= ExpressionParser.depthLimit else { throw tooDeep(syntax.range) }
    return syntax
  }

  func tooDeep(_ range: Range<Int>) -> SyntaxFault {
    SyntaxFault(
      id: .expressionTooComplex, headline: "the expression is nested more than \(ExpressionParser.depthLimit) deep", range: range,
      label: "too deep", help: "split it into several claims")
  }

  static let operators = "operators are `+`, `-`, `*`, `/`, `<`, `<=`, `>`, `>=`, `==`, `!=`, `and`, `or` and `not`"

  func unexpected(_ expected: String, help: String? = nil) -> SyntaxFault {
    var end = at
    if at < bytes.count {
      if isNameByte(bytes[at]) {
        while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
      } else {
        end += 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
      }
    }
    let found = at < bytes.count ? quoted(String(decoding: bytes[at..<end], as: UTF8.self)) : "the end"
    return SyntaxFault(
      id: .expressionSyntax, headline: "in an expression: expected \(expected)", range: at..<end, label: "found \(found)", help: help)
  }
}
