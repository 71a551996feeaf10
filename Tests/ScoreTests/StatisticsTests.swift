import Kernels
import Record
import TestSupport
import Testing

@testable import Score

@Suite struct StatisticsTests {
  @Test(
    arguments: [
      ([], 0), ([1e308, 1e308, -1e308, -1e308, 1.5], 1.5), ([1, 1e100, 1, -1e100], 2),
      ([0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1], 1),
      ([1, 0x1p-53], 1), ([1, 0x1p-53, 0x1p-1000], 1 + 0x1p-52), ([1, -0x1p-54, -0x1p-1000], 1 - 0x1p-53),
      ([-1, -0x1p-53, -0x1p-1000], -1 - 0x1p-52),
      ([.leastNonzeroMagnitude, .leastNonzeroMagnitude], 2 * .leastNonzeroMagnitude),
      ([.greatestFiniteMagnitude, 1e300, -1e300], .greatestFiniteMagnitude),
      ([.greatestFiniteMagnitude, .greatestFiniteMagnitude], .infinity), ([1, -1], 0),
      ([0x1p-1022, -.leastNonzeroMagnitude], 0x1p-1022 - .leastNonzeroMagnitude),
    ] as [([Double], Double)])
  func `a sum is rounded once`(numbers: [Double], sum: Double) {
    #expect(ExactAccumulator(numbers).value == sum)
    #expect(ExactAccumulator(numbers.reversed()).value == sum)
    #expect(ExactAccumulator(numbers.map { -$0 }).value == -sum)
  }

