internal import Record

extension Machine {
  mutating func binary(
    _ sign: TemplateOperator, _ left: ItemValue, _ right: ItemValue, _ range: Range<Int>
  ) throws(EvaluationFault) -> ItemValue {
    switch sign {
    case .add, .subtract, .multiply, .divide: return try arithmetic(sign, left, right, range)
    case .equal: return .truth(left == right)
    case .notEqual: return .truth(left != right)
    case .less: return .truth(try left.precedes(right, range))
    case .greater: return .truth(try right.precedes(left, range))
    case .lessOrEqual: return .truth(!(try right.precedes(left, range)))
    case .greaterOrEqual: return .truth(!(try left.precedes(right, range)))
    case .isIn: return .truth(try isIn(left, right, range))
    case .and, .or, .not: throw EvaluationFault(message: "is no operator between values", range: range)
    }
  }

  private mutating func isIn(_ part: ItemValue, _ whole: ItemValue, _ range: Range<Int>) throws(EvaluationFault) -> Bool {
    switch (part, whole) {
    case (_, .list(let elements)):
      try pay(elements.count, range)
      return elements.contains(part)
    case (.text(let part), .text(let text)):
      try pay(text.utf8.count, range)
      return TextSearch.places(of: part, in: text).first != nil || part.isEmpty
    default: throw EvaluationFault(message: "`in` needs a list, or two texts", range: range)
    }
  }

  mutating func arithmetic(
    _ sign: TemplateOperator, _ left: ItemValue, _ right: ItemValue, _ range: Range<Int>
  ) throws(EvaluationFault) -> ItemValue {
    if case .integer(let first) = left, case .integer(let second) = right, let quick = quick(sign, first, second) { return .integer(quick) }
    switch (left, right) {
    case (.text(let first), .text(let second)) where sign == .add:
      try pay(first.utf8.count + second.utf8.count, range)
      guard first.utf8.count + second.utf8.count <= Machine.sizeLimit else { throw tooLong("a text", range) }
      return .text(first + second)
    case (.list(let first), .list(let second)) where sign == .add:
      try pay(first.count + second.count, range)
      guard first.count + second.count <= Machine.sizeLimit else { throw tooLong("a list", range) }
      return try checked(.list(first + second), range)
    case (.date(let day), .integer(let days)) where sign == .add || sign == .subtract:
      let sum = sign == .add ? day.addingReportingOverflow(days) : day.subtractingReportingOverflow(days)
      guard !sum.overflow, CivilDate.days.contains(sum.partialValue) else { throw CivilDate.outside(range) }
      return .date(sum.partialValue)
    case (.date(let first), .date(let second)) where sign == .subtract: return .integer(first - second)
    default: break
    }
    guard let first = left.number, let second = right.number else {
      throw EvaluationFault(message: "`\(sign.rawValue)` does not go between \(left.noun) and \(right.noun)", range: range)
    }
    if sign == .divide, second == Rational(0) { throw EvaluationFault(message: "divides by zero", range: range) }
    let result =
      switch sign {
      case .add: first.adding(second)
      case .subtract: first.subtracting(second)
      case .multiply: first.multiplied(by: second)
      default: first.divided(by: second)
      }
    guard let result else { throw EvaluationFault(message: "does not fit into 128 bits", range: range) }
    return ItemValue(result)
  }

  private func tooLong(_ what: String, _ range: Range<Int>) -> EvaluationFault {
    EvaluationFault(message: "makes \(what) of more than \(Machine.sizeLimit)", range: range, isTooMuch: true)
  }

  private func quick(_ sign: TemplateOperator, _ left: Int, _ right: Int) -> Int? {
    let (value, overflow): (Int, Bool)
    switch sign {
    case .add: (value, overflow) = left.addingReportingOverflow(right)
    case .subtract: (value, overflow) = left.subtractingReportingOverflow(right)
    case .multiply: (value, overflow) = left.multipliedReportingOverflow(by: right)
    default:
      guard right != 0, right != -1, left % right == 0 else { return nil }
      return left / right
    }
    return overflow ? nil : value
  }
}

extension ItemValue {
  /// Whether it comes before another of its kind: numbers by value, texts by their Unicode scalars, dates by day, lists element by element.
  func precedes(_ other: ItemValue, _ range: Range<Int>) throws(EvaluationFault) -> Bool {
    switch (self, other) {
    case (.integer(let left), .integer(let right)): return left < right
    case (.text(let left), .text(let right)): return left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
    case (.date(let left), .date(let right)): return left < right
    case (.truth(let left), .truth(let right)): return !left && right
    case (.list(let left), .list(let right)):
      for (first, second) in zip(left, right) {
        if try first.precedes(second, range) { return true }
        if try second.precedes(first, range) { return false }
      }
      return left.count < right.count
    default:
      guard let left = number, let right = other.number else {
        throw EvaluationFault(message: "\(noun) and \(other.noun) have no order", range: range)
      }
      return left < right
    }
  }
}

/// Finds texts in texts by their bytes, so that nothing depends on how Unicode composes characters.
enum TextSearch {
  /// The places of a text in another that do not overlap, in bytes; none of an empty text.
  static func places(of part: String, in text: String) -> [Int] {
    let (needle, hay) = (Array(part.utf8), Array(text.utf8))
    var places: [Int] = []
    var at = 0
    while !needle.isEmpty, at + needle.count <= hay.count {
      if hay[at] == needle[0], hay[at..<at + needle.count].elementsEqual(needle) {
        places.append(at)
        at += needle.count
      } else {
        at += 1
      }
    }
    return places
  }
}
