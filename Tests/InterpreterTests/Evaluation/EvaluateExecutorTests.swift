import Attest
import Record
import Testing
import TestSupport

@testable import Interpreter

@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct `Evaluating an endpoint` {
  private func fixture(_ behaviour: String) throws -> EvaluationFixture {
    EvaluationFixture(url: "http://127.0.0.1:\(try TestServer.faults.get().port)/\(behaviour)/v1")
  }

  @Test func `right answers are counted and every exchange is kept before the next`() throws {
    var evaluation = try fixture("good")
    evaluation.lines[2] = #"{"q": "word2", "a": "something else"}"#
    let outcome = try evaluation.execute()
    #expect(outcome.status == .ok)
    #expect(outcome.value("accuracy") == .share(of: 5, total: 6))
    let verdicts = Array("[true,true,false,true,true,true]".utf8)
    #expect(outcome.value("items") == .digest(SHA256.digest(of: verdicts)))
    #expect(evaluation.kept.value.map(\.item).sorted() == Array(-7..<6))
    #expect(
      outcome.transcripts
        == (-7..<6).compactMap { item in evaluation.answers[item].flatMap { try? SHA256.digest(of: $0.canonicalBytes()) } })
    #expect(outcome.series.map(\.name) == ["latency", "retries"])
    #expect(outcome.series.map(\.count) == [6, 6])
    #expect(outcome.series[0].nanoseconds?.allSatisfy { $0.value > 10_000 } == true)
    #expect(outcome.results.allSatisfy { $0.class == .replayed })
  }

  @Test func `a request is what the plan says, with a seed for each item`() throws {
    var evaluation = try fixture("good")
    evaluation.prompt = "Say {input}! {input} {inputs}"
    evaluation.system = "Be brief."
    evaluation.lines = [#"{"q": "{input}", "a": "x"}"#, #"{"q": "b", "a": "x"}"#]
    _ = try evaluation.execute()
    let request = try #require(evaluation.answers[0]?.request)
    #expect(
      request["messages"] == [["role": "system", "content": "Be brief."], ["role": "user", "content": "Say {input}! {input} {inputs}"]])
    #expect(request["max_tokens"] == 16 && request["temperature"] == 0 && request["stream"] == false && request["model"] == "any")
    #expect(request["seed"] != evaluation.answers[1]?.request["seed"])
    #expect(evaluation.answers[1]?.request["messages"]?.elements?.last?["content"] == "Say b! b {inputs}")
  }

  @Test func `requests at once give the same results in the same order`() throws {
    var one = try fixture("good")
    one.lines = (0..<24).map { #"{"q": "word\#($0)", "a": "WORD\#($0 % 2 == 0 ? $0 : -1)"}"# }
    var many = one
    many.concurrency = 8
    let (first, second) = (try one.execute(), try many.execute())
    #expect(first.results == second.results)
    #expect(first.value("accuracy") == .share(of: 12, total: 24))
  }

  @Test func `a re-execution scores the transcripts and touches no network`() throws {
    var evaluation = try fixture("good")
    let outcome = try evaluation.execute()
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    evaluation.network = []
    evaluation.url = "http://203.0.113.1:1/v1"
    #expect(try evaluation.execute().results == outcome.results)
    #expect(try evaluation.execute().transcripts == outcome.transcripts)
    let fixture = evaluation
    let again = try rescore(plan: fixture.plan, node: fixture.node, trial: 0, dataset: fixture.dataset, transcripts: fixture.kept.value) {
      EvaluationFixture.key($0)
    }
    #expect(again.results == outcome.results)
  }

  @Test func `an interrupted run asks only what is missing`() throws {
    var evaluation = try fixture("good")
    evaluation.cancelAfter.value = 10
    #expect(throws: RunFault.self) { try evaluation.execute() }
    #expect(evaluation.kept.value.count == 10)
    evaluation.recorded = evaluation.answers
    evaluation.cancelAfter.value = .max
    let whole = try fixture("good").execute()
    let resumed = try evaluation.execute()
    #expect(resumed.results == whole.results)
    #expect(evaluation.kept.value.count == 13)
  }

  @Test func `without the permission nothing is asked and the flag is named`() throws {
    var evaluation = try fixture("good")
    for network in [[], ["localhost"], ["127.0.0.1:1"], ["127.0.0.11"]] {
      evaluation.network = network
      let fault = #expect(throws: RunFault.self) { try evaluation.execute() }
      #expect(fault?.status == .refused)
      #expect(fault?.message == "needs the permission `--allow network=127.0.0.1:\(try TestServer.faults.get().port)`")
      #expect(evaluation.kept.value.isEmpty)
    }
    evaluation.network = ["127.0.0.1:\(try TestServer.faults.get().port)"]
    #expect(try evaluation.execute().status == .ok)
  }

  @Test func `a busy endpoint is asked again and the tries are on record`() throws {
    var evaluation = try fixture("flaky")
    evaluation.items = 3
    let outcome = try evaluation.execute()
    #expect(outcome.status == .ok)
    #expect(outcome.value("accuracy") == .share(of: 3, total: 3))
    #expect(outcome.series.last?.numbers?.reduce(0, +) ?? 0 >= 3)
    #expect(try fixture("limited").execute().status == .ok)
  }

  @Test func `an item without an answer fails the trial and is never a zero`() throws {
    var evaluation = try fixture("sometimes")
    evaluation.lines[3] = #"{"q": "please fail", "a": "x"}"#
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed)
    #expect(outcome.results.isEmpty)
    #expect(outcome.reason == "1 of 6 items have no usable answer; first, item 3: HTTP 500")
    #expect(outcome.transcripts.count == 13)
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    #expect(try evaluation.execute().reason == outcome.reason)
  }

  @Test(arguments: [
    ("cut", "the connection failed: "), ("hangup", "the connection failed: "), ("huge", "the answer is larger than 1048576 bytes"),
    ("deep", "the answer is not JSON: nested deeper than 64 (byte 64)"), ("html", "the answer is not JSON: not a JSON value"),
    ("binary", "the answer is not UTF-8"), ("empty", "the answer has no `choices`"), ("short", "the answer is not JSON: "),
    ("null", "the answer has no text in `choices[0].message.content`: refused with \"I would rather not\""),
    ("twice", "the answer is not JSON: "), ("redirect", "HTTP 307: redirects are not followed"), ("status", "HTTP 418; see its log"),
    ("nothing-of-the-kind", "HTTP 404; check the path of the endpoint's `url` and its `model`"),
    ("key", "HTTP 401; check the endpoint's `credential`"),
  ])
  func `an endpoint that does not do its work is told apart`(behaviour: String, reason: String) throws {
    let evaluation = try fixture(behaviour)
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed)
    #expect(outcome.results.isEmpty)
    #expect(outcome.reason?.contains("gives no usable answer: \(reason)") == true, "\(outcome.reason ?? "none")")
    #expect(evaluation.kept.value.map(\.item) == [-1])
    #expect(evaluation.kept.value[0].response.utf8.count <= 50_000)
  }

  @Test func `a dead endpoint is found dead before the first item`() throws {
    let outcome = try EvaluationFixture(url: "http://127.0.0.1:9/v1").execute()
    #expect(outcome.status == .failed)
    #expect(outcome.reason?.contains("is the server running?") == true)
  }

  @Test func `a time limit cuts and keeps what came`() throws {
    var evaluation = try fixture("slow")
    evaluation.timeLimit = 1_200_000_000
    let outcome = try evaluation.execute()
    #expect(outcome.status == .cut)
    #expect(outcome.reason == "the time limit of 1.2 s was reached")
    #expect(outcome.transcripts.count > 7 && outcome.transcripts.count < 13)
  }

  @Test func `a request that hangs is given up`() throws {
    var executor = try fixture("stuck").executor()
    executor.limits.timeoutMilliseconds = 150
    executor.policy.attempts = 2
    #expect(try executor.execute().reason?.contains("no answer within") == true)
  }

  @Test(arguments: [
    ("seeded", Rational(0), "repeatable", "honoured"), ("good", Rational(0), "repeatable", "without effect"),
    ("random", Rational(0), "statistical", "ignored"),
  ])
  func `what an endpoint does with a seed is found out`(behaviour: String, temperature: Rational, determinism: String, seed: String) throws
  {
    var evaluation = try fixture(behaviour)
    evaluation.temperature = temperature
    let outcome = try evaluation.execute()
    #expect(outcome.value("endpoint-determinism") == .text(determinism))
    #expect(outcome.value("endpoint-seed") == .text(seed))
    #expect(outcome.value("endpoint-usage") == .flag(true))
    #expect(outcome.value("endpoint-fingerprint") == (behaviour == "good" ? .text("fault-server-1") : nil))
  }

  @Test func `a credential goes to its own host and into no record`() throws {
    var evaluation = try fixture("key")
    evaluation.credential = "test-key"
    #expect(try evaluation.execute().status == .ok)
    for transcript in evaluation.kept.value {
      #expect(try !String(decoding: transcript.canonicalBytes(), as: UTF8.self).contains("let-me-in"))
    }
    evaluation.credential = "another"
    let outcome = try evaluation.execute()
    #expect(outcome.status == .refused)
    #expect(outcome.reason?.contains("binds no secret `another` to 127.0.0.1:") == true)
    evaluation.credential = "test-key"
    evaluation.url = "http://198.51.100.7/v1"
    evaluation.network = ["198.51.100.7"]
    #expect(try evaluation.execute().reason?.contains("is not sent over plain http") == true)
  }

  @Test func `a transcript of another question does not count`() throws {
    var evaluation = try fixture("good")
    _ = try evaluation.execute()
    var answers = evaluation.answers
    let first = answers[0]?.request ?? .null
    answers[1]?.request = first
    evaluation.recorded = answers
    evaluation.purpose = .reproduce
    let outcome = try evaluation.execute()
    #expect(outcome.reason == "1 of 6 items have no usable answer; first, item 1: the transcript is of another request")
    answers[1] = nil
    evaluation.recorded = answers
    #expect(try evaluation.execute().reason == "1 of 6 items have no usable answer; first, item 1: it was not asked")
  }
}

