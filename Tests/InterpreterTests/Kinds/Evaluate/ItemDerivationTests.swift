import Attest
import Record
import Score
import TestSupport
import Testing

@testable import Interpreter

/// Scorers that need to ask, and what a derivation makes of the records.
@Suite struct ItemDerivationTests {
  /// Asks a judge about every answer, and a second time where the judge says "maybe".
  private static let judged = Scorer(
    name: "judged", revision: 1, noun: "a judgement", summary: "", outputs: [Scorer.Output("approval", .higher, "")],
    asks: { _ in ["judge"] }
  ) { (answer, item, _) throws(SettingFault) in
    func judgement(_ isApproved: Bool) -> Scoring {
      .judged(Judgement(.answer, extracted: .init(whole: answer.text), scores: ["approval": Rational(isApproved ? 1 : 0)]))
    }
    return .needs([.ask(subject: "judge", prompt: "\(item.input)=\(answer.text)")]) { replies in
      guard replies == ["maybe"] else { return judgement(replies == ["yes"]) }
      return .needs([.ask(subject: "judge", prompt: "sure?"), .ask(subject: "judge", prompt: "really?")]) {
        judgement($0 == ["yes", "yes"])
      }
    }
  }

  private static func body(_ text: String, finish: String = "stop") -> String {
    #"{"choices":[{"index":0,"message":{"content":"\#(text)"},"finish_reason":"\#(finish)"}]}"#
  }

  /// The evaluation of two items by a scorer.
  private func evaluation(_ scorer: Scorer = judged) throws -> Evaluation {
    var fixture = EvaluationFixture(url: "http://127.0.0.1:9/v1")
    fixture.questions = [#"{"q": "a", "a": "A"}"#, #"{"q": "b", "a": "B"}"#]
    fixture.scorer = EvaluateWork.Entry(name: scorer.name, revision: 1, settings: Settings())
    fixture.judges = [SubjectPlan(id: "judge", access: EndpointSubject(url: "http://127.0.0.1:9/v1", model: "judge").access)]
    return try Evaluation(
      plan: fixture.plan, node: fixture.node, trial: 0, data: { _ in fixture.dataset }, scorers: [scorer],
      streamKey: { EvaluationFixture.key($0) })
  }

  /// Says what a table has for each exchange, to whatever request.
  private struct Oracle: Subject {
    let replies: [Exchange: String]
    private var waiting: [Query] = []
    init(_ replies: [Exchange: String]) { self.replies = replies }

    var abilities: Abilities { Abilities(queries: .request) }
    mutating func submit(_ query: Query) { waiting.append(query) }
    mutating func next(until time: UInt64) -> Reply? {
      guard let query = waiting.popLast() else { return nil }
      guard let body = replies[query.exchange] else { return Reply(ticket: query.ticket, content: .missing("it was not asked")) }
      return Reply(ticket: query.ticket, content: .response(Reply.Response(status: 200, body: body, fault: nil)))
    }
  }

  private func derive(_ replies: [Exchange: String]) throws -> (records: [ItemRecord], derivation: ItemDerivation) {
    var subject = Oracle(replies)
    var derivation = ItemDerivation(try evaluation())
    var records: [ItemRecord] = []
    try derivation.derive(from: &subject, items: { records.append($0) })
    return (records, derivation)
  }

  @Test func `what a scorer needs is looked up with the records, round after round`() throws {
    let (records, derivation) = try derive([
      .item(0): ItemDerivationTests.body("x"), .query(item: 0, number: 0): ItemDerivationTests.body("maybe"),
      .query(item: 0, number: 1): ItemDerivationTests.body("yes"), .query(item: 0, number: 2): ItemDerivationTests.body("yes"),
      .item(1): ItemDerivationTests.body("y"), .query(item: 1, number: 0): ItemDerivationTests.body("no"),
    ])
    #expect(records.map(\.scores) == [["approval": Rational(1)], ["approval": Rational(0)]])
    guard case .results(let results) = derivation.verdict(items: SHA256.digest(of: [])) else {
      Issue.record("no results")
      return
    }
    #expect(results.first { $0.name == "approval" }?.value == .share(of: 1, total: 2))
  }

  @Test func `what is not on record is named, all of a round at once`() throws {
    let (records, derivation) = try derive([
      .item(0): ItemDerivationTests.body("x"), .query(item: 0, number: 0): ItemDerivationTests.body("no"),
      .item(1): ItemDerivationTests.body("y"), .query(item: 1, number: 0): ItemDerivationTests.body("maybe"),
    ])
    #expect(records[1].outcome == .error && records[1].reason == "query 1 about item 1: it was not asked")
    #expect(
      derivation.verdict(items: SHA256.digest(of: []))
        == .failed("1 of 2 items have no usable answer; first, item 1: query 1 about item 1: it was not asked"))
  }

