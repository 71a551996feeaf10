import Record
import Testing

@testable import Score

@Suite struct ItemTallyTests {
  private func item(_ outcome: ItemOutcome, _ scores: [String: Rational] = [:]) -> ItemRecord {
    ItemRecord(position: 0, outcome: outcome, scores: scores)
  }

  private func value(_ name: String, _ tally: ItemTally) -> ResultValue.Content? { tally.results.first { $0.name == name }?.value }

  @Test func `zeros and ones add up to a share of the scored items`() {
    var tally = ItemTally([Scorer.Output("accuracy", .higher, "")])
    for isRight in [true, false, true] { tally.add(item(.answer, ["accuracy": Rational(isRight ? 1 : 0)])) }
    tally.add(item(.none, ["accuracy": Rational(0)]))
    tally.add(item(.error))
    #expect(value("accuracy", tally) == .share(of: 2, total: 4))
    #expect(tally.count == 5 && tally.scored == 4)
  }

  @Test func `every outcome has its count, also where it is zero`() {
    var tally = ItemTally([])
    for outcome in [ItemOutcome.answer, .refused, .cut, .cut] { tally.add(item(outcome)) }
    #expect(tally.results.map(\.name) == ItemOutcome.allCases.map(\.resultName))
    #expect(value("items-cut", tally) == .count(2))
    #expect(value("items-withheld", tally) == .count(0))
  }

  @Test func `other scores have an exact mean in every order`() throws {
    let scores = try (1...30).map { try #require(Rational(1, over: Int128($0))) } + [Rational(0), Rational(1)]
    func mean(_ scores: [Rational]) -> ResultValue.Content? {
      var tally = ItemTally([Scorer.Output("f1", .higher, "")])
      for score in scores { tally.add(item(.answer, ["f1": score])) }
      return value("f1", tally)
    }
    #expect(mean(scores) == mean(scores.reversed()))
    #expect(mean([Rational(1), try #require(Rational(1, over: 2))]) == .number(0.75))
  }

  @Test func `without a scored item there is no mean`() {
    var tally = ItemTally([Scorer.Output("accuracy", .higher, "")])
    tally.add(item(.error))
    #expect(value("accuracy", tally) == nil)
  }
}
