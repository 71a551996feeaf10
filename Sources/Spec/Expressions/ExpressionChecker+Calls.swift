internal import Record

/// Conditions and functions.
extension ExpressionChecker {
  func conditional(_ condition: Syntax, _ then: Syntax, _ otherwise: Syntax) -> Checked? {
    let (test, first, second) = (check(condition), check(then), check(otherwise))
    guard let test, let first, let second, demand(.truth, test, condition, "`if`") else { return nil }
    guard first.kind == second.kind else {
      problems.error(
        .wrongDimension, "the two branches of an `if` measure different things", at: place.span(otherwise.range),
        "this is \(second.kind.noun)",
        also: [Diagnostic.Label(place.span(then.range), "this is \(first.kind.noun)")])
      return nil
    }
    return (.conditional(if: test.expression, then: first.expression, else: second.expression), first.kind)
  }

  func call(_ function: Expression.Function, _ arguments: [Syntax], _ whole: Syntax) -> Checked? {
    let checked = arguments.map { check($0) }
    guard checked.allSatisfy({ $0 != nil }) else { return nil }
    let values = checked.compactMap { $0 }
    let isMany = function == .min || function == .max
    guard isMany ? !values.isEmpty : values.count == 1, let first = values.first else {
      problems.error(
        .wrongOperand, "`\(function.rawValue)` takes \(isMany ? "at least one value" : "one value")", at: place.span(whole.range),
        "has \(values.count)")
      return nil
    }
    if function == .these { return these(first, arguments[0]) }
    if function == .length {
      return demand(.text, first, arguments[0], "`length`") ? (.call(.length, [first.expression]), .quantity(.number)) : nil
    }
    for (value, syntax) in zip(values, arguments) {
      guard case .quantity = value.kind else {
        problems.error(.wrongOperand, "`\(function.rawValue)` takes numbers", at: place.span(syntax.range), "this is \(value.kind.noun)")
        return nil
      }
      guard isSame(first, value, arguments[0], syntax, "take the \(function.rawValue) of") else { return nil }
    }
    return (.call(function, values.map(\.expression)), first.kind)
  }

  /// `these(questions.accuracy)`: only a metric of items has an interval to leave aside.
  private func these(_ value: Checked, _ syntax: Syntax) -> Checked? {
    if case .metric(let reference) = value.expression, scope.isAboutItems(reference) {
      return (.call(.these, [value.expression]), value.kind)
    }
    problems.error(
      .wrongOperand, "`these` takes a metric of items", at: place.span(syntax.range), "not one of an evaluation's scores",
      help: "it asks about these items alone instead of more of the kind: `these(questions.accuracy) >= 50%`")
    return nil
  }
}
