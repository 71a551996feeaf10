import Record
import Testing

@testable import Ranking

struct ExactScoreTests {
  @Test func `a geometric mean of equal ratios is that ratio, and ties at a bound are exact`() throws {
    let third = try #require(Fraction(text: "1/3"))
    let score = try #require(ExactScore(.geometric, [(Fraction(2), third), (Fraction(2), third), (Fraction(2), third)]))
    #expect(score.order(to: Fraction(2)) == .equal)
    #expect(score.text == "2.000000")
  }

  @Test func `the digits are those of the true value, not of its nearest binary64 number`() throws {
    let half = try #require(Fraction(text: "1/2"))
    // √(1.0000005²) is the middle between two millionths, and a tie goes upward.
    let middle = try #require(Fraction(text: "1.0000005"))
    let score = try #require(ExactScore(.geometric, [(middle, half), (middle, half)]))
    #expect(score.text == "1.000001")
    let below = try #require(Fraction(text: "1.00000049999999999999"))
    let less = try #require(ExactScore(.geometric, [(middle, half), (below, half)]))
    #expect(less.text == "1.000000")
  }

  @Test(arguments: [MeanKind.geometric, .arithmetic, .harmonic]) func `a ratio of zero ends a geometric and a harmonic mean`(_ mean: MeanKind) throws {
    let half = try #require(Fraction(text: "1/2"))
    let score = try #require(ExactScore(mean, [(Fraction(0), half), (Fraction(4), half)]))
    #expect(score.text == (mean == .arithmetic ? "2.000000" : "0.000000"))
  }

  @Test func `long division of big numbers comes back by multiplication`() {
    var state: UInt64 = 1
    func next(_ limbs: Int) -> BigNatural {
      BigNatural(
        limbs: (0..<limbs).map { _ in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let word = UInt32(truncatingIfNeeded: state >> 33)
          return word % 5 == 0 ? .max : word % 7 == 0 ? 0 : word
        })
    }
    for round in 0..<300 {
      let (value, divisor) = (next(1 + round % 9), next(1 + round % 5))
      guard !divisor.isZero else { continue }
      let (quotient, remainder) = value.divided(by: divisor)
      #expect(remainder < divisor)
      #expect(quotient * divisor + remainder == value)
    }
  }
}
