import Foundation
import Record
import TestSupport
import Testing

@testable import Score

/// What share of intervals holds the true median when the number of samples depended on the samples; `docs/scoring.md` publishes it.
@Suite struct CoverageTests {
  enum Shape: String, CaseIterable {
    case symmetric, skewed, bimodal

    /// One sample around 10 ms, nanoseconds.
    func draw(_ generator: inout SeededGenerator) -> UInt64 {
      func uniform() -> Double { (Double(generator.next() >> 11) + 0.5) * 0x1p-53 }
      switch self {
      case .symmetric: return UInt64(9_100_000 + 300_000 * (0..<6).reduce(0.0) { sum, _ in sum + uniform() })
      case .skewed: return UInt64(10_000_000 - 500_000 * ScoreMath.logarithm(uniform()).rounded)
      case .bimodal: return UInt64((uniform() < 0.5 ? 9_800_000 : 10_000_000) + 200_000 * uniform())
      }
    }

    /// The true median, nanoseconds.
    var median: Double {
      switch self {
      case .symmetric, .bimodal: 10_000_000
      case .skewed: 10_000_000 + 500_000 * ScoreMath.naturalLogOf2.high
      }
    }
  }

  @Test(arguments: Shape.allCases, [(2, 60), (1, 200)] as [(Int, Int)])
  func `intervals after data-dependent stopping still hold the median`(shape: Shape, rule: (percent: Int, max: Int)) throws {
    let seed: UInt64 = 20_261_123
    var generator = SeededGenerator(seed: seed)
    let sampling = Sampling(warmup: 0, min: 10, max: rule.max, ci95: Rational(Int128(rule.percent), over: 100))
    let runs = ProcessInfo.processInfo.environment["ETALON_COVERAGE_RUNS"].flatMap(Int.init) ?? 200
    var (held, stoppedByRule, taken) = (0, 0, 0)
    for _ in 0..<runs {
      var progress = SamplingProgress(sampling)
      while progress.decision == .continue { progress.add(shape.draw(&generator)) }
      let interval = try #require(progress.median)
      if Double(interval.low) <= shape.median, shape.median <= Double(interval.high) { held += 1 }
      if progress.decision == .stop(.rule) { stoppedByRule += 1 }
      taken += progress.count
    }
    let coverage = Format.percent(Double(held) / Double(runs), significant: 3)
    print(
      "coverage, \(shape), ci95 \(rule.percent) %, max \(rule.max), seed \(seed): \(coverage) of \(runs) runs;",
      "\(stoppedByRule) stopped by the rule, \(taken / runs) samples on average")
    #expect(Double(held) / Double(runs) > 0.88)
  }
}
