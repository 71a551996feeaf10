import Record
import TestSupport
import Testing

@Suite struct RationalTests {
  @Test func `a rational is kept in lowest terms with a positive denominator`() throws {
    let value = try #require(Rational(6, over: -8))
    #expect(value.numerator == -3)
    #expect(value.denominator == 4)
    #expect(Rational(0, over: -5) == Rational(0))
    #expect(Rational(1, over: 0) == nil)
    #expect(Rational(.min, over: 1) == nil)
    #expect(Rational(1, over: .min) == nil)
    #expect(Rational(.max, over: 1)?.numerator == .max)
  }

  @Test(arguments: [
    ("0.97", "97/100"), ("-12.5", "-25/2"), ("0", "0"), ("-0", "0"), ("007", "7"), ("1.50", "3/2"),
    ("123456789012345678901234567890", "123456789012345678901234567890"),
  ])
  func `a decimal is read exactly`(text: String, expected: String) throws {
    #expect(try #require(Rational(decimal: text)).recordText == expected)
  }

  @Test(arguments: [
    "", "-", ".", ".5", "1e3", "1.2.3", "+1", " 1", "１", "1234567890123456789012345678901234567890",
    "0.1234567890123456789012345678901234567890",
  ])
  func `text that is no decimal of 128 bits is refused`(text: String) {
    #expect(Rational(decimal: text) == nil)
  }

  @Test(arguments: ["5", "-5", "0", "97/100", "-1/3"])
  func `a record holds the one spelling of a value`(text: String) throws {
    #expect(try JSON.string(text).decoded(Rational.self).recordText == text)
  }

  @Test(arguments: ["", "2/4", "5/1", "1/-2", "+5", "05", "1/0", "1/", "/2", "1/2/3", " 1", "-0", "0/3", "1e3"])
  func `other spellings are refused`(text: String) {
    #expect(throws: RecordFault.self) { try JSON.string(text).decoded(Rational.self) }
  }

  /// Overflow may only be claimed where an exact result or a cross product truly leaves 127 bits.
  @Test(arguments: [21 as UInt64, 22, 23])
  func `the laws of arithmetic hold wherever results fit`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var sums = 0
    for _ in 0..<2_000 {
      let (a, b) = (try random(&generator), try random(&generator))
      #expect(a.multiplied(by: b) == b.multiplied(by: a), "seed \(seed)")
      #expect(a.adding(b) == b.adding(a), "seed \(seed)")
      if let sum = a.adding(b), let back = sum.subtracting(b) {
        #expect(back == a, "seed \(seed)")
        sums += 1
      }
      if let product = a.multiplied(by: b), b != Rational(0), let back = product.divided(by: b) {
        #expect(back == a, "seed \(seed)")
      }
      #expect((a < b ? 1 : 0) + (b < a ? 1 : 0) + (a == b ? 1 : 0) == 1, "seed \(seed)")
      if let difference = a.subtracting(b) { #expect((difference.numerator < 0) == (a < b), "seed \(seed)") }
    }
    #expect(sums > 200)
  }

  private func random(_ generator: inout SeededGenerator) throws -> Rational {
    let below = generator.integer()
    return try #require(Rational(generator.integer(), over: below == 0 ? 1 : below))
  }

