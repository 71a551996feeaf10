import Kernels
import Record
import Testing

@testable import Score

@Suite struct `Evaluations of two releases of a bank` {
  /// A sheet of items with ids of a bank, by whether each is right.
  private func sheet(_ answers: [(id: String, right: Bool)], dataset: UInt8, score: Rational = Rational(1)) throws -> EvaluationSheet {
    let work = EvaluateWork(
      subject: "s", dataset: "d", prompt: PromptPlan(user: "{input}"), generation: .init(maxTokens: 1, temperature: Rational(0)),
      scorers: [])
    let node = Sample.node("w", trials: 1, metrics: [Sample.accuracy], work: .evaluate(work))
    var plan = try Sample.plan([node])
    let digest = try #require(Digest([UInt8](repeating: dataset, count: 32)))
    plan.inputs = [InputPlan(id: "d", kind: .dataset, sha256: digest, license: nil, format: nil)]
    let lines = try answers.enumerated().map { position, answer in
      try ItemRecord(position: position, id: answer.id, outcome: .answer, scores: ["accuracy": answer.right ? score : Rational(0)])
        .canonicalBytes()
    }
    let found = try EvaluationSheet(node, of: try Sample.raw(plan)) { _, take in
      for line in lines { take(line) }
      return true
    }
    return try #require(found)
  }

  /// Two systems of which the second is better, over a second release that is much harder; 40 items link, 30 stand in each alone.
  private func sheets(score: Rational = Rational(1)) throws -> [EvaluationSheet] {
    var generator = SplitMix(state: 20_261_127)
    func answers(_ ids: [(id: String, difficulty: Double)], _ ability: Double) -> [(id: String, right: Bool)] {
      ids.map { ($0.id, generator.uniform() < RaschModel.chance(ability - $0.difficulty)) }
    }
    let linking = (0..<40).map { ("link \($0)", generator.normal()) }
    let first = (0..<30).map { ("first \($0)", generator.normal() - 1) }
    let second = (0..<30).map { ("second \($0)", generator.normal() + 2) }
    return [
      try sheet(answers(linking + first, 0), dataset: 1, score: score), try sheet(answers(linking + second, 1), dataset: 2, score: score),
    ]
  }

  private func bank(_ linking: @escaping @Sendable (Int) -> Bool = { _ in true }) -> EvaluationComparison.Releases {
    EvaluationComparison.Releases(names: [0: "2026", 1: "2027"], order: ["2026", "2027"]) { _, _ in
      (0..<40).filter(linking).map { "link \($0)" }
    }
  }

  @Test func `are not compared as they stand, and the reason says what would help`() throws {
    let comparison = EvaluationComparison(try sheets().enumerated().map { ("bundle \($0)", $1) }, seed: 1)
    #expect(!comparison.isClean && comparison.tests.isEmpty && comparison.equated == nil)
    #expect(comparison.obstacles[0].reason.contains("--bank"))
  }

  @Test func `are compared on one scale, whichever release is harder`() throws {
    let sheets = try sheets()
    var comparison = EvaluationComparison(sheets.enumerated().map { ("bundle \($0)", $1) }, seed: 1)
    comparison.equate(sheets, by: bank(), seed: 1)
    let equated = try #require(comparison.equated?.first)
    #expect(comparison.isClean && comparison.obstacles.isEmpty)
    #expect(equated.linking == 40 && equated.others == [30, 30] && equated.releases == ["2026", "2027"])
    #expect(equated.difference < 0 && equated.low < equated.difference && equated.difference < equated.high)
    #expect(equated.logitsLow < -1 && -1 < equated.logitsHigh, "\(equated)")
    // The raw shares say the opposite.
    let raw = sheets.map { sheet in
      sheet.items.values.compactMap { $0.mean("accuracy") }.reduce(0, +) / Double(sheet.items.count)
    }
    #expect(raw[0] > raw[1], "\(raw)")
    let (low, high) = (try #require(equated.directLow), try #require(equated.directHigh))
    #expect(low <= equated.direct && equated.direct <= high)
    let bytes = try comparison.canonicalBytes()
    #expect(try EvaluationComparison(canonical: bytes) == comparison)
  }

  @Test func `are refused where too few items link, or scores are more than right and wrong`() throws {
    let sheets = try sheets()
    var few = EvaluationComparison(sheets.enumerated().map { ("bundle \($0)", $1) }, seed: 1)
    few.equate(sheets, by: bank { $0 < 10 }, seed: 1)
    #expect(!few.isClean && few.equated == nil && few.obstacles.contains { $0.reason.contains("10 linking items") }, "\(few.obstacles)")
    let halves = try self.sheets(score: Rational(1, over: 2) ?? Rational(1))
    var graded = EvaluationComparison(halves.enumerated().map { ("bundle \($0)", $1) }, seed: 1)
    graded.equate(halves, by: bank(), seed: 1)
    #expect(graded.equated == nil && graded.obstacles.contains { $0.reason.contains("right and wrong") })
  }
}
