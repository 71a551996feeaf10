internal import Record

extension Evaluator {
  func comparison(_ sign: Expression.BinaryOperator, _ left: ExpressionValue, _ right: ExpressionValue) throws(EvaluationFault) -> Truth {
    switch (left, right) {
    case (.text(let first), .text(let second)): return Truth(satisfies(sign, order(first, second)))
    case (.truth(let first), .truth(let second)) where sign == .equal || sign == .notEqual:
      if first == .undecided || second == .undecided { return .undecided }
      return Truth((first == second) == (sign == .equal))
    default:
      guard let first = Bounds(left), let second = Bounds(right) else {
        throw EvaluationFault(.wrongType, "`\(sign.rawValue)` does not compare \(left.noun) with \(right.noun)")
      }
      return judged(sign, first, second)
    }
  }

  /// Texts compare by their UTF-8 bytes, which is the order of their Unicode scalars.
  private func order(_ left: String, _ right: String) -> Rational.Order {
    if left.utf8.elementsEqual(right.utf8) { return .equal }
    return left.utf8.lexicographicallyPrecedes(right.utf8) ? .less : .greater
  }

  private func satisfies(_ sign: Expression.BinaryOperator, _ order: Rational.Order) -> Bool {
    switch sign {
    case .less: order == .less
    case .lessOrEqual: order != .greater
    case .greater: order == .greater
    case .greaterOrEqual: order != .less
    case .equal: order == .equal
    default: order != .equal
    }
  }

  /// `holds` where every pair of points satisfies the sign, `fails` where none does.
  private func judged(_ sign: Expression.BinaryOperator, _ left: Bounds, _ right: Bounds) -> Truth {
    let lowest = left.low.order(to: right.high)
    let highest = left.high.order(to: right.low)
    switch sign {
    case .less, .lessOrEqual:
      return satisfies(sign, highest) ? .holds : satisfies(sign, lowest) ? .undecided : .fails
    case .greater, .greaterOrEqual:
      return satisfies(sign, lowest) ? .holds : satisfies(sign, highest) ? .undecided : .fails
    default:
      let isDisjoint = lowest == .greater || highest == .less
      let isSame = lowest == .equal && highest == .equal
      let equal: Truth = isDisjoint ? .fails : isSame ? .holds : .undecided
      return sign == .equal ? equal : equal.negated
    }
  }
}

/// The two ends of a numeric value, each exact.
private struct Bounds {
  let low: Point
  let high: Point

  init?(_ value: ExpressionValue) {
    switch value {
    case .rational(let number): (low, high) = (.rational(number), .rational(number))
    case .real(let number): (low, high) = (.real(number), .real(number))
    case .interval(let interval): (low, high) = (.real(interval.low), .real(interval.high))
    default: return nil
    }
  }

  enum Point {
    case rational(Rational)
    case real(Double)

    func order(to other: Point) -> Rational.Order {
      switch (self, other) {
      case (.rational(let left), .rational(let right)): left < right ? .less : right < left ? .greater : .equal
      case (.real(let left), .real(let right)): left < right ? .less : left > right ? .greater : .equal
      case (.rational(let left), .real(let right)): left.order(to: right) ?? .equal
      case (.real(let left), .rational(let right)): (right.order(to: left) ?? .equal).reversed
      }
    }
  }
}

extension Rational.Order {
  fileprivate var reversed: Rational.Order {
    switch self {
    case .less: .greater
    case .equal: .equal
    case .greater: .less
    }
  }
}
