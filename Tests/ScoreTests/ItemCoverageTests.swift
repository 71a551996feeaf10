import Foundation
import Kernels
import Record
import TestSupport
import Testing

@testable import Score

/// How often the interval for more of the kind holds the true mean of the source; `docs/scoring.md` publishes it.
@Suite struct ItemCoverageTests {
  /// A way in which items are drawn and asked.
  enum Design: String, CaseIterable {
    case thirtyIndependent, fourInThreeTrials, twentyPassages, unequalPassages, gradedThirty, gradedTwentyPassages

    /// The true mean.
    var mean: Double {
      switch self {
      case .thirtyIndependent, .fourInThreeTrials: 0.8
      case .twentyPassages, .unequalPassages: 0.7
      case .gradedThirty, .gradedTwentyPassages: 0.5
      }
    }

    /// The units of a draw, each with its scores; and how many trials there are.
    func draw(_ uniform: () -> Double) -> (units: [[Double]], trials: Int) {
      switch self {
      case .thirtyIndependent: return ((0..<30).map { _ in [uniform() < mean ? 1 : 0] }, 1)
      case .fourInThreeTrials:
        // An item is easy or hard, and its answers differ a little between trials.
        return ((0..<4).map { _ in repeated(uniform() < 0.75 ? 0.95 : 0.35, 3, uniform) }, 3)
      case .twentyPassages: return ((0..<20).map { _ in repeated(uniform() < 0.5 ? 0.9 : 0.5, 5, uniform) }, 1)
      case .unequalPassages: return ((0..<20).map { repeated(uniform() < 0.5 ? 0.9 : 0.5, $0 % 4 == 0 ? 12 : 2, uniform) }, 1)
      case .gradedThirty: return ((0..<30).map { _ in [uniform()] }, 1)
      case .gradedTwentyPassages:
        return (
          (0..<20).map { _ in
            let shift = uniform()
            return (0..<4).map { _ in (shift + uniform()) / 2 }
          }, 1
        )
      }
    }

    private func repeated(_ chance: Double, _ times: Int, _ uniform: () -> Double) -> [Double] {
      (0..<times).map { _ in uniform() < chance ? 1 : 0 }
    }
  }

  @Test(arguments: Design.allCases)
  func `the interval holds the mean of the source about as often as it says`(design: Design) throws {
    let seed: UInt64 = 20_261_127
    var generator = SeededGenerator(seed: seed)
    let runs = ProcessInfo.processInfo.environment["ETALON_COVERAGE_RUNS"].flatMap(Int.init) ?? 100
    var (held, width) = (0, 0.0)
    for run in 0..<runs {
      let (units, trials) = design.draw { Double(generator.next() >> 11) * 0x1p-53 }
      guard let found = try? interval(units, trials, StreamKey(key: UInt64(run), high: seed)) else { continue }
      if found.low <= design.mean, design.mean <= found.high { held += 1 }
      width += found.high - found.low
    }
    let coverage = Format.percent(Double(held) / Double(runs), significant: 3)
    print(
      "coverage, \(design), seed \(seed): \(coverage) of \(runs) runs, width \(Format.number(width / Double(runs), significant: 3)) on average"
    )
    #expect(Double(held) / Double(runs) > 0.88)
  }

  /// The interval of units: over trials an item's scores stand one in each.
  private func interval(_ units: [[Double]], _ trials: Int, _ key: StreamKey) throws -> PopulationInterval {
    var scores = ItemScores()
    for trial in 0..<trials {
      _ = scores.addTrial { take in
        for (unit, values) in units.enumerated() {
          let mine = trials > 1 ? [values[trial]] : values
          let cluster = trials == 1 && values.count > 1 ? "\(unit)" : nil
          for score in mine { take(ItemExpansion.Item(position: unit, id: nil, cluster: cluster, values: ["s": score])) }
        }
        return true
      }
    }
    let results = scores.trials.map { trial -> ResultValue.Content in
      let values = (trial["s"] ?? []).map(\.score)
      let sum = ExactAccumulator(values).value
      let isShare = values.allSatisfy { $0 == 0 || $0 == 1 }
      return isShare ? .share(of: U64(UInt64(sum)), total: U64(UInt64(values.count))) : .number(sum / Double(values.count))
    }
    let all = scores.trials.flatMap { $0["s"] ?? [] }.map(\.score)
    let mean = try #require(Means.mean(.arithmetic, of: all))
    return try PopulationDerivation(scores, of: "s", results: results, mean: mean, key: key).interval()
  }
}