  @Test func `what a round lacks is asked for, each query of it`() throws {
    let evaluation = try evaluation()
    var subject = Oracle([.item(0): ItemDerivationTests.body("x"), .query(item: 0, number: 0): ItemDerivationTests.body("maybe")])
    var items = evaluation.items()
    var scoring = ItemScoring(evaluation, try #require(try items.next()))
    _ = try scoring.record(from: &subject)
    #expect(scoring.unasked.map(\.query.exchange) == [.query(item: 0, number: 1), .query(item: 0, number: 2)])
    #expect(scoring.unasked.allSatisfy { $0.subject == "judge" })
    #expect(TrialLines.split(scoring.log.lines).count == 2)
  }

  @Test func `a judge that was cut short is no judge`() throws {
    let (records, _) = try derive([
      .item(0): ItemDerivationTests.body("x"), .query(item: 0, number: 0): ItemDerivationTests.body("yes", finish: "length"),
      .item(1): ItemDerivationTests.body("y", finish: "length"),
    ])
    #expect(records[0].reason == "query 0 about item 0: the reply did not come to its end")
    #expect(records.map(\.outcome) == [.error, .cut])
    #expect(records.allSatisfy { $0.scores.isEmpty && $0.transcript != nil })
  }

  @Test func `a scorer that never comes to an end is stopped`() throws {
    let endless = Scorer(name: "endless", revision: 1, noun: "", summary: "", outputs: [], asks: { _ in ["judge"] }) {
      (_, _, _) throws(SettingFault) in
      @Sendable func again(_ replies: [String]) -> Scoring { .needs([.ask(subject: "judge", prompt: "?")], then: again) }
      return again([])
    }
    var replies = [Exchange.item(0): ItemDerivationTests.body("x")]
    for number in 0..<300 { replies[.query(item: 0, number: number)] = ItemDerivationTests.body("no") }
    var subject = Oracle(replies)
    let evaluation = try evaluation(endless)
    var items = evaluation.items()
    var scoring = ItemScoring(evaluation, try #require(try items.next()))
    let record = try scoring.record(from: &subject)
    #expect(record.reason == "its scorer asks more than 256 queries")
  }
}

/// The same with a live server.
@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct ScoringQueryTests {
  /// Asks the judge to repeat the answer: right where the judge says it in upper case.
  private static let echoed = Scorer(
    name: "echoed", revision: 1, noun: "an echo", summary: "", outputs: [Scorer.Output("echo", .higher, "")], asks: { _ in ["judge"] }
  ) { (answer, _, _) throws(SettingFault) in
    .needs([.ask(subject: "judge", prompt: "say \(answer.text)")]) {
      .judged(Judgement(.answer, scores: ["echo": Rational($0 == ["SAY \(answer.text)"] ? 1 : 0)]))
    }
  }

  private func fixture() throws -> EvaluationFixture {
    let url = "http://127.0.0.1:\(try TestServer.faults.get().port)/good/v1"
    var fixture = EvaluationFixture(url: url)
    fixture.scorer = EvaluateWork.Entry(name: "echoed", revision: 1, settings: Settings())
    fixture.scorers = [ScoringQueryTests.echoed]
    fixture.judges = [SubjectPlan(id: "judge", access: EndpointSubject(url: url, model: "judge").access)]
    fixture.concurrency = 3
    return fixture
  }

  @Test func `what a scorer needs is asked after the items, kept, and scored again from the records`() throws {
    var evaluation = try fixture()
    let outcome = try evaluation.execute()
    #expect(outcome.status == .ok, "\(outcome.reason ?? "")")
    #expect(outcome.value("echo") == .share(of: 6, total: 6))
    #expect(evaluation.kept.value.count == 6 + 6 + 6)
    #expect(evaluation.answers[.query(item: 2, number: 0)]?.request["model"] == "judge")
    #expect(try outcome.transcripts == evaluation.digest(of: evaluation.answers.keys.sorted()))
    #expect(outcome.series.map(\.count) == [6, 6, 6, 6])
    #expect(
      try evaluation.records()[2].transcript == evaluation.digest(of: [.item(2), .query(item: 2, number: 0)]),
      "a record vouches for what its scorer asked, too")
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    evaluation.network = []
    let again = try evaluation.execute()
    #expect(again.results == outcome.results && again.items == outcome.items && again.transcripts == outcome.transcripts)
  }

  @Test func `a run that was broken off asks only what its scorer still needs`() throws {
    var evaluation = try fixture()
    evaluation.cancelAfter.value = 15
    #expect(throws: RunFault.interrupted) { try evaluation.execute() }
    evaluation.recorded = evaluation.answers
    evaluation.cancelAfter.value = .max
    #expect(try evaluation.execute().value("echo") == .share(of: 6, total: 6))
    #expect(evaluation.kept.value.count == 18)
  }
}
