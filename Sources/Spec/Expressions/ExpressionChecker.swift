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
  /// Whether a metric is a mean over the items of an evaluation.
  func isAboutItems(_ reference: MetricReference) -> Bool
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
        error.id, error.headline, at: place.span(error.range), error.label,
        help: isLong ? error.help : unmatched(text, written) ?? error.help)
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

  func variable(_ name: String, _ syntax: Syntax) -> Checked? {
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

  func demand(_ kind: Kind, _ checked: Checked, _ syntax: Syntax, _ what: String) -> Bool {
    guard checked.kind != kind else { return true }
    problems.error(.wrongOperand, "\(what) takes \(kind.noun)", at: place.span(syntax.range), "this is \(checked.kind.noun)")
    return false
  }

  func unary(_ sign: Expression.UnaryOperator, _ operand: Syntax) -> Checked? {
    guard let checked = check(operand) else { return nil }
    switch (sign, checked.kind) {
    case (.not, _): return demand(.truth, checked, operand, "`not`") ? (.unary(.not, checked.expression), .truth) : nil
    case (.negate, .quantity): return (.unary(.negate, checked.expression), checked.kind)
    default:
      problems.error(.wrongOperand, "a sign takes a number", at: place.span(operand.range), "this is \(checked.kind.noun)")
      return nil
    }
  }

  func binary(_ sign: Expression.BinaryOperator, _ left: Syntax, _ right: Syntax, _ whole: Syntax) -> Checked? {
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
}
