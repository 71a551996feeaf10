import Foundation
import Record
import TestSupport
import Testing

@testable import Score

/// Two-level data with known components, as a machine gives it: invocations differ, and samples of one differ less.
struct TwoLevelSource {
  var generator: SeededGenerator
  /// The median over all invocations there could be, nanoseconds.
  var median = 10_000_000.0
  /// The standard deviations of logarithms.
  var between = 0.01
  var within = 0.004
  var samples = 11

  /// What each of so many invocations gives: the median of its samples.
  mutating func invocations(_ count: Int, slower factor: Double = 1) -> [Double] {
    (0..<count).map { _ in
      let centre = median * factor * (1 + between * normal())
      return (0..<samples).map { _ in centre * (1 + within * normal()) }.sorted()[samples / 2]
    }
  }

  private mutating func normal() -> Double {
    (0..<12).reduce(-6.0) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 }
  }
}

@Suite struct `Two-level estimates` {
  static let seed: UInt64 = 20_261_127
  static let runs = ProcessInfo.processInfo.environment["ETALON_COVERAGE_RUNS"].flatMap(Int.init) ?? 200

  @Test func `rest on invocations alone, however many samples each has`() throws {
    let few = try #require(TwoLevel([1, 1.1, 0.9].map { TwoLevel.Part(value: $0) }))
    let many = try #require(TwoLevel([1, 1.1, 0.9].map { TwoLevel.Part(value: $0, ends: Interval(low: $0 * 0.999, high: $0 * 1.001)) }))
    #expect((few.low, few.high) == (many.low, many.high))
    #expect(few.spread.within == nil)
    #expect(try #require(many.spread.within) < 0.001)
    #expect(many.spread.between < few.spread.between)
    #expect(TwoLevel([TwoLevel.Part(value: 1)]) == nil)
  }

  @Test func `say the same of a time and of its rate`() throws {
    let times = [1.0, 1.25, 0.8, 2]
    let time = try #require(TwoLevel(times.map { TwoLevel.Part(value: $0) }))
    let rate = try #require(TwoLevel(times.map { TwoLevel.Part(value: 1 / $0) }))
    #expect(abs(time.value * rate.value - 1) < 1e-14)
    #expect(abs(time.low * rate.high - 1) < 1e-14)
    #expect(time.spread.error == rate.spread.error)
  }

  @Test func `give a constant as it is, and readings that are not positive as they are`() throws {
    let constant = try #require(TwoLevel((0..<5).map { _ in TwoLevel.Part(value: 0.3) }))
    #expect((constant.value, constant.low, constant.high) == (0.3, 0.3, 0.3))
    let readings = try #require(TwoLevel([-1, 0, 1].map { TwoLevel.Part(value: $0) }))
    #expect(readings.value == 0)
    #expect(!readings.spread.logarithmic)
  }

  @Test func `notice invocations that drift, and no chance`() throws {
    let rising = try #require(TwoLevel((0..<6).map { TwoLevel.Part(value: 1 + 0.1 * Double($0)) }))
    #expect(try #require(rising.spread.drift) > 0.3)
    let mixed = try #require(TwoLevel([1, 1.3, 0.9, 1.2, 1, 1.1].map { TwoLevel.Part(value: $0) }))
    #expect(mixed.spread.drift == nil)
  }

  @Test func `hold the long-run median in 95 of 100 runs, where those of one process hold it in few`() throws {
    var source = TwoLevelSource(generator: SeededGenerator(seed: Self.seed))
    source.samples = 31
    var (held, alone) = (0, 0)
    for _ in 0..<Self.runs {
      let level = try #require(TwoLevel(source.invocations(5).map { TwoLevel.Part(value: $0) }))
      if level.low <= source.median, source.median <= level.high { held += 1 }
      // The interval of a median of 31 samples of one invocation reaches about 0.36 of their deviation.
      let one = source.invocations(1)[0]
      if abs(one / source.median - 1) <= 0.36 * source.within { alone += 1 }
    }
    print("two-level coverage, 5 invocations, seed \(Self.seed): \(held) of \(Self.runs); of one process: \(alone)")
    #expect(Double(held) / Double(Self.runs) > 0.9)
    #expect(Double(alone) / Double(Self.runs) < 0.5)
  }
}

@Suite struct `Ratios of two runs` {
  @Test(arguments: [(0.01, 5), (0.03, 8)]) func `of one machine are called different at most five times of a hundred`(
    between: Double, count: Int
  ) throws {
    var source = TwoLevelSource(generator: SeededGenerator(seed: 7), between: between)
    var different = 0
    for _ in 0..<`Two-level estimates`.runs {
      let test = try #require(RatioTest(source.invocations(count), source.invocations(count), within: 0.95))
      if test.isDifferent { different += 1 }
    }
    print("false alarms, \(count) invocations that spread by \(between), seed 7: \(different) of \(`Two-level estimates`.runs)")
    #expect(Double(different) / Double(`Two-level estimates`.runs) <= 0.05 + 0.03)
  }

  @Test(arguments: [0.005, 0.01, 0.02]) func `find a slowdown of 3 % nine times of ten with the invocations that the plan names`(
    deviation: Double
  ) throws {
    let count = try #require(RatioTest.invocations(toFind: 1.03, deviation: deviation))
    var source = TwoLevelSource(generator: SeededGenerator(seed: 20_261_128), between: deviation, within: deviation / 10)
    var found = 0
    for _ in 0..<`Two-level estimates`.runs {
      let test = try #require(RatioTest(source.invocations(count), source.invocations(count, slower: 1.03), within: 0.95))
      if test.isDifferent, test.ratio > 1 { found += 1 }
    }
    print("power for 3 %, \(count) invocations that spread by \(deviation), seed 20261128: \(found) of \(`Two-level estimates`.runs)")
    #expect(Double(found) / Double(`Two-level estimates`.runs) > 0.85)
  }

  @Test func `of measurements need invocations on both sides`() {
    func metric(_ spread: InvocationSpread?) -> MetricValue {
      MetricValue(
        node: "gemm", metric: "time", unit: "s", direction: .lower, origin: .measurement, estimate: Estimate(exactly: 1), exact: nil,
        count: 1, spread: spread)
    }
    let spread = InvocationSpread(invocations: 5, logarithmic: true, error: 0.01, between: 0.02, within: nil, drift: nil)
    #expect(RatioTest(metric(spread), metric(nil), tests: 1) == nil)
    #expect(RatioTest(metric(spread), metric(spread), tests: 1)?.isDifferent == false)
  }

  @Test func `within the margin are never found, and wide ones with no number of invocations`() {
    #expect(RatioTest.invocations(toFind: 1.005, deviation: 0.001) == nil)
    #expect(RatioTest.invocations(toFind: 1.03, deviation: 10) == nil)
    #expect(RatioTest.invocations(toFind: 1.03, deviation: 0.01, tests: 20).map { $0 > 7 } == true)
  }
}
