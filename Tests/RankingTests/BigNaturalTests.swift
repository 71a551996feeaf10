import Testing

@testable import Ranking

/// Whole numbers of any size agree with 128-bit ones, on both sides of the 64 bits below which they are one word.
struct BigNaturalTests {
  /// Numbers around every power of two up to 2^127, and some in between.
  private static let numbers: [UInt128] = (0..<127).flatMap { bits -> [UInt128] in
    let power = UInt128(1) << UInt128(bits)
    return [power - 1, power, power + 1, power + power / 3]
  }

  @Test func `sums, differences, quotients and order are those of 128-bit numbers`() {
    for left in Self.numbers {
      for right in Self.numbers.filter({ ($0 ^ left) & 15 == 1 }) {
        let (mine, other) = (BigNatural(left), BigNatural(right))
        #expect(mine + other == BigNatural(left + right))
        #expect((mine < other) == (left < right) && (mine == other) == (left == right))
        if right <= left { #expect(mine - other == BigNatural(left - right)) }
        guard right > 0 else { continue }
        let (quotient, remainder) = mine.divided(by: other)
        #expect(quotient == BigNatural(left / right) && remainder == BigNatural(left % right))
      }
    }
  }

  @Test func `a product divides into its factors, and its digits are right`() {
    let factors: [UInt128] = [3, 1 << 32, UInt128(UInt64.max), UInt128(UInt64.max) + 2, (1 << 126) + 1]
    for left in Self.numbers where left > 0 {
      for right in factors {
        let product = BigNatural(left) * BigNatural(right)
        #expect(product.divided(by: BigNatural(left)).quotient == BigNatural(right))
        #expect(product.divided(by: BigNatural(right)).remainder.isZero)
        #expect(BigNatural.greatestCommonDivisor(product, BigNatural(left)) == BigNatural(left))
      }
    }
    #expect(BigNatural(UInt64(10)).power(30).text == "1" + String(repeating: "0", count: 30))
    #expect(BigNatural(UInt128.max).text == "\(UInt128.max)" && BigNatural(UInt64.max).text == "\(UInt64.max)")
    #expect(BigNatural(UInt128(1) << 100).bitWidth == 101 && BigNatural.zero.bitWidth == 0)
  }
}
