public import Record

/// The value of an expression of the language.
///
/// Total and bounded: every expression has a value or a fault, after a number of steps proportional to its size. Numbers that the spec
/// wrote and shares that were counted stay exact rationals; whatever a real number enters follows IEEE binary64; what a measurement
/// enters is an interval. Comparison is exact in every case.
/// - Parameters:
///   - variables: What the place of the expression defines, such as `accuracy` in a stop rule.
///   - metrics: The value of a metric, `nil` where it has none.
///   - these: The value of a metric for its own items alone, where `these` asks for it.
/// - Throws: `EvaluationFault` with the reason why there is no value.
public func evaluate(
  _ expression: Expression, variables: [String: ExpressionValue] = [:],
  metrics: @escaping (MetricReference) -> ExpressionValue? = { _ in nil },
  these: ((MetricReference) -> ExpressionValue?)? = nil
) throws(EvaluationFault) -> ExpressionValue {
  try Evaluator(variables: variables, metrics: metrics, these: these ?? metrics).value(of: expression, depth: 0)
}

/// What an expression says as a statement: a stop rule, or a claim.
/// - Throws: `EvaluationFault`, also when the expression is a number or a text.
public func truth(
  of expression: Expression, variables: [String: ExpressionValue] = [:],
  metrics: @escaping (MetricReference) -> ExpressionValue? = { _ in nil },
  these: ((MetricReference) -> ExpressionValue?)? = nil
) throws(EvaluationFault) -> Truth {
  let value = try evaluate(expression, variables: variables, metrics: metrics, these: these)
  guard case .truth(let truth) = value else {
    throw EvaluationFault(.wrongType, "the expression is \(value.noun) where a statement is needed")
  }
  return truth
}

/// Walks an expression; operations on values stand in files of their own.
struct Evaluator {
  let variables: [String: ExpressionValue]
  let metrics: (MetricReference) -> ExpressionValue?
  let these: (MetricReference) -> ExpressionValue?

  /// The deepest nesting; specs are limited to less.
  static let depthLimit = 256

  func value(of expression: Expression, depth: Int) throws(EvaluationFault) -> ExpressionValue {
    guard depth < Evaluator.depthLimit else { throw EvaluationFault(.tooLarge, "the expression is nested too deeply") }
    switch expression {
    case .quantity(let quantity): return .rational(quantity.value)
    case .text(let text): return .text(text)
    case .metric(let reference):
      guard let value = metrics(reference) else { throw EvaluationFault(.missingMetric, "`\(reference.text)` has no value") }
      return value
    case .variable(let name):
      guard let value = variables[name] else { throw EvaluationFault(.unknownVariable, "`\(name)` has no value here") }
      return value
    case .unary(let sign, let operand): return try apply(sign, to: value(of: operand, depth: depth + 1))
    case .binary(let sign, let left, let right):
      return try apply(sign, value(of: left, depth: depth + 1), value(of: right, depth: depth + 1))
    case .conditional(let condition, let then, let otherwise):
      return try choose(condition, then, otherwise, depth: depth + 1)
    case .call(.these, let operands):
      guard operands.count == 1, case .metric(let reference) = operands[0] else {
        throw EvaluationFault(.wrongType, "`these` takes one metric")
      }
      guard let value = these(reference) else { throw EvaluationFault(.missingMetric, "`\(reference.text)` has no value") }
      return value
    case .call(let function, let operands):
      var values: [ExpressionValue] = []
      for operand in operands { values.append(try value(of: operand, depth: depth + 1)) }
      return try call(function, values)
    }
  }

  /// Only the branch that the condition chooses is evaluated; an open condition gives what both branches agree on.
  private func choose(_ condition: Expression, _ then: Expression, _ otherwise: Expression, depth: Int) throws(EvaluationFault)
    -> ExpressionValue
  {
    let chosen = try value(of: condition, depth: depth)
    guard case .truth(let truth) = chosen else {
      throw EvaluationFault(.wrongType, "the condition of `if` is \(chosen.noun), not a truth value")
    }
    switch truth {
    case .holds: return try value(of: then, depth: depth)
    case .fails: return try value(of: otherwise, depth: depth)
    case .undecided: return try merged(value(of: then, depth: depth), value(of: otherwise, depth: depth))
    }
  }

  private func merged(_ left: ExpressionValue, _ right: ExpressionValue) throws(EvaluationFault) -> ExpressionValue {
    if left == right { return left }
    if case .truth = left, case .truth = right { return .truth(.undecided) }
    guard let first = left.enclosure, let second = right.enclosure else {
      throw EvaluationFault(.wrongType, "an undecided `if` lies between \(left.noun) and \(right.noun)")
    }
    return .interval(first.union(second))
  }

  private func apply(_ sign: Expression.UnaryOperator, to operand: ExpressionValue) throws(EvaluationFault) -> ExpressionValue {
    switch (sign, operand) {
    case (.negate, .rational(let number)): return try exact(Rational(0).subtracting(number))
    case (.negate, .real(let number)): return .real(-number)
    case (.negate, .interval(let interval)): return .interval(-interval)
    case (.not, .truth(let truth)): return .truth(truth.negated)
    default: throw EvaluationFault(.wrongType, "`\(sign.rawValue)` does not take \(operand.noun)")
    }
  }

  private func apply(_ sign: Expression.BinaryOperator, _ left: ExpressionValue, _ right: ExpressionValue) throws(EvaluationFault)
    -> ExpressionValue
  {
    switch sign {
    case .add, .subtract, .multiply, .divide: return try arithmetic(sign, left, right)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: return .truth(try comparison(sign, left, right))
    case .and, .or:
      guard case .truth(let first) = left, case .truth(let second) = right else {
        throw EvaluationFault(.wrongType, "`\(sign.rawValue)` does not take \(left.noun) and \(right.noun)")
      }
      return .truth(sign == .and ? first.and(second) : first.or(second))
    }
  }
}
