import Record
import Testing

@testable import Score

private func record(_ score: Rational, _ variant: String? = nil, _ outcome: ItemOutcome = .answer) -> ItemRecord {
  ItemRecord(position: 0, variant: variant, outcome: outcome, scores: outcome.isScored ? ["accuracy": score] : [:])
}

private let accuracy = Scorer.Output("accuracy", .higher, "share of the items that are right")

@Suite struct VariantTallyTests {
  private func results(_ records: [ItemRecord], better: Direction = .higher) -> [String: ResultValue.Content] {
    var tally = VariantTally([Scorer.Output("accuracy", better, "")], variants: ["typos", "case"])
    for record in records { tally.add(record) }
    return Dictionary(tally.results.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  private let one = Rational(1)
  private let zero = Rational(0)

  @Test func addsUpEachVariantAndTheWorst() {
    let results = results([
      record(one), record(one, "typos"), record(zero, "case"), record(one), record(one, "typos"), record(one, "case"),
      record(zero), record(one, "typos"), record(zero, "case"), record(zero), record(zero, "typos"), record(zero, "case"),
    ])
    #expect(results["accuracy-typos"] == .share(of: 3, total: 4))
    #expect(results["accuracy-case"] == .share(of: 1, total: 4))
    #expect(results["accuracy-drop-typos"] == .number(-0.25))
    #expect(results["accuracy-drop-case"] == .number(0.25))
    #expect(results["accuracy-worst"] == .share(of: 1, total: 4))
    #expect(results["accuracy-drop"] == .number(0.25))
    #expect(results["consistency"] == .share(of: 2, total: 4))
  }

  @Test func pairsOnlyWhatHasScores() {
    let results = results([
      record(one), record(zero, "typos", .error), record(zero, "case"), record(one), record(one, "typos"), record(one, "case"),
    ])
    #expect(results["accuracy-typos"] == .share(of: 1, total: 1))
    #expect(results["accuracy-case"] == .share(of: 1, total: 2))
    #expect(results["accuracy-drop-typos"] == .number(0))
    #expect(results["accuracy-worst"] == .share(of: 1, total: 1))
    #expect(results["consistency"] == .share(of: 1, total: 1))
  }

  @Test func theWorseSideIsTheOneThatIsNotBetter() throws {
    let half = try #require(Rational(1, over: 2))
    let results = results([record(half), record(one, "typos"), record(zero, "case")], better: .lower)
    #expect(results["accuracy-worst"] == .share(of: 1, total: 1))
    #expect(results["accuracy-drop"] == .number(0.5) && results["accuracy-drop-case"] == .number(-0.5))
  }

  @Test func anotherOutcomeIsAnotherJudgement() {
    let results = results([record(zero), record(zero, "typos", .none), record(zero, "case")])
    #expect(results["consistency"] == .share(of: 0, total: 1) && results["accuracy-worst"] == .share(of: 0, total: 1))
  }

  @Test func saysNothingWithoutVariantsOrItems() {
    var tally = VariantTally([accuracy], variants: [])
    tally.add(record(Rational(1)))
    #expect(tally.results.isEmpty)
    #expect(VariantTally([accuracy], variants: ["typos"]).results.isEmpty)
  }
}
