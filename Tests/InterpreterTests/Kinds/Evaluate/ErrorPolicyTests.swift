import Attest
import Record
import Score
import Testing
import TestSupport

@testable import Interpreter

@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct `Items without a usable answer` {
  /// Six items, of which the endpoint fails on some for good.
  private func fixture(failing positions: [Int], _ treat: ErrorPolicy.Treatment, upTo share: Rational) throws -> EvaluationFixture {
    var fixture = EvaluationFixture(url: "http://127.0.0.1:\(try TestServer.faults.get().port)/refusing-some/v1")
    for position in positions { fixture.questions[position] = #"{"q": "please fail \#(position)", "a": "x"}"# }
    fixture.errors = ErrorPolicy(treat: treat, upTo: share)
    return fixture
  }

  private static let quarter = Rational(1, over: 4) ?? Rational(0)

  @Test func `are left out where the plan says so, and the results say how many`() throws {
    let evaluation = try fixture(failing: [2], .excluded, upTo: `Items without a usable answer`.quarter)
    let outcome = try evaluation.execute()
    #expect(outcome.status == .ok)
    #expect(outcome.value("accuracy") == .share(of: 5, total: 5))
    #expect(outcome.value("items-error") == .count(1) && outcome.value("items-answer") == .count(5))
    #expect(try evaluation.records()[2].reason == "HTTP 400: never")
  }

  @Test func `count as wrong where the plan says so`() throws {
    let outcome = try fixture(failing: [2], .wrong, upTo: `Items without a usable answer`.quarter).execute()
    #expect(outcome.status == .ok)
    #expect(outcome.value("accuracy") == .share(of: 5, total: 6))
    #expect(outcome.value("items-error") == .count(1))
  }

  @Test func `fail the trial where one is enough, and everything that was answered stays`() throws {
    let evaluation = try fixture(failing: [2], .stop, upTo: Rational(0))
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed && outcome.results.isEmpty)
    #expect(outcome.reason == "1 of 6 items have no usable answer; first, item 2: HTTP 400: never")
    #expect(evaluation.answers.count == 12)
  }

  @Test(arguments: [ErrorPolicy.Treatment.excluded, .wrong])
  func `fail the trial where there are more than the policy lets pass`(treat: ErrorPolicy.Treatment) throws {
    let outcome = try fixture(failing: [2, 4], treat, upTo: `Items without a usable answer`.quarter).execute()
    #expect(outcome.status == .failed)
    #expect(
      outcome.reason == "2 of 6 items have no usable answer, more than the 25% that `errors` lets pass; first, item 2: HTTP 400: never")
  }

  @Test func `a re-execution comes to the same`() throws {
    var evaluation = try fixture(failing: [1], .excluded, upTo: `Items without a usable answer`.quarter)
    let outcome = try evaluation.execute()
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    #expect(try evaluation.execute().results == outcome.results)
  }

  @Test func `an item that was never asked passes under no policy`() throws {
    var evaluation = try fixture(failing: [], .excluded, upTo: Rational(1))
    _ = try evaluation.execute()
    var answers = evaluation.answers
    answers[.item(4)] = nil
    evaluation.recorded = answers
    evaluation.purpose = .reproduce
    #expect(try evaluation.execute().reason == "1 of 6 items have no usable answer; first, item 4: it was not asked")
  }

  @Test func `none at all leave nothing to score`() throws {
    var evaluation = try fixture(failing: Array(0..<6), .excluded, upTo: Rational(1))
    evaluation.adapt = { $0.isProbed = false }
    #expect(try evaluation.execute().reason == "6 of 6 items have no usable answer; first, item 0: HTTP 400: never")
  }

  @Test func `an endpoint that never answers usefully is not asked everything`() throws {
    var evaluation = try fixture(failing: [], .excluded, upTo: Rational(1))
    evaluation.adapt = { $0.isProbed = false }
    evaluation.questions = (0..<60).map { #"{"q": "fail \#($0)", "a": "x"}"# }
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed && evaluation.answers.count == 20)
    #expect(outcome.reason?.contains("gives no usable answer: HTTP 400: never; a key that it refuses can be left out") == true)
  }
}
