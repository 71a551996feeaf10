import Foundation
import TestSupport
import Testing

@testable import Report

@Test(arguments: [
  (0.0, 2, "0.00"), (1.005, 1, "1.0"), (-0.04, 1, "0.0"), (-0.06, 1, "−0.1"), (12_345.6, 0, "12\u{202F}346"), (1234, 0, "1234"),
  (.infinity, 2, "–"), (1e300, 2, "1.000×10³⁰⁰"),
])
func `a number has the decimals that are asked for`(value: Double, decimals: Int, text: String) {
  #expect(fixed(value, decimals) == text)
}

@Test(arguments: [
  (0.000_123_456, "0.0001235"), (1.5, "1.500"), (99_999.9, "100\u{202F}000"), (0, "0"), (1e-9, "1.000×10⁻⁹"),
  (.leastNonzeroMagnitude, "4.941×10⁻³²⁴"),
])
func `a number has four significant digits`(value: Double, text: String) {
  #expect(significant(value) == text)
}

@Test func `the decimal exponent holds at powers of ten and beside them`() {
  for exponent in -300...300 {
    let power = power(ofTen: exponent)
    #expect(decimalExponent(power) == exponent)
    #expect(decimalExponent(power.nextDown) == exponent - 1)
  }
}

@Test(arguments: [(0.001, "0"), (1.239, "1.24"), (-3.5, "-3.5"), (1e9, "1000000"), (Double.nan, "0"), (0.05, "0.05"), (-0.004, "0")])
func `a coordinate has at most two decimals`(value: Double, text: String) {
  #expect(coordinate(value) == text)
}

@Test func `the binary logarithm agrees with the C library's`() {
  let seed = UInt64.random(in: .min ... .max)
  var random = SeededGenerator(seed: seed)
  for _ in 0..<2000 {
    let value = power(ofTen: Int(random.next() % 600) - 300) * (1 + 9 * random.unit())
    #expect(abs(binaryLogarithm(value) - log2(value)) < 1e-11, "seed \(seed), \(value)")
  }
}
