internal import Record

extension Evaluator {
  /// The longest text that joining may build, bytes.
  static let textLimit = 1 << 20

  func exact(_ number: Rational?) throws(EvaluationFault) -> ExpressionValue {
    guard let number else { throw EvaluationFault(.overflow, "an exact number that does not fit into 128 bits") }
    return .rational(number)
  }

  func finite(_ number: Double) throws(EvaluationFault) -> ExpressionValue {
    guard number.isFinite else { throw EvaluationFault(.notFinite, "a result that is infinite or not a number") }
    return .real(number)
  }

  func arithmetic(_ sign: Expression.BinaryOperator, _ left: ExpressionValue, _ right: ExpressionValue) throws(EvaluationFault)
    -> ExpressionValue
  {
    switch (left, right) {
    case (.rational(let first), .rational(let second)): return try rational(sign, first, second)
    case (.interval, .rational), (.interval, .real), (.interval, .interval), (.rational, .interval), (.real, .interval):
      guard let first = left.enclosure, let second = right.enclosure else { break }
      return .interval(try interval(sign, first, second))
    case (.rational, .real), (.real, .rational), (.real, .real):
      guard let first = left.nearest, let second = right.nearest else { break }
      return try finite(try real(sign, first, second))
    case (.text(let first), .text(let second)) where sign == .add:
      guard first.utf8.count + second.utf8.count <= Evaluator.textLimit else {
        throw EvaluationFault(.tooLarge, "a text of more than \(Evaluator.textLimit) bytes")
      }
      return .text(first + second)
    default: break
    }
    throw EvaluationFault(.wrongType, "`\(sign.rawValue)` does not take \(left.noun) and \(right.noun)")
  }

  private func rational(_ sign: Expression.BinaryOperator, _ left: Rational, _ right: Rational) throws(EvaluationFault) -> ExpressionValue {
    switch sign {
    case .add: return try exact(left.adding(right))
    case .subtract: return try exact(left.subtracting(right))
    case .multiply: return try exact(left.multiplied(by: right))
    default:
      guard right != Rational(0) else { throw EvaluationFault(.divisionByZero, "division by zero") }
      return try exact(left.divided(by: right))
    }
  }

  private func real(_ sign: Expression.BinaryOperator, _ left: Double, _ right: Double) throws(EvaluationFault) -> Double {
    switch sign {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    default:
      guard right != 0 else { throw EvaluationFault(.divisionByZero, "division by zero") }
      return left / right
    }
  }

  private func interval(_ sign: Expression.BinaryOperator, _ left: Interval, _ right: Interval) throws(EvaluationFault) -> Interval {
    switch sign {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    default:
      guard let quotient = left.divided(by: right) else {
        throw EvaluationFault(.divisionByZero, "division by a measurement whose interval holds zero")
      }
      return quotient
    }
  }
}

extension ExpressionValue {
  /// The nearest binary64 number of an exact or real value, else `nil`.
  var nearest: Double? {
    switch self {
    case .rational(let number): number.real
    case .real(let number): number
    default: nil
    }
  }

  /// The least interval of binary64 numbers around a number, else `nil`.
  var enclosure: Interval? {
    switch self {
    case .interval(let interval): return interval
    case .real(let number): return Interval(number)
    case .rational(let number):
      let nearest = number.real
      switch number.order(to: nearest) {
      case .less: return Interval(low: nearest.nextDown, high: nearest)
      case .greater: return Interval(low: nearest, high: nearest.nextUp)
      default: return Interval(nearest)
      }
    default: return nil
    }
  }
}
