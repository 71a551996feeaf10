internal import Record
internal import Text

/// Parses an expression (section 3.5): from the loosest to the tightest `if`, `or`, `and`, `not`, comparison, sum, product, sign.
///
/// Bounded by the text's length and by `depthLimit`; no backtracking, so the time is linear in the text.
struct ExpressionParser {
  static let lengthLimit = 4096
  /// A plan nests two levels of JSON for each level of an expression, and JSON may have 64.
  static let depthLimit = 20

  private let bytes: [UInt8]
  private var at = 0
  private var open = 0

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
    parser.skipSpace()
    guard parser.at == parser.bytes.count else { throw parser.unexpected("the end") }
    return MetricSyntax(workload: reference.workload, selection: reference.selection, metric: metric)
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

  // MARK: - Levels

  private mutating func expression() throws(SyntaxFault) -> Syntax {
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

  private mutating func disjunction() throws(SyntaxFault) -> Syntax {
    var left = try conjunction()
    while takeWord("or") { left = try joined(.or, left, try conjunction()) }
    return left
  }

  private mutating func conjunction() throws(SyntaxFault) -> Syntax {
    var left = try negation()
    while takeWord("and") { left = try joined(.and, left, try negation()) }
    return left
  }

  private mutating func negation() throws(SyntaxFault) -> Syntax {
    let start = next()
    guard takeWord("not") else { return try comparison() }
    open += 1
    defer { open -= 1 }
    guard open <= ExpressionParser.depthLimit else { throw tooDeep(start..<at) }
    return try checked(Syntax(.unary(.not, try negation()), start..<at))
  }

  private mutating func comparison() throws(SyntaxFault) -> Syntax {
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
  private func chain(_ first: Syntax, _ second: Int) -> String {
    guard case .binary(_, _, let middle) = first.kind else { return "a < b and b < c" }
    func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    return text(first.range) + " and " + text(middle.range) + " " + text(second..<bytes.count)
  }

  private mutating func sum() throws(SyntaxFault) -> Syntax {
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

  private mutating func product() throws(SyntaxFault) -> Syntax {
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

  private mutating func sign() throws(SyntaxFault) -> Syntax {
    let start = next()
    guard takeByte("-") else { return try primary() }
    open += 1
    defer { open -= 1 }
    guard open <= ExpressionParser.depthLimit else { throw tooDeep(start..<at) }
    return try checked(Syntax(.unary(.negate, try sign()), start..<at))
  }

  // MARK: - Values

  private mutating func primary() throws(SyntaxFault) -> Syntax {
    let start = next()
    guard at < bytes.count else { throw unexpected("a value") }
    let byte = bytes[at]
    if takeByte("(") {
      let inner = try expression()
      guard takeSymbol(")") else { throw unexpected("`)`") }
      return Syntax(inner.kind, start..<at)
    }
    if isDigit(byte) || byte == UInt8(ascii: ".") { return try quantity() }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return try quotedText() }
    guard isLetter(byte) else { throw unexpected("a number, a metric such as `gemm.throughput`, or `(`") }
    return try named(start)
  }

  /// A function, a metric, or a name that the place of the expression defines.
  private mutating func named(_ start: Int) throws(SyntaxFault) -> Syntax {
    let word = try name("a name")
    if ExpressionParser.keywords.contains(word.text) {
      at = start
      throw unexpected("a value")
    }
    if at < bytes.count, bytes[at] == UInt8(ascii: "(") { return try call(word) }
    at = start
    let reference = try cells()
    guard takeByte(".") else {
      if reference.selection.isEmpty { return Syntax(.name(reference.workload.text), start..<at) }
      throw unexpected("`.` and the name of a metric")
    }
    let metric = try name("the name of a metric")
    return Syntax(.metric(MetricSyntax(workload: reference.workload, selection: reference.selection, metric: metric)), start..<at)
  }

  private static let keywords: Set<String> = ["if", "then", "else", "and", "or", "not"]

  private mutating func call(_ word: MetricSyntax.Located) throws(SyntaxFault) -> Syntax {
    guard let function = Expression.Function(rawValue: word.text) else {
      let names = Expression.Function.allCases.map(\.rawValue)
      throw SyntaxFault(
        id: .unknownFunction, headline: "no function is called \(quoted(word.text))", range: word.range, label: "not a function",
        help: didYouMean(word.text, among: names).map { "did you mean `\($0)`?" } ?? available(names))
    }
    at += 1
    var arguments: [Syntax] = []
    if !takeSymbol(")") {
      repeat { arguments.append(try expression()) } while takeSymbol(",")
      guard takeSymbol(")") else { throw unexpected("`,` or `)`") }
    }
    return try checked(Syntax(.call(function, arguments), word.range.lowerBound..<at))
  }

  private mutating func cells() throws(SyntaxFault) -> (
    workload: MetricSyntax.Located, selection: [(axis: MetricSyntax.Located, value: MetricSyntax.Located)]
  ) {
    let workload = try name("the name of a workload")
    var selection: [(axis: MetricSyntax.Located, value: MetricSyntax.Located)] = []
    guard takeByte("[") else { return (workload, []) }
    repeat {
      skipSpace()
      let axis = try name("the name of an axis")
      guard takeSymbol("=") else {
        throw unexpected("`=` and a value of the axis", help: "cells are selected by `[axis=value]`, such as `gemm[type=f32].time`")
      }
      selection.append((axis, try axisValue()))
    } while takeSymbol(",")
    guard takeSymbol("]") else { throw unexpected("`,` or `]`") }
    return (workload, selection)
  }

  private mutating func axisValue() throws(SyntaxFault) -> MetricSyntax.Located {
    skipSpace()
    let start = at
    while at < bytes.count, isAxisByte(bytes[at]) { at += 1 }
    guard at > start else { throw unexpected("a value of the axis") }
    return MetricSyntax.Located(text: String(decoding: bytes[start..<at], as: UTF8.self), range: start..<at)
  }

  private mutating func quantity() throws(SyntaxFault) -> Syntax {
    guard let number = NumberScan(bytes, from: at) else { throw unexpected("a number") }
    guard let value = number.value else {
      throw SyntaxFault(
        id: .numberTooLong, headline: "a number with more digits than fit", range: number.range, label: "not kept exactly",
        help: "numbers are exact, with up to 38 digits")
    }
    at = number.range.upperBound
    guard let unit = try unit() else { return Syntax(.quantity(Quantity(value)), number.range.lowerBound..<at) }
    guard let scaled = value.multiplied(by: unit.factor) else {
      throw SyntaxFault(
        id: .numberTooLong, headline: "an amount that does not fit", range: number.range.lowerBound..<at, label: "not kept exactly",
        help: "amounts are exact, with up to 38 digits")
    }
    return Syntax(.quantity(Quantity(scaled, unit.dimension)), number.range.lowerBound..<at)
  }

  /// The unit after a number, if there is one: `%`, letters, letters with `/s`, or `/s` right behind the digits.
  private mutating func unit() throws(SyntaxFault) -> Unit? {
    let end = at
    var start = at
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    var stop = start
    if start < bytes.count, bytes[start] == UInt8(ascii: "%") {
      stop = start + 1
    } else {
      while stop < bytes.count, isLetter(bytes[stop]) || bytes[stop] >= 0x80 { stop += 1 }
      if stop > start, ExpressionParser.keywords.contains(String(decoding: bytes[start..<stop], as: UTF8.self)) { return nil }
      guard stop > start || start == end else { return nil }
      if stop < bytes.count, bytes[stop] == UInt8(ascii: "/") {
        var wider = stop + 1
        while wider < bytes.count, isLetter(bytes[wider]) { wider += 1 }
        if let unit = Unit.named(String(decoding: bytes[start..<wider], as: UTF8.self)), wider > stop + 1 {
          at = wider
          return unit
        }
      }
    }
    guard stop > start else { return nil }
    let symbol = String(decoding: bytes[start..<stop], as: UTF8.self).replacingGreekMu
    guard let unit = Unit.named(symbol) else {
      throw SyntaxFault(
        id: .unknownUnit, headline: "no unit is called \(quoted(symbol))", range: start..<stop, label: "not a unit",
        help: UnitHint.help(for: symbol, nil))
    }
    at = stop
    return unit
  }

  private mutating func quotedText() throws(SyntaxFault) -> Syntax {
    let start = at
    let quote = bytes[at]
    guard let end = bytes[(at + 1)...].firstIndex(of: quote) else {
      throw SyntaxFault(
        id: .expressionSyntax, headline: "a text that is never closed", range: start..<bytes.count, label: "begins here",
        help: "close it with the same quote")
    }
    at = end + 1
    return Syntax(.text(String(decoding: bytes[(start + 1)..<end], as: UTF8.self)), start..<at)
  }

  // MARK: - Bytes

  private mutating func skipSpace() { while at < bytes.count, [0x20, 0x0A, 0x09].contains(bytes[at]) { at += 1 } }

  /// Skips space; where the next part begins.
  private mutating func next() -> Int {
    skipSpace()
    return at
  }

  private mutating func name(_ what: String) throws(SyntaxFault) -> MetricSyntax.Located {
    let start = at
    guard at < bytes.count, isLetter(bytes[at]) else { throw unexpected(what) }
    while at < bytes.count, isNameByte(bytes[at]) { at += 1 }
    return MetricSyntax.Located(text: String(decoding: bytes[start..<at], as: UTF8.self), range: start..<at)
  }

  private mutating func takeByte(_ character: Unicode.Scalar) -> Bool {
    guard at < bytes.count, bytes[at] == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func takeSymbol(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    return takeByte(character)
  }

  private mutating func takeWord(_ word: String) -> Bool {
    skipSpace()
    let end = at + word.utf8.count
    guard end <= bytes.count, bytes[at..<end].elementsEqual(word.utf8), end == bytes.count || !isNameByte(bytes[end]) else { return false }
    at = end
    return true
  }

  private mutating func takeComparison() throws(SyntaxFault) -> Expression.BinaryOperator? {
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

  private func joined(_ sign: Expression.BinaryOperator, _ left: Syntax, _ right: Syntax) throws(SyntaxFault) -> Syntax {
    try checked(Syntax(.binary(sign, left, right), left.range.lowerBound..<right.range.upperBound))
  }

  private func checked(_ syntax: Syntax) throws(SyntaxFault) -> Syntax {
    guard syntax.depth <= ExpressionParser.depthLimit else { throw tooDeep(syntax.range) }
    return syntax
  }

  private func tooDeep(_ range: Range<Int>) -> SyntaxFault {
    SyntaxFault(
      id: .expressionTooComplex, headline: "the expression is nested more than \(ExpressionParser.depthLimit) deep", range: range,
      label: "too deep", help: "split it into several claims")
  }

  private static let operators = "operators are `+`, `-`, `*`, `/`, `<`, `<=`, `>`, `>=`, `==`, `!=`, `and`, `or` and `not`"

  private func unexpected(_ expected: String, help: String? = nil) -> SyntaxFault {
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

/// What a value on an axis of a matrix may be made of, so that it can stand in an id.
func isAxisByte(_ byte: UInt8) -> Bool {
  isNameByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
}
