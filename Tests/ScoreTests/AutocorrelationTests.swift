import Foundation
import Record
import TestSupport
import Testing

@testable import Score

@Suite struct `Samples that follow one another` {
  /// An autoregressive process around 0.
  private func process(_ correlation: Double, _ count: Int, _ generator: inout SeededGenerator) -> [Double] {
    func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + Double(generator.next() >> 11) * 0x1p-53 } }
    var state = normal() / (1 - correlation * correlation).squareRoot()
    return (0..<count).map { _ in
      state = correlation * state + normal()
      return state
    }
  }

  @Test func `are worth fewer, and independent ones all`() {
    var generator = SeededGenerator(seed: 11)
    #expect(Autocorrelation.effectiveCount(process(0, 200, &generator)) == 200)
    #expect((10..<80).contains(Autocorrelation.effectiveCount(process(0.8, 200, &generator))))
    #expect(Autocorrelation.effectiveCount((0..<100).map { $0 }) < 10)
    #expect(Autocorrelation.effectiveCount((0..<100).map { $0 % 2 }) == 100)
    #expect(Autocorrelation.effectiveCount([1, 2, 3]) == 3)
    #expect(Autocorrelation.effectiveCount(Array(repeating: 5, count: 50)) == 50)
  }

  @Test func `have wider intervals, which hold the median about as often as they say`() throws {
    let runs = ProcessInfo.processInfo.environment["ETALON_COVERAGE_RUNS"].flatMap(Int.init) ?? 200
    var generator = SeededGenerator(seed: 20_261_129)
    var (held, naive) = (0, 0)
    for _ in 0..<runs {
      let samples = process(0.8, 200, &generator)
      let rank = try #require(RankEstimate(samples, percent: 50))
      if rank.low <= 0, 0 <= rank.high { held += 1 }
      let ranks = OrderStatistics.interval95(count: 200, percent: 50)
      let sorted = samples.sorted()
      if sorted[try #require(ranks.lower) - 1] <= 0, 0 <= sorted[try #require(ranks.upper) - 1] { naive += 1 }
    }
    print("coverage with autocorrelation 0.8, seed 20261129: \(held) of \(runs), without counting it in \(naive)")
    #expect(Double(held) / Double(runs) > 0.85)
    #expect(naive < held)
  }
}
