internal import Record
internal import Text

/// What the names in an expression stand for at its place.
protocol ExpressionScope {
  /// The dimension of a name that the place defines, or `nil`; `names` lists them all.
  func variable(_ name: String) -> Dimension?
  var variables: [String] { get }
  /// The metric that is meant, or `nil` after reporting why there is none.
  func metric(_ syntax: MetricSyntax, _ place: TextPlace) -> MetricReference?
  /// Whether a value is a share, which is never above 1.
  func isShare(_ expression: Expression) -> Bool
  /// Another metric of the same cells that measures something else, or `nil`.
  func sibling(of expression: Expression, measuring dimension: Dimension) -> String?
}

/// Turns an expression into its resolved form, checking names and dimensions; each problem stands at its exact place.
struct ExpressionChecker {
  let scope: any ExpressionScope
  let place: TextPlace
  let problems: Problems

  /// What a part of an expression is.
  enum Kind: Hashable {
    case quantity(Dimension)
    case text
    case truth

    var noun: String {
      switch self {
      case .quantity(let dimension): dimension.noun
      case .text: "a text"
      case .truth: "a condition"
      }
    }
  }

  typealias Checked = (expression: Expression, kind: Kind)

  /// The resolved condition in a text.
  static func condition(_ written: WrittenText, scope: any ExpressionScope, problems: Problems) throws(Reported) -> Expression {
    let isLong = written.text.utf8.count > ExpressionParser.lengthLimit
    let (text, place) = isLong ? (written.text, written.place) : ExpressionMending.mended(written.text, written.place, problems)
    let syntax: Syntax
    do {
      syntax = try ExpressionParser.parse(text)
    } catch {
      throw problems.error(
        error.id, error.headline, at: place.span(error.range), error.label, help: isLong ? error.help : unmatched(text, written) ?? error.help)
    }
    let checker = ExpressionChecker(scope: scope, place: place, problems: problems)
    guard let (expression, kind) = checker.check(syntax) else {
      throw problems.reported(earlier: "a condition", at: place.span(syntax.range))
    }
    guard kind == .truth else {
      throw problems.error(
        .notACondition, "a condition was expected", at: place.span(syntax.range), "this is \(kind.noun)",
        help: "compare it with something, such as `\(printable(written.text.prefix(40))) >= …`")
    }
    return expression
  }

  /// A comma in brackets ends an entry, so that a function with two arguments falls into two.
  private static func unmatched(_ text: String, _ written: WrittenText) -> String? {
    guard !written.isQuoted, text.count(where: { $0 == "(" }) != text.count(where: { $0 == ")" }) else { return nil }
    return "parentheses do not match; inside `[ … ]` a comma ends an entry, unless the expression is quoted"
  }

  func check(_ syntax: Syntax) -> Checked? {
    switch syntax.kind {
    case .quantity(let quantity): return (.quantity(quantity), .quantity(quantity.dimension))
    case .text(let text): return (.text(text), .text)
    case .name(let name): return variable(name, syntax)
    case .metric(let metric): return scope.metric(metric, place).map { (.metric($0), .quantity($0.dimension)) }
    case .unary(let sign, let operand): return unary(sign, operand)
    case .binary(let sign, let left, let right): return binary(sign, left, right, syntax)
    case .conditional(let condition, let then, let otherwise): return conditional(condition, then, otherwise)
    case .call(let function, let arguments): return call(function, arguments, syntax)
    }
  }

  private func variable(_ name: String, _ syntax: Syntax) -> Checked? {
    if let dimension = scope.variable(name) { return (.variable(name), .quantity(dimension)) }
    let help: String
    if let guess = didYouMean(name, among: scope.variables) {
      help = "did you mean `\(guess)`?"
    } else if scope.variables.isEmpty {
      help = "a metric is written `workload.metric`, such as `gemm.throughput`"
    } else {
      help = available(scope.variables)
    }
    problems.error(
      .unknownVariable, "the name \(quoted(name)) means nothing here", at: place.span(syntax.range), "unknown name", help: help)
    return nil
  }

  private func demand(_ kind: Kind, _ checked: Checked, _ syntax: Syntax, _ what: String) -> Bool {
    guard checked.kind != kind else { return true }
    problems.error(.wrongOperand, "\(what) takes \(kind.noun)", at: place.span(syntax.range), "this is \(checked.kind.noun)")
    return false
  }

