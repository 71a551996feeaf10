import Record
import TestSupport
import Testing

@testable import Score

@Suite struct EvaluatorTests {
  private func number(_ above: Int128, _ below: Int128 = 1) throws -> Expression {
    .quantity(Quantity(try #require(Rational(above, over: below))))
  }

  private func rational(_ above: Int128, _ below: Int128 = 1) throws -> ExpressionValue {
    .rational(try #require(Rational(above, over: below)))
  }

  private func interval(_ low: Double, _ high: Double) throws -> ExpressionValue { .interval(try #require(Interval(low: low, high: high))) }

  private func code(_ expression: Expression, _ variables: [String: ExpressionValue] = [:]) -> EvaluationFault.Code? {
    do {
      _ = try evaluate(expression, variables: variables)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `a tenth and two tenths are exactly three tenths`() throws {
    let sum = Expression.binary(.add, try number(1, 10), try number(2, 10))
    #expect(try evaluate(sum) == rational(3, 10))
    #expect(try truth(of: .binary(.equal, sum, try number(3, 10))) == .holds)
  }

  @Test func `arithmetic on exact numbers is exact or a fault`() throws {
    #expect(try evaluate(.binary(.divide, try number(1), try number(3))) == rational(1, 3))
    #expect(try evaluate(.unary(.negate, try number(7, 2))) == rational(-7, 2))
    #expect(code(.binary(.divide, try number(1), try number(0))) == .divisionByZero)
    #expect(code(.binary(.multiply, try number(.max), try number(2))) == .overflow)
    #expect(code(.binary(.add, try number(.max), try number(1))) == .overflow)
    #expect(code(.binary(.add, try number(1, .max), try number(1, .max - 1))) == .overflow)
  }

  @Test func `a real number turns arithmetic into binary64`() throws {
    let variables: [String: ExpressionValue] = ["loss": .real(0.1)]
    let sum = Expression.binary(.add, .variable("loss"), try number(2, 10))
    #expect(try evaluate(sum, variables: variables) == .real(0.1 + 0.2))
    #expect(code(.binary(.multiply, .variable("big"), .variable("big")), ["big": .real(1e200)]) == .notFinite)
    #expect(code(.binary(.divide, .variable("big"), .variable("zero")), ["big": .real(1), "zero": .real(0)]) == .divisionByZero)
  }

  @Test func `a real number and an exact one are compared without rounding either`() throws {
    let tenth = try number(1, 10)
    // The nearest binary64 number to a tenth lies above it.
    #expect(try truth(of: .binary(.greater, .variable("x"), tenth), variables: ["x": .real(0.1)]) == .holds)
    #expect(try truth(of: .binary(.equal, .variable("x"), tenth), variables: ["x": .real(0.1)]) == .fails)
    #expect(try truth(of: .binary(.equal, .variable("x"), try number(1, 4)), variables: ["x": .real(0.25)]) == .holds)
    #expect(try truth(of: .binary(.less, tenth, .variable("x")), variables: ["x": .real(1e300)]) == .holds)
  }

  @Test(arguments: [
    (1.0, 2.0, Truth.holds), (1.0, 3.0, .undecided), (3.0, 4.0, .fails), (3.5, 4.0, .fails), (-.infinity, 2.0, .holds),
    (2.0, .infinity, .undecided),
  ])
  func `a measured value is below a bound when its whole interval is`(low: Double, high: Double, expected: Truth) throws {
    let statement = Expression.binary(.less, .variable("x"), try number(3))
    #expect(try truth(of: statement, variables: ["x": interval(low, high)]) == expected)
    #expect(try truth(of: .unary(.not, statement), variables: ["x": interval(low, high)]) == expected.negated)
    let turned = Expression.binary(.greater, try number(3), .variable("x"))
    #expect(try truth(of: turned, variables: ["x": interval(low, high)]) == expected)
  }

  @Test func `equality of intervals is open unless they are points or apart`() throws {
    func equal(_ left: ExpressionValue, _ right: ExpressionValue) throws -> Truth {
      try truth(of: .binary(.equal, .variable("a"), .variable("b")), variables: ["a": left, "b": right])
    }
    #expect(try equal(interval(1, 1), interval(1, 1)) == .holds)
    #expect(try equal(interval(1, 2), interval(1, 2)) == .undecided)
    #expect(try equal(interval(1, 2), interval(3, 4)) == .fails)
    #expect(try equal(interval(1, 2), rational(3)) == .fails)
  }

  @Test(arguments: [71 as UInt64, 72, 73, 74])
  func `interval arithmetic holds the result of every pair of points`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    func random() -> Double { Double(Int(generator.next() % 2001) - 1000) / Double(generator.next() % 97 + 1) }
    for _ in 0..<500 {
      let (a, b, c, d) = (random(), random(), random(), random())
      let left = try #require(Interval(low: min(a, b), high: max(a, b)))
      let right = try #require(Interval(low: min(c, d), high: max(c, d)))
      for (x, y) in [(a, c), (b, d), ((a + b) / 2, (c + d) / 2)] {
        let (first, second) = (try #require(Rational(exactly: x)), try #require(Rational(exactly: y)))
        try expect(left + right, holds: first.adding(second), seed)
        try expect(left - right, holds: first.subtracting(second), seed)
        try expect(left * right, holds: first.multiplied(by: second), seed)
        if let quotient = left.divided(by: right) { try expect(quotient, holds: first.divided(by: second), seed) }
        #expect(left.magnitude.low <= abs(x) && abs(x) <= left.magnitude.high, "seed \(seed)")
      }
    }
  }

  private func expect(_ interval: Interval, holds exact: Rational?, _ seed: UInt64) throws {
    guard let exact else { return }
    #expect(exact.order(to: interval.low) != .less && exact.order(to: interval.high) != .greater, "seed \(seed)")
  }

  @Test func `an undecided condition gives what both branches agree on`() throws {
    let open: [String: ExpressionValue] = ["x": try interval(1, 5)]
    let condition = Expression.binary(.less, .variable("x"), try number(3))
    #expect(try evaluate(.conditional(if: condition, then: number(1), else: number(1)), variables: open) == rational(1))
    #expect(try evaluate(.conditional(if: condition, then: number(1), else: number(2)), variables: open) == interval(1, 2))
    #expect(code(.conditional(if: condition, then: try number(1), else: .text("a")), open) == .wrongType)
    #expect(try evaluate(.conditional(if: .binary(.less, number(1), number(2)), then: number(1), else: .variable("none"))) == rational(1))
  }

  @Test func `functions are exact on exact numbers`() throws {
    #expect(try evaluate(.call(.round, [number(5, 2)])) == rational(3))
    #expect(try evaluate(.call(.round, [number(-5, 2)])) == rational(-3))
    #expect(try evaluate(.call(.round, [number(7, 3)])) == rational(2))
    #expect(try evaluate(.call(.floor, [number(-1, 2)])) == rational(-1))
    #expect(try evaluate(.call(.ceil, [number(-1, 2)])) == rational(0))
    #expect(try evaluate(.call(.ceil, [number(1, 2)])) == rational(1))
    #expect(try evaluate(.call(.abs, [number(-1, 2)])) == rational(1, 2))
    #expect(try evaluate(.call(.min, [number(3), number(1), number(2)])) == rational(1))
    #expect(try evaluate(.call(.max, [.variable("x"), number(2)]), variables: ["x": interval(1, 3)]) == interval(2, 3))
    #expect(try evaluate(.call(.length, [.text("e\u{301}😀")])) == rational(3))
    #expect(code(.call(.min, [])) == .wrongType)
    #expect(code(.call(.abs, [try number(1), try number(2)])) == .wrongType)
    #expect(code(.call(.length, [try number(1)])) == .wrongType)
  }

  @Test func `texts are joined and compared by their bytes`() throws {
    #expect(try evaluate(.binary(.add, .text("a"), .text("b"))) == .text("ab"))
    #expect(try truth(of: .binary(.equal, .text("e\u{301}"), .text("\u{e9}"))) == .fails)
    #expect(try truth(of: .binary(.less, .text("Z"), .text("a"))) == .holds)
    #expect(code(.binary(.add, .text("a"), try number(1))) == .wrongType)
    #expect(code(.binary(.less, .text("a"), try number(1))) == .wrongType)
    let long = Expression.text(String(repeating: "x", count: 600_000))
    #expect(code(.binary(.add, long, long)) == .tooLarge)
  }

  @Test func `what is not a statement judges nothing`() throws {
    #expect(throws: EvaluationFault.self) { try truth(of: number(1)) }
    #expect(code(.variable("nobody")) == .unknownVariable)
    #expect(code(.binary(.and, try number(1), try number(2))) == .wrongType)
    #expect(code(.unary(.not, try number(1))) == .wrongType)
    #expect(code(.unary(.negate, .text("a"))) == .wrongType)
  }

  @Test func `nesting has an end`() throws {
    var deep = try number(1)
    for _ in 0..<300 { deep = .unary(.negate, deep) }
    #expect(code(deep) == .tooLarge)
  }

  @Test func `and, or and not follow the strong Kleene tables`() {
    let all: [Truth] = [.holds, .fails, .undecided]
    for left in all {
      for right in all {
        #expect(left.and(right) == right.and(left))
        #expect(left.or(right).negated == left.negated.and(right.negated))
      }
    }
    #expect(Truth.fails.and(.undecided) == .fails)
    #expect(Truth.holds.or(.undecided) == .holds)
    #expect(Truth.holds.and(.undecided) == .undecided)
  }
}
