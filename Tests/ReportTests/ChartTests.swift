import Foundation
import Record
import Score
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

@Test func `ticks are round numbers inside the axis`() throws {
  let axis = try #require(Axis(from: 0.021_3, to: 0.048_9, scale: Scale(unit: "s", around: 0.0489)))
  #expect(axis.ticks.map(axis.tickText) == ["30", "40"])
  #expect(axis.position(0.0213) == 2 && axis.position(0.0489) == 98 && axis.position(9) == 98)
  let decades = try #require(Axis(logarithmicFrom: 0.000_2, to: 0.2, scale: Scale(unit: "s", around: 0.0005)))
  #expect(decades.ticks.map(decades.tickText) == ["1000", "10\u{202F}000", "100\u{202F}000"])
  #expect(abs(decades.share(0.002) - 1.0 / 3) < 1e-12)
}

@Test func `an axis refuses what has no finite range`() {
  let scale = Scale(unit: "1", around: 1)
  #expect(Axis(from: 1, to: .infinity, scale: scale) == nil)
  #expect(Axis(from: .nan, to: 1, scale: scale) == nil)
  #expect(Axis(from: -.greatestFiniteMagnitude, to: .greatestFiniteMagnitude, scale: scale) == nil)
  #expect(Axis(from: 1e300, to: (1e300).nextUp, scale: scale) == nil)
  #expect(Axis(logarithmicFrom: 0, to: 1, scale: scale) == nil)
  #expect(Axis(logarithmicFrom: 1, to: 1.5, scale: scale) == nil)
}

@Test func `outliers are the ones that the statistics flag`() throws {
  let seed = UInt64.random(in: .min ... .max)
  var random = SeededGenerator(seed: seed)
  for _ in 0..<200 {
    let samples = (0..<Int(random.next() % 60 + 1)).map { _ in 1000 + random.next() % 100 + (random.next() % 9 == 0 ? 900 : 0) }
    let drawn = try #require(Distribution(samples.map { Double($0) }))
    #expect(samples.indices.filter { drawn.isOutlier(Double(samples[$0])) } == outliers(in: samples), "seed \(seed)")
  }
}

@Test func `the widest and the narrowest intervals are written with digits that mean something`() {
  func line(_ value: Double, _ low: Double, _ high: Double, _ unit: String) -> String {
    let text = EstimateText(value: value, low: low, high: high, in: Scale(unit: unit, around: value))
    return "\(text.value) \(text.unit) \(text.interval ?? "exact")"
  }
  #expect(line(91.57e9, 91.26e9, 91.88e9, "flop/s") == "91.57 Gflop/s 91.26 – 91.88")
  #expect(line(1.19, 0.4, 3.2, "1") == "1.19  0.40 – 3.20")
  #expect(line(23, 23, 23, "1") == "23  exact")
  #expect(line(0.000_684, 0.000_54, 0.000_828, "s") == "684 µs 540 – 828")
}

@Test func `drift is seen between the first and the last third`() throws {
  let steady = try #require(Distribution((0..<30).map { 1 + Double($0 % 2) * 0.001 }))
  let slower = try #require(Distribution((0..<30).map { 1 + Double($0) * 0.01 }))
  #expect(abs(steady.drift ?? 1) < 0.002)
  #expect((slower.drift ?? 0) > 0.1)
  #expect(Distribution([1, 2, 3])?.drift == nil)
}
