import Foundation
import Record
import Testing

@testable import Ranking

/// Rule 5: how often a grade is claimed that the truth does not have.
///
/// `ETALON_RANK_RUNS` raises the number of runs; `make rules` prints the table of docs/ranking.md.
struct FalsePromotionTests {
  /// A scale of one share whose best class begins at a share of right answers.
  private static func scale(from bound: Rational) -> GradeScale {
    GradeScale(
      name: "shares", title: "shares", edition: "1", scope: .model, expires: "2099-12-31", mean: .geometric,
      indicators: [Indicator(id: "right", weight: Rational(1), metric: "q.accuracy", better: .higher, reference: Quantity(bound))],
      classes: [GradeClass(name: "A", from: Rational(1)), GradeClass(name: "B", from: Rational(0))], referenceClass: "A", vetoes: [])
  }

  private static let runs = ProcessInfo.processInfo.environment["ETALON_RANK_RUNS"].flatMap { Int($0) }

  /// The truth lies just below a bound, which is where a false promotion is most likely.
  @Test(arguments: [20, 50, 200, 1000], [10, 50, 80, 95])
  func `at most one grade in twenty is claimed that is too good`(_ items: Int, _ percent: Int) throws {
    // A debug build draws a thousand items slowly.
    let runs = Self.runs ?? (items > 50 ? 20 : 100)
    let scale = Self.scale(from: try #require(Rational(Int128(percent), over: 100)))
    let formula = ScoreFormula(scale)
    var draws = RandomTables(seed: UInt64(items * 100 + percent))
    var promoted = 0
    for _ in 0..<runs {
      let scores = (0..<items).map { id in
        Observations.ItemScore(id: "\(id)", score: draws.below(1_000_000) < percent * 10_000 - 1 ? 1 : 0)
      }
      let right = scores.reduce(0) { $0 + Int($1.score) }
      guard let point = Fraction(right).divided(by: Fraction(items)) else { continue }
      let leaf = Leaf(workload: "q", metric: "accuracy", better: .higher, point: point, observations: .items(scores, set: "q"))
      let system = LeafTable.System(name: "s", kind: .model, standing: Standing(isVerified: true, words: ""), leaves: [leaf])
      let score = try SystemScore(system, formula)
      let spread = Resampling(draws: 200, seed: UInt64(draws.below(1 << 30))).deviations(of: [score])[0].spread
      if scale.grade(score, formula, spread: spread)?.worst == "A" { promoted += 1 }
    }
    print("false promotion: \(items) items just below \(percent) %: \(Double(promoted * 10_000 / runs) / 100) % of \(runs)")
    // One in twenty, and three standard errors of a simulation of this size.
    #expect(Double(promoted) <= 0.05 * Double(runs) + 3 * (0.0475 * Double(runs)).squareRoot())
  }
}
