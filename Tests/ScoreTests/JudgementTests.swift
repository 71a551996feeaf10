import Record
import Testing

@testable import Score

@Suite struct JudgementTests {
  /// Asks two judges, and a third where they disagree.
  private static let panel = Scorer(
    name: "panel", revision: 1, noun: "a panel", summary: "", outputs: [Scorer.Output("approval", .higher, "")], asks: { _ in ["judge"] }
  ) { (answer, _, _) throws(SettingFault) in
    func ask(_ number: Int) -> ScoringQuery { .ask(subject: "judge", prompt: "\(number): \(answer.text)") }
    func judged(_ isApproved: Bool) -> Scoring { .judged(Judgement(.answer, scores: ["approval": Rational(isApproved ? 1 : 0)])) }
    return .needs([ask(1), ask(2)]) { first in
      if first[0] == first[1] { return judged(first[0] == "yes") }
      return .needs([ask(3)]) { judged($0 == ["yes"]) }
    }
  }

  /// The judgement that recorded replies lead to, and what was asked on the way.
  private func judgement(_ replies: [String]) throws -> (Judgement, [ScoringQuery]) {
    var rest = replies[...]
    var asked: [ScoringQuery] = []
    var scoring = try JudgementTests.panel.score(Answer("a"), Item(input: "q", answers: []), Settings())
    while case .needs(let queries, let then) = scoring {
      asked += queries
      scoring = then(queries.compactMap { _ in rest.popFirst() })
    }
    guard case .judged(let judgement) = scoring else { return (Judgement(.none, scores: [:]), asked) }
    return (judgement, asked)
  }

  @Test func `a scorer that needs replies goes on with those on record, and stays pure`() throws {
    let (agreed, two) = try judgement(["yes", "yes"])
    #expect(agreed.scores == ["approval": Rational(1)] && two.count == 2)
    let (parted, three) = try judgement(["yes", "no", "no"])
    #expect(parted.scores == ["approval": Rational(0)] && three.count == 3)
    #expect(three.last == .ask(subject: "judge", prompt: "3: a"))
    #expect(try judgement(["yes", "no", "no"]).0 == parted)
  }
}
