internal import Record

extension PureFunction {
  static let numbers: [PureFunction] = [
    PureFunction("abs", [("x", .number)], .number, "`x` without its sign") { (call) throws(EvaluationFault) in
      let number = try call.number(0)
      return number < Rational(0) ? try call.fitting(Rational(0).subtracting(number)) : ItemValue(number)
    },
    PureFunction("floor", [("x", .number)], .number, "the largest whole number that is at most `x`") { (call) throws(EvaluationFault) in
      ItemValue(try call.number(0).floored)
    },
    PureFunction("ceil", [("x", .number)], .number, "the smallest whole number that is at least `x`") { (call) throws(EvaluationFault) in
      try call.fitting(Rational(0).subtracting(try call.number(0)).flatMap { Rational(0).subtracting($0.floored) })
    },
    PureFunction("round", [("x", .number)], .number, "the nearest whole number, halves away from zero") { (call) throws(EvaluationFault) in
      try call.fitting(try call.number(0).rounded)
    },
    PureFunction("div", [("a", .number), ("b", .number)], .number, "`a / b`, rounded down") { (call) throws(EvaluationFault) in
      ItemValue(try call.quotient().floored)
    },
    PureFunction("mod", [("a", .number), ("b", .number)], .number, "what remains of `a` after `div(a, b)` times `b`") {
      (call) throws(EvaluationFault) in
      let (above, below) = (try call.number(0), try call.number(1))
      return try call.fitting(try call.quotient().floored.multiplied(by: below).flatMap { above.subtracting($0) })
    },
    PureFunction("gcd", [("a", .number), ("b", .number)], .number, "the greatest common divisor of whole numbers") {
      (call) throws(EvaluationFault) in
      .integer(greatestCommonDivisor(try call.whole(0, -wide...wide), try call.whole(1, -wide...wide)))
    },
    PureFunction("lcm", [("a", .number), ("b", .number)], .number, "the least common multiple of whole numbers") {
      (call) throws(EvaluationFault) in
      let (first, second) = (try call.whole(0, -wide...wide), try call.whole(1, -wide...wide))
      let divisor = greatestCommonDivisor(first, second)
      guard divisor != 0 else { return .integer(0) }
      let product = (first / divisor).multipliedReportingOverflow(by: second)
      guard !product.overflow else { throw call.fault("does not fit into 64 bits") }
      return .integer(abs(product.partialValue))
    },
    PureFunction("power", [("x", .number), ("n", .number)], .number, "`x` times itself, `n` times in all; `n` is from 0 to 64") {
      (call) throws(EvaluationFault) in
      let base = try call.number(0)
      var result: Rational? = Rational(1)
      for _ in 0..<(try call.whole(1, 0...64)) { result = result?.multiplied(by: base) }
      return try call.fitting(result)
    },
    PureFunction("root", [("n", .number)], .number, "the largest whole number whose square is at most `n`") {
      (call) throws(EvaluationFault) in
      let value = try call.whole(0, 0...(1 << 60))
      var root = 0
      for bit in (0..<32).reversed() where (root + 1 << bit) * (root + 1 << bit) <= value { root += 1 << bit }
      return .integer(root)
    },
    PureFunction("is_whole", [("x", .number)], .truth, "whether `x` is a whole number") { (call) throws(EvaluationFault) in
      .truth(try call.number(0).denominator == 1)
    },
    PureFunction("is_prime", [("n", .number)], .truth, "whether `n`, at most 1,000,000, is a prime") { (call) throws(EvaluationFault) in
      let value = try call.whole(0)
      guard value <= 1_000_000 else { throw call.fault("needs a number of at most 1000000, not \(value)") }
      var divisor = 2
      while divisor * divisor <= max(value, 0), value % divisor != 0 { divisor += 1 }
      call.cost += divisor
      return .truth(value > 1 && divisor * divisor > value)
    },
    PureFunction("factorial", [("n", .number)], .number, "1 × 2 × … × `n`; `n` is from 0 to 33") { (call) throws(EvaluationFault) in
      var result: Rational? = Rational(1)
      for factor in 0..<(try call.whole(0, 0...33)) { result = result?.multiplied(by: Rational(factor + 1)) }
      return try call.fitting(result)
    },
    PureFunction("choose", [("n", .number), ("k", .number)], .number, "in how many ways `k` of `n` can be chosen; `n` is from 0 to 100") {
      (call) throws(EvaluationFault) in
      let (all, some) = (try call.whole(0, 0...100), try call.whole(1, 0...100))
      guard some <= all else { return .integer(0) }
      var result: Rational? = Rational(1)
      for step in 0..<min(some, all - some) {
        result = result?.multiplied(by: Rational(all - step)).flatMap { $0.divided(by: Rational(step + 1)) }
      }
      return try call.fitting(result)
    },
    PureFunction("numerator", [("x", .number)], .number, "what stands above the line in lowest terms") { (call) throws(EvaluationFault) in
      try call.fitting(Rational(try call.number(0).numerator, over: 1))
    },
    PureFunction("denominator", [("x", .number)], .number, "what stands below the line in lowest terms") {
      (call) throws(EvaluationFault) in
      try call.fitting(Rational(try call.number(0).denominator, over: 1))
    },
    PureFunction("digits", [("n", .number)], .list(.number), "the decimal digits of `n`, the first one first") {
      (call) throws(EvaluationFault) in
      let text = String(try call.whole(0, 0...Int.max))
      return .list(text.utf8.map { .integer(Int($0) - 48) })
    },
    PureFunction("min", [("x", .any)], variadic: true, of: extreme, "the smallest of several values, or of a list") {
      (call) throws(EvaluationFault) in try call.extreme { (new, old, range) throws(EvaluationFault) in try new.precedes(old, range) }
    },
    PureFunction("max", [("x", .any)], variadic: true, of: extreme, "the largest of several values, or of a list") {
      (call) throws(EvaluationFault) in try call.extreme { (new, old, range) throws(EvaluationFault) in try old.precedes(new, range) }
    },
  ]

