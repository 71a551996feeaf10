import Attest
import Record
import Score
import Testing

@testable import Interpreter

/// What is found in a reply decides the outcome of an item, and what its scorers are handed.
@Suite struct ExtractionScoringTests {
  private static let letter = EvaluateWork.Entry(
    name: "letter", revision: 1,
    settings: Settings(values: JSON.Object([.init("letters", 4), .init("reasoning", "strip"), .init("refusals", "told")])))

  /// The records of replies to items whose answers are all B.
  private func records(_ replies: [String], _ rules: [EvaluateWork.Entry] = [letter]) throws -> (
    records: [ItemRecord], results: [ResultValue]
  ) {
    var fixture = EvaluationFixture(url: "http://127.0.0.1:9/v1")
    fixture.questions = replies.map { _ in #"{"q": "x", "a": "B"}"# }
    fixture.extraction = rules
    fixture.normalize = true
    let evaluation = try Evaluation(
      plan: fixture.plan, node: fixture.node, trial: 0, data: { _ in fixture.dataset }, streamKey: { EvaluationFixture.key($0) })
    var subject = Echo(replies)
    var derivation = ItemDerivation(evaluation)
    var records: [ItemRecord] = []
    try derivation.derive(from: &subject, items: { records.append($0) })
    guard case .results(let results) = derivation.verdict(items: SHA256.digest(of: [])) else { return (records, []) }
    return (records, results)
  }

  private struct Echo: Subject {
    let replies: [String]
    private var waiting: [Query] = []
    init(_ replies: [String]) { self.replies = replies }

    var abilities: Abilities { Abilities(queries: .request) }
    mutating func submit(_ query: Query) { waiting.append(query) }
    mutating func next(until time: UInt64) throws(RunFault) -> Reply? {
      guard let query = waiting.popLast() else { return nil }
      let text = query.exchange.item.map { replies[$0] } ?? "sea"
      let message: JSON = ["content": .string(text)]
      let body: JSON = ["choices": [["index": 0, "message": message, "finish_reason": "stop"]]]
      return Reply(ticket: query.ticket, content: .response(Reply.Response(status: 200, body: body.canonicalText, fault: nil)))
    }
  }

  @Test func `each outcome has its span, its rule and its scores`() throws {
    let (records, _) = try records(["The answer is B.", "A or maybe. The answer is A or B.", "No idea at all", "I can't help with that."])
    #expect(records.map(\.outcome) == [.answer, .several, .none, .refused])
    #expect(records[0].extracted == .init(rule: "letter", text: "B", start: 14, end: 15))
    #expect(records[1].extracted?.text == "A or B" && records[2].extracted == nil && records[3].extracted?.rule == "refusal")
    #expect(records.map { $0.scores["accuracy"] } == [1, 0, 0, 0].map { Rational($0) })
  }

  @Test func `scores stand at every degree, and the form is an indicator of its own`() throws {
    let (records, results) = try records(["B", "Well. The answer is B.", "The answer is A. No, the answer is B.", "none"])
    let scores = records.map { record in
      ["accuracy-strict", "accuracy", "accuracy-lenient", "format-obedience"].map { record.scores[$0] == Rational(1) ? 1 : 0 }
    }
    #expect(scores == [[1, 1, 1, 1], [0, 1, 1, 0], [0, 0, 1, 0], [0, 0, 0, 0]])
    #expect(results.first { $0.name == "accuracy-strict" }?.value == .share(of: 1, total: 4))
    #expect(results.first { $0.name == "accuracy-lenient" }?.value == .share(of: 3, total: 4))
    #expect(results.first { $0.name == "format-obedience" }?.value == .share(of: 1, total: 4))
  }

  @Test func `the whole reply has one degree, and reasoning is no part of it`() throws {
    let (records, _) = try records(["<think>A?</think>\n\nb"], [.whole])
    #expect(records[0].scores == ["accuracy": Rational(1)])
    #expect(records[0].extracted == .init(rule: "whole", text: "b", start: 19, end: 20))
  }

  @Test func `a pattern that takes too many steps is an error, told with its reason`() throws {
    let pattern = EvaluateWork.Entry(
      name: "regex", revision: 1,
      settings: Settings(
        values: JSON.Object([
          .init("pattern", "(a{1,300}b|a{1,300}c|a{1,300}d)"), .init("which", "all"), .init("reasoning", "strip"),
          .init("refusals", "told"),
        ])))
    let (records, _) = try records([String(repeating: "a", count: 100_000)], [pattern])
    #expect(records[0].outcome == .error && records[0].reason?.contains("steps") ?? false)
  }
}
