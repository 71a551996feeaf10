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
    evaluation.questions[2] = #"{"q": "word2", "a": "something else"}"#
    let outcome = try evaluation.execute()
    #expect(outcome.status == .ok)
    #expect(outcome.value("accuracy") == .share(of: 5, total: 6))
    let exchanges = (0..<6).map { Exchange.probe($0) } + (0..<6).map { Exchange.item($0) }
    #expect(evaluation.kept.value.map(\.exchange).sorted() == exchanges)
    #expect(try outcome.transcripts == evaluation.digest(of: exchanges))
    #expect(outcome.value("items") == .digest(SHA256.digest(of: evaluation.lines.value)))
    #expect(outcome.items == SHA256.digest(of: evaluation.lines.value))
    let records = try evaluation.records()
    #expect(records.map(\.position) == Array(0..<6))
    #expect(records.map(\.scores) == [1, 1, 0, 1, 1, 1].map { ["accuracy": Rational($0)] })
    #expect(try records.map(\.transcript) == (0..<6).map { position in try evaluation.digest(of: [.item(position)]) })
    #expect(records[2].extracted == ItemRecord.Extracted(whole: "WORD2"))
    #expect(ItemOutcome.allCases.map { outcome.value($0.resultName) } == [.count(6)] + Array(repeating: .count(0), count: 6))
    #expect(outcome.series.map(\.name) == ["latency", "retries", "resends", "token-rate"])
    #expect(outcome.series.map(\.count) == [6, 6, 6, 6])
    #expect(outcome.series[0].nanoseconds?.allSatisfy { $0.value > 10_000 } == true)
    #expect(outcome.results.allSatisfy { $0.class == .replayed })
  }

  @Test func `a request is what the plan says, with a seed for each item`() throws {
    var evaluation = try fixture("good")
    evaluation.prompt = "Say {input}! {input} {{inputs}}"
    evaluation.system = "Be brief."
    evaluation.questions = [#"{"q": "{input}", "a": "x"}"#, #"{"q": "b", "a": "x"}"#]
    _ = try evaluation.execute()
    let request = try #require(evaluation.answers[.item(0)]?.request)
    #expect(
      request["messages"] == [["role": "system", "content": "Be brief."], ["role": "user", "content": "Say {input}! {input} {inputs}"]])
    #expect(request["max_tokens"] == 16 && request["temperature"] == 0 && request["stream"] == false && request["model"] == "any")
    #expect(request["seed"] != evaluation.answers[.item(1)]?.request["seed"])
    #expect(evaluation.answers[.item(1)]?.request["messages"]?.elements?.last?["content"] == "Say b! b {inputs}")
  }

  @Test func `requests at once give the same results in the same order`() throws {
    var one = try fixture("good")
    one.questions = (0..<24).map { #"{"q": "word\#($0)", "a": "WORD\#($0 % 2 == 0 ? $0 : -1)"}"# }
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
    #expect(try evaluation.execute().items == outcome.items)
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
    #expect(evaluation.kept.value.count == 12)
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
    #expect(outcome.series[1].numbers?.reduce(0, +) ?? 0 >= 3)
    #expect(try fixture("limited").execute().status == .ok)
  }

  @Test func `an item without an answer fails the trial and is never a zero`() throws {
    var evaluation = try fixture("sometimes")
    evaluation.questions[3] = #"{"q": "please fail", "a": "x"}"#
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed)
    #expect(outcome.results.isEmpty)
    #expect(outcome.reason == "1 of 6 items have no usable answer; first, item 3: HTTP 500: no")
    #expect(try outcome.transcripts == evaluation.digest(of: evaluation.answers.keys.sorted()) && outcome.items == nil)
    #expect(evaluation.answers.count == 12)
    #expect(try evaluation.records().map(\.outcome) == [.answer, .answer, .answer, .error, .answer, .answer])
    #expect(try evaluation.records()[3].reason == "HTTP 500: no")
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    #expect(try evaluation.execute().reason == outcome.reason)
  }

  @Test(arguments: [
    ("cut", "the connection failed: "), ("hangup", "the connection failed: "), ("huge", "the answer is larger than 1048576 bytes"),
    ("deep", "the answer is not JSON: nested deeper than 64 (byte 64)"), ("html", "the answer is not JSON: not a JSON value"),
    ("binary", "the answer is not UTF-8"), ("empty", "the answer has no `choices`"), ("short", "the answer is not JSON: "),
    ("null", "the answer has no text in `choices[0].message.content`"), ("in-band", "the answer carries an error: out of memory"),
    ("broken-off", "the answer carries an error: its `finish_reason` is `error`"),
    ("twice", "the answer is not JSON: "), ("redirect", "HTTP 307: redirects are not followed"),
    ("status", "HTTP 418: teapot; see its log"),
    ("nothing-of-the-kind", "HTTP 404: no such behaviour; check the path of the endpoint's `url`, its `api` and its `model`"),
    ("key", "HTTP 401: who are you; check the endpoint's `credential`"),
  ])
  func `an endpoint that does not do its work is told apart`(behaviour: String, reason: String) throws {
    let evaluation = try fixture(behaviour)
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed)
    #expect(outcome.results.isEmpty)
    #expect(outcome.reason?.contains("gives no usable answer: \(reason)") == true, "\(outcome.reason ?? "none")")
    #expect(evaluation.kept.value.map(\.exchange) == [.probe(0)])
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
    #expect(outcome.transcripts != nil && evaluation.answers.count > 6 && evaluation.answers.count < 12)
  }

  @Test func `a request that hangs is given up`() throws {
    var executor = try fixture("stuck").executor()
    executor.surroundings.limits.timeoutMilliseconds = 150
    executor.surroundings.policy.attempts = 2
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
    let unbound = #expect(throws: RunFault.self) { try evaluation.execute() }
    #expect(unbound?.status == .refused)
    #expect(unbound?.message.contains("binds no secret `another` to 127.0.0.1:") == true)
    evaluation.credential = "test-key"
    evaluation.url = "http://198.51.100.7/v1"
    evaluation.network = ["198.51.100.7"]
    let plain = #expect(throws: RunFault.self) { try evaluation.execute() }
    #expect(plain?.status == .refused)
    #expect(plain?.message.contains("is not sent over plain http") == true)
  }

  @Test func `a transcript of another question does not count`() throws {
    var evaluation = try fixture("good")
    _ = try evaluation.execute()
    var answers = evaluation.answers
    let first = answers[.item(0)]?.request ?? .null
    answers[.item(1)]?.request = first
    evaluation.recorded = answers
    evaluation.purpose = .reproduce
    let outcome = try evaluation.execute()
    #expect(outcome.reason == "1 of 6 items have no usable answer; first, item 1: the transcript is of another request")
    answers[.item(1)] = nil
    evaluation.recorded = answers
    #expect(try evaluation.execute().reason == "1 of 6 items have no usable answer; first, item 1: it was not asked")
  }

  @Test func `an answer that was cut, withheld or refused is told apart, and only the refusal is scored`() throws {
    var evaluation = try fixture("endings")
    evaluation.questions[1] = #"{"q": "long", "a": "LONG"}"#
    evaluation.questions[4] = #"{"q": "secret", "a": "SECRET"}"#
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed)
    #expect(
      outcome.reason == "2 of 6 items have no usable answer; first, item 1: \(ItemScoring.cutReason)")
    #expect(try evaluation.records().map(\.outcome) == [.answer, .cut, .answer, .answer, .withheld, .answer])
    #expect(try evaluation.records()[4].scores.isEmpty)
    #expect(evaluation.answers[.item(1)]?.fault == nil, "it is what the subject said, and is not asked again")
    var refusing = try fixture("refusing")
    refusing.questions[2] = #"{"q": "please fail", "a": "x"}"#
    let scored = try refusing.execute()
    #expect(scored.status == .ok && scored.value("accuracy") == .share(of: 5, total: 6))
    #expect(scored.value("items-refused") == .count(1) && scored.value("items-answer") == .count(5))
  }

  @Test func `the choice with the index 0 counts, wherever it stands`() throws {
    #expect(try fixture("choices").execute().value("accuracy") == .share(of: 6, total: 6))
  }

  @Test func `a subject that changes while it is asked says so in the results`() throws {
    let outcome = try fixture("moody").execute()
    #expect(outcome.value("endpoint-model") == .text("model-0, model-1"))
    #expect(outcome.value("endpoint-models") == .count(2))
    #expect(outcome.value("endpoint-fingerprint") == .text("print-0, print-1, print-2"))
    #expect(outcome.value("endpoint-fingerprints") == .count(3))
  }

  @Test func `a request that goes out again over a new connection is counted`() throws {
    var evaluation = try fixture("stale")
    evaluation.questions[3] = #"{"q": "please fail", "a": "PLEASE FAIL"}"#
    let outcome = try evaluation.execute()
    #expect(outcome.status == .ok)
    #expect([1, 2].allSatisfy { outcome.series[$0].numbers == [0, 0, 0, 1, 0, 0] })
  }

  @Test func `a server that asks for too long a wait is not waited for, and is quoted`() throws {
    let outcome = try fixture("patient").execute()
    #expect(outcome.status == .failed)
    #expect(
      outcome.reason?.contains("the server asks to wait 10000000000000000 s, and at most 2 s are waited") == true, "\(outcome.reason ?? "")"
    )
  }
}

struct `A real model` {
  @Test(.enabled(if: TestServer.problem(TestServer.model) == nil, "the wheels of the model server cannot be had"), .timeLimit(.minutes(2)))
  func `is evaluated, and its transcripts score the same again`() throws {
    var evaluation = EvaluationFixture(url: "http://127.0.0.1:\(try TestServer.model.get().port)/v1")
    evaluation.questions = [
      #"{"q": "What is the capital of Italy? Answer with one word.", "a": ["Rome", "Rome."]}"#,
      #"{"q": "Which colour does the sky have on a clear day? Answer with one word.", "a": ["blue", "blue."]}"#,
      #"{"q": "Spell the number 31415926535 backwards.", "a": "62535626514131"}"#,
    ]
    evaluation.normalize = true
    evaluation.maxTokens = 96
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