  /// Whole numbers whose products fit.
  private static let wide = 1 << 62

  @Sendable private static func extreme(_ types: [ItemType]) -> ItemType {
    if types.count == 1, case .list(let element) = types[0] { return element }
    return types.dropFirst().reduce(types.first ?? .any) { $0.joined($1) }
  }

  private static func greatestCommonDivisor(_ first: Int, _ second: Int) -> Int {
    var (larger, smaller) = (abs(first), abs(second))
    while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
    return larger
  }
}

extension FunctionCall {
  fileprivate func quotient() throws(EvaluationFault) -> Rational {
    let below = try number(1)
    guard below != Rational(0) else { throw fault("divides by zero") }
    guard let quotient = try number(0).divided(by: below) else { throw fault("does not fit into 128 bits") }
    return quotient
  }

  fileprivate mutating func extreme(
    _ isBetter: (ItemValue, ItemValue, Range<Int>) throws(EvaluationFault) -> Bool
  ) throws(EvaluationFault) -> ItemValue {
    var candidates = arguments
    if candidates.count == 1, case .list = candidates[0] { candidates = try list(0) }
    guard var best = candidates.first else { throw fault("needs at least one value, and the list is empty") }
    for candidate in candidates.dropFirst() where try isBetter(candidate, best, range) { best = candidate }
    return best
  }
}

extension Rational {
  /// The largest whole number that is at most the value.
  var floored: Rational {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return Rational(rest < 0 ? quotient - 1 : quotient, over: 1) ?? self
  }

  /// The nearest whole number, halves away from zero; `nil` where it does not fit.
  var rounded: Rational? {
    let half = Rational(1, over: 2)
    guard let half else { return nil }
    if self < Rational(0) {
      return subtracting(half).flatMap { Rational(0).subtracting($0) }.flatMap { Rational(0).subtracting($0.floored) }
    }
    return adding(half)?.floored
  }
}
