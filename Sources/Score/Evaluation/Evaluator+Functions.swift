internal import Record

extension Evaluator {
  func call(_ function: Expression.Function, _ values: [ExpressionValue]) throws(EvaluationFault) -> ExpressionValue {
    switch function {
    case .min, .max: return try extreme(function, values)
    case .abs, .round, .floor, .ceil: return try rounded(function, try only(function, values))
    case .these: return try only(function, values)
    case .length:
      let value = try only(function, values)
      guard case .text(let text) = value else { throw EvaluationFault(.wrongType, "`length` does not take \(value.noun)") }
      return .rational(Rational(text.unicodeScalars.count))
    }
  }

  private func only(_ function: Expression.Function, _ values: [ExpressionValue]) throws(EvaluationFault) -> ExpressionValue {
    guard values.count == 1, let value = values.first else {
      throw EvaluationFault(.wrongType, "`\(function.rawValue)` takes one value, not \(values.count)")
    }
    return value
  }

  private func extreme(_ function: Expression.Function, _ values: [ExpressionValue]) throws(EvaluationFault) -> ExpressionValue {
    guard var best = values.first else { throw EvaluationFault(.wrongType, "`\(function.rawValue)` takes at least one value") }
    guard best.enclosure != nil else { throw EvaluationFault(.wrongType, "`\(function.rawValue)` does not take \(best.noun)") }
    for value in values.dropFirst() { best = try extreme(function, best, value) }
    return best
  }

  private func extreme(_ function: Expression.Function, _ left: ExpressionValue, _ right: ExpressionValue) throws(EvaluationFault)
    -> ExpressionValue
  {
    switch try comparison(function == .min ? .lessOrEqual : .greaterOrEqual, left, right) {
    case .holds: return left
    case .fails: return right
    case .undecided:
      guard let first = left.enclosure, let second = right.enclosure else { return left }
      return .interval(function == .min ? first.min(second) : first.max(second))
    }
  }

  private func rounded(_ function: Expression.Function, _ value: ExpressionValue) throws(EvaluationFault) -> ExpressionValue {
    switch value {
    case .rational(let number): return try exact(number.rounded(by: function))
    case .real(let number): return .real(function == .abs ? number.magnitude : number.rounded(by: function))
    case .interval(let interval):
      return .interval(function == .abs ? interval.magnitude : interval.mapped { $0.rounded(by: function) })
    default: throw EvaluationFault(.wrongType, "`\(function.rawValue)` does not take \(value.noun)")
    }
  }
}

extension Double {
  /// `round` goes to the nearest integer, ties away from zero.
  fileprivate func rounded(by function: Expression.Function) -> Double {
    switch function {
    case .floor: rounded(.down)
    case .ceil: rounded(.up)
    default: rounded(.toNearestOrAwayFromZero)
    }
  }
}

extension Rational {
  fileprivate func rounded(by function: Expression.Function) -> Rational? {
    if function == .abs { return numerator < 0 ? Rational(0).subtracting(self) : self }
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
    guard remainder != 0 else { return self }
    let step: Int128 = numerator < 0 ? -1 : 1
    switch function {
    case .floor: return Rational(numerator < 0 ? quotient - 1 : quotient, over: 1)
    case .ceil: return Rational(numerator < 0 ? quotient : quotient + 1, over: 1)
    default:
      // At least half: |remainder| · 2 ≥ denominator, without the product.
      let isHalf = remainder.magnitude >= denominator.magnitude - remainder.magnitude
      return Rational(isHalf ? quotient + step : quotient, over: 1)
    }
  }
}
