internal import Record
internal import Text

/// What may be compared, added, multiplied and divided.
extension ExpressionChecker {
  func isAmount(_ checked: Checked, _ syntax: Syntax, _ sign: Expression.BinaryOperator) -> Bool {
    if case .quantity = checked.kind { return true }
    if checked.kind == .text, sign == .add { return true }
    problems.error(.wrongOperand, "`\(sign.rawValue)` takes numbers", at: place.span(syntax.range), "this is \(checked.kind.noun)")
    return false
  }

  /// Both sides must measure the same; the problem stands at the right side, with the left beside it.
  func isSame(_ first: Checked, _ second: Checked, _ left: Syntax, _ right: Syntax, _ verb: String) -> Bool {
    if first.kind == second.kind, first.kind != .truth { return true }
    if first.kind == second.kind {
      problems.error(
        .wrongOperand, "cannot \(verb) two conditions", at: place.span(right.range), "a condition", help: "join them with `and` or `or`")
      return false
    }
    if reportMissingUnit(first, second, right) || reportMissingUnit(second, first, left) { return false }
    var example: String? =
      if case .quantity(let dimension) = first.kind { "\(dimension.noun) is written like `\(dimension.example)`" } else { nil }
    if case .quantity(let other) = second.kind, let name = scope.sibling(of: first.expression, measuring: other) {
      example = (example.map { $0 + "; " } ?? "") + "`\(name)` is \(other.noun)"
    }
    problems.error(
      .wrongDimension, "cannot \(verb) \(first.kind.noun) and \(second.kind.noun)", at: place.span(right.range),
      "this is \(second.kind.noun)",
      also: [Diagnostic.Label(place.span(left.range), "this is \(first.kind.noun)")], help: example)
    return false
  }

  /// A plain number beside something that has a unit.
  func reportMissingUnit(_ measured: Checked, _ number: Checked, _ syntax: Syntax) -> Bool {
    guard case .quantity(let dimension) = measured.kind, case .quantity = syntax.kind, number.kind == .quantity(.number),
      dimension != .number
    else { return false }
    problems.error(
      .missingUnit, "a number without a unit beside \(dimension.noun)", at: place.span(syntax.range), "which unit?",
      help: "\(dimension.noun) is written like `\(dimension.example)`; units are "
        + listed(Unit.all.filter { $0.dimension == dimension }.map(\.symbol)))
    return true
  }

  /// A share is at most 1, so a larger number compared with it was meant in per cent.
  func reportPercent(_ share: Checked, _ number: Checked, _ syntax: Syntax) -> Bool {
    guard scope.isShare(share.expression), case .quantity(let quantity) = syntax.kind, Rational(1) < quantity.value,
      case .quantity = number.expression
    else { return false }
    let span = place.span(syntax.range)
    problems.error(
      .outOfRange, "a share is compared with more than 1", at: span, "more than all of it",
      help: "it is at most 1; write `\(quantity.value)%`", fix: Diagnostic.Fix(span, "\(quantity.value)%"))
    return true
  }

  /// The dimension of a product or a quotient; only those that measure something the language has.
  func scaled(_ sign: Expression.BinaryOperator, _ first: Checked, _ second: Checked, _ right: Syntax, _ whole: Syntax)
    -> Dimension?
  {
    guard case .quantity(let left) = first.kind, case .quantity(let other) = second.kind else { return nil }
    if let dimension = sign == .multiply ? left.times(other) : left.over(other) { return dimension }
    problems.error(
      .wrongDimension, "\(left.noun) \(sign == .multiply ? "times" : "divided by") \(other.noun) has no unit in the language",
      at: place.span(right.range), "this is \(other.noun)", help: "multiply or divide by a plain number")
    return nil
  }
}

extension Dimension {
  func times(_ other: Dimension) -> Dimension? {
    switch (self, other) {
    case (.number, _): other
    case (_, .number): self
    case (.rate, .time), (.time, .rate), (.computing, .time), (.time, .computing): .number
    case (.bandwidth, .time), (.time, .bandwidth): .information
    case (.power, .time), (.time, .power): .energy
    case (.efficiency, .energy), (.energy, .efficiency): .number
    case (.efficiency, .power), (.power, .efficiency): .rate
    default: nil
    }
  }

  func over(_ other: Dimension) -> Dimension? {
    switch (self, other) {
    case (_, .number): self
    case _ where self == other: .number
    case (.number, .time): .rate
    case (.number, .rate), (.information, .bandwidth), (.energy, .power): .time
    case (.information, .time): .bandwidth
    case (.energy, .time): .power
    case (.number, .energy): .efficiency
    default: nil
    }
  }
}