  @Test(arguments: [81 as UInt64, 82, 83])
  func `a sum does not depend on order or shards`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      var numbers = (0..<200).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
      let sum = ExactAccumulator(numbers).value
      numbers.shuffle(using: &generator)
      #expect(ExactAccumulator(numbers).value == sum, "seed \(seed)")
      var shards = ExactAccumulator(numbers.prefix(70))
      shards.merge(ExactAccumulator(numbers.dropFirst(70)))
      #expect(shards.value == sum, "seed \(seed)")
      #expect(ExactAccumulator(numbers + numbers.map { -$0 }).value == 0, "seed \(seed)")
    }
  }

  @Test(arguments: [91 as UInt64, 92])
  func `a sum of short fractions agrees with exact arithmetic`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let numbers = (0..<50).map { _ in Double(Int64(truncatingIfNeeded: generator.next()) >> 12) * 0x1p-60 }
      var exact = Rational(0)
      for number in numbers {
        let term = try #require(Rational(exactly: number))
        exact = try #require(exact.adding(term))
      }
      #expect(ExactAccumulator(numbers).value == exact.real, "seed \(seed)")
    }
  }

  /// Computed with mpmath at 300 bits, rounded once.
  @Test(arguments: [
    (0.5, -0.6931471805599453), (2, 0.6931471805599453), (3, 1.0986122886681098), (10, 2.302585092994046), (0.1, -2.3025850929940455),
    (1e-300, -690.7755278982137), (1e300, 690.7755278982137), (1.0000000000000002, 2.2204460492503128e-16),
    (0.9999999999999999, -1.1102230246251565e-16), (7.3890560989306495, 2.0), (123456.789, 11.723646487185881),
    (.leastNonzeroMagnitude, -744.4400719213812), (.greatestFiniteMagnitude, 709.782712893384), (1, 0),
  ])
  func `logarithms are correct to the last bit`(number: Double, logarithm: Double) {
    #expect(ScoreMath.logarithm(number).rounded == logarithm)
  }

  @Test(arguments: [
    (0.5, 1.6487212707001282), (1, 2.718281828459045), (-1, 0.36787944117144233), (10, 22026.465794806718), (700, 1.0142320547350045e+304),
    (-700, 9.85967654375977e-305), (709.78, 1.7928227943945155e+308), (-745, .leastNonzeroMagnitude), (1e-10, 1.0000000001),
    (-0.34657359027997264, 0.7071067811865476), (0, 1), (800, .infinity), (-800, 0),
  ])
  func `exponentials are correct to the last bit`(number: Double, exponential: Double) {
    #expect(ScoreMath.exponential(DoubleDouble(number)) == exponential)
  }

  @Test(arguments: [101 as UInt64])
  func `exponential undoes logarithm`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let number = Double(
        sign: .plus, exponent: Int(generator.next() % 1800) - 900, significand: 1 + Double(generator.next() >> 11) * 0x1p-53)
      #expect(ScoreMath.exponential(ScoreMath.logarithm(number)) == number, "seed \(seed)")
    }
  }

  @Test func `means agree with arithmetic of many digits`() {
    #expect(Means.mean(.geometric, of: [1.5, 2.5, 3.5]) == 2.3588469901582667)
    #expect(Means.mean(.geometric, of: [0.1, 0.2, 0.3, 0.4]) == 0.22133638394006433)
    #expect(Means.mean(.harmonic, of: [1.5, 2.5, 3.5]) == 2.2183098591549295)
    #expect(Means.mean(.arithmetic, of: [1.5, 2.5, 3.5]) == 2.5)
    #expect(Means.mean(.geometric, of: [4, 9]) == 6)
    #expect(Means.mean(.geometric, of: [0.1, 0.1, 0.1]) == 0.1)
  }

  @Test func `means say where they end`() {
    #expect(Means.mean(.geometric, of: [Double]()) == nil)
    #expect(Means.mean(.geometric, of: [1, 0]) == 0)
    #expect(Means.mean(.harmonic, of: [1, 0]) == 0)
    #expect(Means.mean(.geometric, of: [1, -1]) == nil)
    #expect(Means.mean(.arithmetic, of: [1, -1]) == 0)
    #expect(Means.mean(.arithmetic, of: [1, .infinity]) == nil)
  }

  @Test(arguments: [111 as UInt64, 112], Weighting.Mean.allCases)
  func `a mean does not depend on the order of its terms and lies between them`(seed: UInt64, kind: Weighting.Mean) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let counts = (0..<7).map { _ in Int128(generator.next() % 9 + 1) }
      let whole = counts.reduce(0, +)
      var terms = try counts.map {
        Means.Term(Double(generator.next() % 10_000 + 1) / 997, weight: try #require(Rational($0, over: whole)))
      }
      let mean = try #require(Means.mean(kind, of: terms))
      terms.shuffle(using: &generator)
      #expect(Means.mean(kind, of: terms) == mean, "seed \(seed)")
      #expect(terms.contains { $0.value <= mean } && terms.contains { $0.value >= mean }, "seed \(seed)")
    }
  }

  /// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I, method 3.
  @Test(arguments: [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)])
  func `Wilson intervals agree with the published table`(part: UInt64, total: UInt64, low: Double, high: Double) throws {
    let interval = try #require(wilsonInterval(of: part, total: total))
    #expect(abs(interval.low - low) < 0.00006)
    #expect(abs(interval.high - high) < 0.00006)
  }

  @Test func `a proportion of nothing has no interval`() {
    #expect(wilsonInterval(of: 0, total: 0) == nil)
    #expect(wilsonInterval(of: 2, total: 1) == nil)
    #expect(wilsonInterval(of: 5, total: 5)?.high == 1)
  }

  @Test func `far samples are flagged, and only those`() {
    #expect(outliers(in: [100, 101, 99, 100, 102, 98, 500]) == [6])
    #expect(outliers(in: [1, 100, 101, 99, 100, 102, 98]) == [0])
    #expect(outliers(in: [100, 101, 99, 103, 97, 105]) == [])
    #expect(outliers(in: [7, 7, 7, 7, 9]) == [])
    #expect(outliers(in: []) == [])
    #expect(outliers(in: [.max, 0, .max - 1, .max - 2, .max - 1]) == [1])
  }
}