  private func unary(_ sign: Expression.UnaryOperator, _ operand: Syntax) -> Checked? {
    guard let checked = check(operand) else { return nil }
    switch (sign, checked.kind) {
    case (.not, _): return demand(.truth, checked, operand, "`not`") ? (.unary(.not, checked.expression), .truth) : nil
    case (.negate, .quantity): return (.unary(.negate, checked.expression), checked.kind)
    default:
      problems.error(.wrongOperand, "a sign takes a number", at: place.span(operand.range), "this is \(checked.kind.noun)")
      return nil
    }
  }

  private func binary(_ sign: Expression.BinaryOperator, _ left: Syntax, _ right: Syntax, _ whole: Syntax) -> Checked? {
    let (first, second) = (check(left), check(right))
    guard let first, let second else { return nil }
    let expression = Expression.binary(sign, first.expression, second.expression)
    switch sign {
    case .and, .or:
      guard demand(.truth, first, left, "`\(sign.rawValue)`"), demand(.truth, second, right, "`\(sign.rawValue)`") else { return nil }
      return (expression, .truth)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      if reportPercent(first, second, right) || reportPercent(second, first, left) { return nil }
      return isSame(first, second, left, right, "compare") ? (expression, .truth) : nil
    case .add, .subtract:
      guard isSame(first, second, left, right, sign == .add ? "add" : "subtract"), isAmount(first, left, sign) else { return nil }
      return (expression, first.kind)
    case .multiply, .divide:
      guard isAmount(first, left, sign), isAmount(second, right, sign) else { return nil }
      return scaled(sign, first, second, right, whole).map { (expression, .quantity($0)) }
    }
  }

  private func isAmount(_ checked: Checked, _ syntax: Syntax, _ sign: Expression.BinaryOperator) -> Bool {
    if case .quantity = checked.kind { return true }
    if checked.kind == .text, sign == .add { return true }
    problems.error(.wrongOperand, "`\(sign.rawValue)` takes numbers", at: place.span(syntax.range), "this is \(checked.kind.noun)")
    return false
  }

  /// Both sides must measure the same; the problem stands at the right side, with the left beside it.
  private func isSame(_ first: Checked, _ second: Checked, _ left: Syntax, _ right: Syntax, _ verb: String) -> Bool {
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
  private func reportMissingUnit(_ measured: Checked, _ number: Checked, _ syntax: Syntax) -> Bool {
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
  private func reportPercent(_ share: Checked, _ number: Checked, _ syntax: Syntax) -> Bool {
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
  private func scaled(_ sign: Expression.BinaryOperator, _ first: Checked, _ second: Checked, _ right: Syntax, _ whole: Syntax)
    -> Dimension?
  {
    guard case .quantity(let left) = first.kind, case .quantity(let other) = second.kind else { return nil }
    if let dimension = sign == .multiply ? left.times(other) : left.over(other) { return dimension }
    problems.error(
      .wrongDimension, "\(left.noun) \(sign == .multiply ? "times" : "divided by") \(other.noun) has no unit in the language",
      at: place.span(right.range), "this is \(other.noun)", help: "multiply or divide by a plain number")
    return nil
  }

  private func conditional(_ condition: Syntax, _ then: Syntax, _ otherwise: Syntax) -> Checked? {
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

  private func call(_ function: Expression.Function, _ arguments: [Syntax], _ whole: Syntax) -> Checked? {
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
}

extension Dimension {
  func times(_ other: Dimension) -> Dimension? {
    switch (self, other) {
    case (.number, _): other
    case (_, .number): self
    case (.rate, .time), (.time, .rate), (.computing, .time), (.time, .computing): .number
    case (.bandwidth, .time), (.time, .bandwidth): .information
    case (.power, .time), (.time, .power): .energy
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
    default: nil
    }
  }
}

/// What a `stop` rule sees: results of the epoch just done, and nothing that was measured.
struct StopScope: ExpressionScope {
  let problems: Problems
  let variables = ["accuracy", "epoch", "loss"]

  func variable(_ name: String) -> Dimension? { variables.contains(name) ? .number : nil }
  func isShare(_ expression: Expression) -> Bool { if case .variable("accuracy") = expression { true } else { false } }
  func sibling(of expression: Expression, measuring dimension: Dimension) -> String? { nil }

  func metric(_ syntax: MetricSyntax, _ place: TextPlace) -> MetricReference? {
    problems.error(
      .metricInStop, "a `stop` rule cannot use metrics", at: place.span(syntax.workload.range.lowerBound..<syntax.metric.range.upperBound),
      "not a result of an epoch", help: "it sees \(listed(variables)); a bound on time is `limits: { time: … }`")
    return nil
  }
}
