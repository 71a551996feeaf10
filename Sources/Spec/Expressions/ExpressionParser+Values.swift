internal import Record
internal import Text

/// Values, functions, names and metrics.
extension ExpressionParser {
  mutating func primary() throws(SyntaxFault) -> Syntax {
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
  mutating func named(_ start: Int) throws(SyntaxFault) -> Syntax {
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
    let category = try category()
    return Syntax(
      .metric(MetricSyntax(workload: reference.workload, selection: reference.selection, metric: metric, category: category)), start..<at)
  }

  static let keywords: Set<String> = ["if", "then", "else", "and", "or", "not"]

  mutating func call(_ word: MetricSyntax.Located) throws(SyntaxFault) -> Syntax {
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

  mutating func cells() throws(SyntaxFault) -> (
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

  /// `[category=name]` behind a metric; `nil` where nothing is in brackets.
  mutating func category() throws(SyntaxFault) -> MetricSyntax.Located? {
    guard takeByte("[") else { return nil }
    skipSpace()
    let word = try name("`category`")
    let help = "items are selected by `[category=NAME]`, such as `quiz.accuracy[category=physics]`"
    guard word.text == "category" else {
      throw SyntaxFault(
        id: .expressionSyntax, headline: "a metric cannot be selected by \(quoted(word.text))", range: word.range, label: "not `category`",
        help: help + "; cells are selected before the point")
    }
    guard takeSymbol("=") else { throw unexpected("`=` and a category", help: help) }
    skipSpace()
    let start = at
    let isQuoted = at < bytes.count && (bytes[at] == UInt8(ascii: "'") || bytes[at] == UInt8(ascii: "\""))
    let value = isQuoted ? try quotedCategory() : try axisValue()
    guard !value.text.isEmpty else { throw unexpected("a category", help: help) }
    guard takeSymbol("]") else {
      at = max(at, start)
      throw unexpected("`]`", help: "a category of several words stands in quotes")
    }
    return value
  }

  private mutating func quotedCategory() throws(SyntaxFault) -> MetricSyntax.Located {
    let syntax = try quotedText()
    guard case .text(let text) = syntax.kind else { throw unexpected("a text in quotes") }
    return MetricSyntax.Located(text: text, range: syntax.range)
  }

  mutating func axisValue() throws(SyntaxFault) -> MetricSyntax.Located {
    skipSpace()
    let start = at
    while at < bytes.count, isAxisByte(bytes[at]) { at += 1 }
    guard at > start else { throw unexpected("a value of the axis") }
    return MetricSyntax.Located(text: String(decoding: bytes[start..<at], as: UTF8.self), range: start..<at)
  }
}

/// What a value on an axis of a matrix may be made of, so that it can stand in an id.
func isAxisByte(_ byte: UInt8) -> Bool {
  isNameByte(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+")
}
