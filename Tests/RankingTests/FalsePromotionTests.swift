import Record
import Testing

@testable import Ranking

/// Rule 5: how often a grade is claimed that the truth does not have. `ETALON_RANK_TABLES` raises the number of runs.
struct FalsePromotionTests {
  private static let scale = GradeScale(
    name: "shares", title: "shares", edition: "1", scope: .model, expires: "2099-12-31", mean: .geometric,
    indicators: [
      Indicator(id: "right", weight: Rational(1), metric: "q.accuracy", better: .higher, reference: Quantity(Rational(1, over: 2) ?? Rational(1)))
    ],
    classes: [("A", "8/5"), ("B", "1"), ("C", "0")].compactMap { name, from in Rational(recordText: from).map { GradeClass(name: name, from: $0) } },
    referenceClass: "B", vetoes: [])

  /// The truth lies just below a bound, which is where a false promotion is most likely.
  @Test(arguments: [(20, 0.499), (60, 0.499), (200, 0.499), (60, 0.799), (200, 0.799)])
  func `at most one grade in twenty is claimed that is too good`(_ items: Int, _ truth: Double) throws {
    var draws = RandomTables(seed: 5)
    let runs = Array(RandomTables(seed: 0, count: 60)).count
    let formula = ScoreFormula(FalsePromotionTests.scale)
    var promoted = 0
    for _ in 0..<runs {
      let scores = (0..<items).map { id in
        Observations.ItemScore(id: "\(id)", score: Double(draws.below(1_000_000)) < truth * 1_000_000 ? 1 : 0)
      }
      let right = scores.reduce(0) { $0 + Int($1.score) }
      guard right > 0, let point = Fraction(right).divided(by: Fraction(items)) else { continue }
      let leaf = Leaf(workload: "q", metric: "accuracy", better: .higher, point: point, observations: .items(scores, set: "q"))
      let system = LeafTable.System(name: "s", kind: .model, standing: Standing(isVerified: true, words: ""), leaves: [leaf])
      let score = try SystemScore(system, formula)
      let spread = Resampling(draws: 200, seed: 7).deviations(of: [score])[0].spread
      let grade = try #require(FalsePromotionTests.scale.grade(score, formula, spread: spread))
      if grade.worst == (truth < 0.5 ? "B" : "A") || grade.worst == "A" { promoted += 1 }
    }
    print("false promotion: \(items) items at \(truth): \(promoted) of \(runs)")
    // One in twenty, and three standard errors of a simulation of this size.
    #expect(Double(promoted) <= 0.05 * Double(runs) + 3 * (0.0475 * Double(runs)).squareRoot())
  }
}