  @Test func `four hundred operations agree with Python's fractions`() throws {
    let text = try Repository.text(of: Repository.path("Tests/Corpora/record/rational.txt"))
    var count = 0
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ").map(String.init)
      let a = try #require(Rational(recordText: parts[1]))
      let b = try #require(Rational(recordText: parts[2]))
      let result: String? =
        switch parts[0] {
        case "add": a.adding(b)?.recordText
        case "sub": a.subtracting(b)?.recordText
        case "mul": a.multiplied(by: b)?.recordText
        case "div": a.divided(by: b)?.recordText
        case "less": String(a < b)
        default: a.real == Double(parts[3]) ? parts[3] : "\(a.real)"
        }
      #expect(result == parts[3], "\(line)")
      count += 1
    }
    #expect(count == 400)
  }

  @Test func `comparison has an answer where the difference does not fit`() throws {
    let large = try #require(Rational(.max, over: 3))
    let larger = try #require(Rational(.max, over: 2))
    let tiny = try #require(Rational(1, over: .max))
    let tinier = try #require(Rational(1, over: .max - 1))
    #expect(large < larger)
    #expect(!(larger < large))
    #expect(tiny < tinier)
    #expect(large.subtracting(larger) == nil)
  }

  @Test(arguments: [
    ("1", "1", Double(1)), ("1", "3", 0x1.5555555555555p-2), ("2", "3", 0x1.5555555555555p-1), ("-7", "10", -0x1.6666666666666p-1),
    // Python: float(Fraction(n, d)), which rounds once.
    ("9007199254740993", "1", 0x1.0p+53), ("9007199254740995", "1", 0x1.0000000000002p+53),
    ("18014398509481985", "2", 0x1.0p+53), ("170141183460469231731687303715884105727", "1", 0x1.0p+127),
    ("1", "170141183460469231731687303715884105727", 0x1.0p-127), ("123456789012345678901234567890", "987654321", 0x1.b1ae4d2c9bde2p+66),
  ])
  func `conversion to binary64 rounds once, to even`(above: String, below: String, expected: Double) throws {
    let (above, below) = (try #require(Int128(above)), try #require(Int128(below)))
    let value = try #require(Rational(above, over: below))
    #expect(value.real == expected)
  }

  @Test(arguments: [31 as UInt64, 32])
  func `a binary64 number that fits is exact and comes back`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<2_000 {
      let exponent = Int(generator.next() % 240) - 120
      let number = Double(
        sign: generator.next() % 2 == 0 ? .plus : .minus, exponent: exponent, significand: Double(generator.next() % 1000 + 1))
      guard let exact = Rational(exactly: number) else { continue }
      #expect(exact.real == number, "seed \(seed)")
      #expect(exact.order(to: number) == .equal, "seed \(seed)")
      #expect(exact.order(to: number.nextUp) == .less, "seed \(seed)")
      #expect(exact.order(to: number.nextDown) == .greater, "seed \(seed)")
    }
    #expect(Rational(exactly: 0x1p-126) != nil)
    #expect(Rational(exactly: 0x1p-127) == nil)
    #expect(Rational(exactly: 0x1p125)?.real == 0x1p125)
    #expect(Rational(exactly: .infinity) == nil)
    #expect(Rational(exactly: .nan) == nil)
    #expect(Rational(exactly: -0.0) == Rational(0))
  }

  @Test func `the order to numbers beyond 128 bits is exact`() throws {
    let third = try #require(Rational(1, over: 3))
    let least = try #require(Rational(1, over: .max))
    #expect(third.order(to: 1.0 / 3) == .greater)
    #expect(third.order(to: (1.0 / 3).nextUp) == .less)
    #expect(third.order(to: 1e300) == .less)
    #expect(third.order(to: -1e300) == .greater)
    #expect(third.order(to: .leastNonzeroMagnitude) == .greater)
    #expect(third.order(to: .infinity) == .less)
    #expect(third.order(to: .nan) == nil)
    #expect(Rational(0).order(to: .leastNonzeroMagnitude) == .less)
    #expect(Rational(0).order(to: -.leastNonzeroMagnitude) == .greater)
    #expect(Rational(0).order(to: -0.0) == .equal)
    // 1/(2^127 − 1) lies just above 2^-127.
    #expect(least.order(to: 0x1p-127) == .greater)
    #expect(least.order(to: (0x1p-127).nextUp) == .less)
    #expect(Rational(-1, over: .max)?.order(to: -0x1p-127) == .less)
    #expect(Rational(.max, over: 1)?.order(to: 0x1p127) == .less)
    #expect(Rational(.max, over: 1)?.order(to: (0x1p127).nextDown) == .greater)
  }

  @Test(
    arguments: [("1/8", "0.125"), ("-1/8", "-0.125"), ("1/3", nil), ("5", "5"), ("1/1024", "0.0009765625"), ("-3/2", "-1.5")]
      as [(String, String?)])
  func `a decimal text exists where the value is a finite decimal`(text: String, decimal: String?) throws {
    let value = try #require(Rational(recordText: text))
    #expect(value.decimalText == decimal)
    #expect(value.description == decimal ?? text)
  }
}

extension JSON {
  /// A value of a type, as a field of a record would be read.
  func decoded<Value: Codable & Sendable>(_ type: Value.Type) throws -> Value {
    try Holder<Value>(json: ["value": self]).value
  }
}

/// A record with one field.
struct Holder<Value: Codable & Sendable>: Record {
  var value: Value
}
