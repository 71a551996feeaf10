import Record
import TestSupport
import Testing

@testable import Score

@Suite struct SettlingTests {
  private func uniform(_ generator: inout SeededGenerator) -> Double { Double(generator.next() >> 11) * 0x1p-53 }
  private func normal(_ generator: inout SeededGenerator) -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + uniform(&generator) } }

  @Test func `a warm-up that is longer than planned is left out, and nothing else is`() {
    let settled = (0..<40).map { UInt64(1_000_000 + 1_000 * ($0 * 17 % 40)) }
    #expect(Settling.point(settled) == 0)
    #expect(Settling.point([9_000_000, 8_000_000, 7_000_000, 6_000_000, 5_000_000, 4_000_000, 3_000_000, 2_000_000] + settled) == 8)
    // A machine that slows down later is no warm-up, and neither is a single slow sample.
    #expect(Settling.point(settled + settled.map { $0 + 5_000_000 }) == 0)
    #expect(Settling.point([90_000_000] + settled) == 0)
  }

  @Test(arguments: [10, 22, 30, 50, 200]) func `samples that fall from first to last never settled, whoever put them in that order`(
    _ count: Int
  ) {
    var generator = SeededGenerator(seed: 20_261_128)
    for _ in 0..<50 {
      let samples = (0..<count).map { _ in uniform(&generator) }
      #expect(Settling.point(samples.sorted(by: >)) == 0)
      // A quarter is the most that a change of level can take away, also from samples that somebody put in that order.
      #expect(Settling.point(samples.sorted(by: >)[..<(count / 2)].shuffled(using: &generator)) <= count / 4)
    }
  }

  @Test(arguments: [[], [1], [1, 1, 1, 1], Array(repeating: 7, count: 100)]) func `equal samples and hardly any have no change point`(
    _ samples: [Int]
  ) {
    #expect(Settling.point(samples) == 0)
  }

  @Test(arguments: [10, 20, 30, 50, 100, 400]) func `independent samples hardly ever lose any, and a long warm-up is nearly always found`(
    _ count: Int
  ) {
    var generator = SeededGenerator(seed: 20_261_127)
    let runs = count > 100 ? 200 : 1_000
    let alarms = (0..<runs).count { _ in Settling.point((0..<count).map { _ in uniform(&generator) }) > 0 }
    #expect(alarms * 200 <= runs, "\(alarms) of \(runs), seed 20261127")
    guard count >= 30 else { return }
    let found = (0..<200).count { _ in Settling.point((0..<count).map { normal(&generator) + ($0 < count / 5 ? 4 : 0) }) > 0 }
    #expect(found >= 190, "\(found) of 200, seed 20261127")
  }

  @Test func `the value is of the samples that settled, and the record says how many did not count`() throws {
    let settled = (0..<40).map { UInt64(8_000_000 + 100_000 * ($0 * 7 % 10)) }
    let samples = (0..<10).map { UInt64(30_000_000 - 1_000_000 * $0) } + settled
    let plan = try Sample.plan([Sample.node("gemm", metrics: [Sample.time])])
    let value = try #require(try Sample.scores(plan, measured: [Sample.measured("gemm", samples)]).metrics.first)
    #expect(value.count == 40 && value.settling == 10)
    #expect(value.estimate.value == 0.0084)
    #expect(Format.runs(of: value)?.contains("without 10 of 50 samples that came before it settled") == true)
    let plain = try #require(try Sample.scores(plan, measured: [Sample.measured("gemm", settled)]).metrics.first)
    #expect(plain.settling == nil && plain.estimate == value.estimate)
  }
}