struct `A real model` {
  @Test(.enabled(if: TestServer.problem(TestServer.model) == nil, "the wheels of the model server cannot be had"), .timeLimit(.minutes(2)))
  func `is evaluated, and its transcripts score the same again`() throws {
    var evaluation = EvaluationFixture(url: "http://127.0.0.1:\(try TestServer.model.get().port)/v1")
    evaluation.lines = [
      #"{"q": "What is the capital of Italy? Answer with one word.", "a": ["Rome", "Rome."]}"#,
      #"{"q": "Which colour does the sky have on a clear day? Answer with one word.", "a": ["blue", "blue."]}"#,
      #"{"q": "Spell the number 31415926535 backwards.", "a": "62535626514131"}"#,
    ]
    evaluation.normalize = true
    evaluation.maxTokens = 8
    evaluation.concurrency = 2
    let outcome = try evaluation.execute()
    #expect(outcome.status == .ok, "\(outcome.reason ?? "")")
    guard case .share(let correct, let total) = outcome.value("accuracy") else {
      Issue.record("no accuracy")
      return
    }
    #expect(total == 3 && correct <= 2)
    #expect(outcome.value("endpoint-seed") == .text("honoured"))
    #expect(outcome.value("endpoint-usage") == .flag(true))
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    evaluation.network = []
    #expect(try evaluation.execute().results == outcome.results)
  }
}
