import Attest
import Record
import Score
import Testing
import TestSupport

@testable import Interpreter

@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct `An endpoint with ways of its own` {
  private func fixture(_ behaviour: String, _ adapt: @escaping (inout EndpointSubject) -> Void = { _ in }) throws -> EvaluationFixture {
    var fixture = EvaluationFixture(url: "http://127.0.0.1:\(try TestServer.faults.get().port)/\(behaviour)/v1")
    fixture.adapt = adapt
    return fixture
  }

  @Test func `is asked without the keys that it refuses and with its own names for others`() throws {
    let refused = try fixture("particular").execute()
    #expect(refused.reason?.contains("HTTP 400: Unsupported parameter: 'seed'") == true, "\(refused.reason ?? "")")
    let evaluation = try fixture("particular") { endpoint in
      (endpoint.omitted, endpoint.renamed) = (["seed"], ["max_tokens": "max_completion_tokens"])
    }
    #expect(try evaluation.execute().value("accuracy") == .share(of: 6, total: 6))
    let request = try #require(evaluation.answers[.item(0)]?.request)
    #expect(request["max_completion_tokens"] == 16 && request["max_tokens"] == nil && request["seed"] == nil)
  }

  @Test(arguments: ["old", "closing", "uncounted", "overloaded", "dated"])
  func `is understood`(behaviour: String) throws {
    let outcome = try fixture(behaviour).execute()
    #expect(outcome.value("accuracy") == .share(of: 6, total: 6), "\(outcome.reason ?? "")")
    #expect((outcome.value("completion-tokens") == nil) == (behaviour == "uncounted"))
  }

  @Test func `that asks to wait for years is quoted`() throws {
    #expect(try fixture("late").execute().reason?.contains("the server asks to wait 2") == true)
  }

  @Test func `goes on with a text where it has no chat`() throws {
    let evaluation = try fixture("texts") { $0.api = .completions }
    #expect(try evaluation.execute().value("accuracy") == .share(of: 6, total: 6))
    #expect(evaluation.answers[.item(3)]?.request["prompt"] == "word3")
  }

  @Test(arguments: [EndpointAPI.chat, .completions])
  func `tells log-probabilities where they are asked for`(api: EndpointAPI) throws {
    var evaluation = try fixture("texts") { $0.api = api }
    evaluation.delivery = Delivery(logprobs: 2)
    _ = try evaluation.execute()
    let request = try #require(evaluation.answers.values.first { $0.exchange == .item(0) || $0.exchange == .probe(0) }?.request)
    if api == .completions {
      let transcript = try #require(evaluation.answers[.item(0)])
      #expect(transcript.request["logprobs"] == 2)
      #expect(try Reading(reply: transcript.response, of: api).answer.tokens.map(\.text) == ["WORD0"])
    } else {
      #expect(request["messages"] != nil)
    }
  }

  /// Two choices, of which the fault server's echo holds the shorter more likely.
  private func choosing(_ behaviour: String) throws -> EvaluationFixture {
    var evaluation = try fixture(behaviour) { $0.api = .completions }
    evaluation.questions = [
      #"{"q": "one", "a": "a", "options": ["a", "abcdefghi"]}"#, #"{"q": "two", "a": "abcdefghi", "options": ["a", "abcdefghi"]}"#,
    ]
    evaluation.format = InputPlan.Format("jsonl", EvaluationFixture.settings(["input": "q", "answer": "a", "choices": "options"]))
    let settings = Settings(values: JSON.Object([.init("before", " ")]))
    evaluation.scorer = EvaluateWork.Entry(name: "choice-likelihood", revision: 1, settings: settings)
    return evaluation
  }

  @Test func `chooses by the likelihood of texts where its echo is true`() throws {
    var evaluation = try choosing("texts")
    let outcome = try evaluation.execute()
    #expect(outcome.value("accuracy") == .share(of: 1, total: 2), "\(outcome.reason ?? "")")
    #expect(evaluation.answers[.query(item: 0, number: 1)]?.request["prompt"] == "one abcdefghi")
    #expect(evaluation.answers[.query(item: 0, number: 1)]?.request["echo"] == true)
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    #expect(try evaluation.execute().results == outcome.results)
  }

  @Test func `is not believed where its echo is another`() throws {
    let evaluation = try choosing("liar")
    let outcome = try evaluation.execute()
    #expect(outcome.status == .failed)
    #expect(outcome.reason?.contains("are not those with which it made the same text") == true, "\(outcome.reason ?? "")")
    #expect(evaluation.answers.keys.allSatisfy { $0.item == nil })
  }

  /// Shards of a published file, of which the fault server has seen the order or not.
  private func ordered(_ behaviour: String) throws -> EvaluationFixture {
    var evaluation = try fixture(behaviour) { $0.api = .completions }
    evaluation.questions = (0..<6).map { shard in
      let lines = (0..<8).map { "\"line \(10 * shard + $0)\"" }.joined(separator: ", ")
      return "{\"q\": \"set.jsonl\", \"a\": \"x\", \"shard\": [\(lines)]}"
    }
    evaluation.format = InputPlan.Format("jsonl", EvaluationFixture.settings(["input": "q", "answer": "a"]))
    let settings = Settings(
      values: JSON.Object([.init("field", "shard"), .init("seed", 1), .init("separator", "\n"), .init("shuffles", 12)]))
    evaluation.scorer = EvaluateWork.Entry(name: "order-test", revision: 1, settings: settings)
    return evaluation
  }

  @Test func `that has seen a set holds its published order likelier`() throws {
    var evaluation = try ordered("seen")
    let outcome = try evaluation.execute()
    guard case .number(let p)? = outcome.value("order-p"), case .number(let gain)? = outcome.value("order-gain") else {
      Issue.record("\(outcome.reason ?? "no reason")")
      return
    }
    #expect(p < 0.001 && gain > 0)
    #expect(evaluation.answers[.query(item: 1, number: 0)]?.request["prompt"]?.text?.contains("line 10\nline 11\nline 12") == true)
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    #expect(try evaluation.execute().results == outcome.results)
  }

  @Test func `that has not seen a set holds all orders alike, and one with an untrue echo is not believed`() throws {
    let outcome = try ordered("texts").execute()
    guard case .number(let p)? = outcome.value("order-p") else {
      Issue.record("\(outcome.reason ?? "no reason")")
      return
    }
    #expect(p > 0.05)
    let untrue = try ordered("liar").execute()
    #expect(untrue.status == .failed && untrue.reason?.contains("are not those with which it made the same text") == true)
  }

  @Test func `that is not probed is asked its items alone`() throws {
    let evaluation = try fixture("good") { $0.isProbed = false }
    let outcome = try evaluation.execute()
    #expect(evaluation.answers.keys.sorted() == (0..<6).map { Exchange.item($0) })
    #expect(outcome.value("endpoint-seed") == nil && outcome.value("accuracy") == .share(of: 6, total: 6))
  }

  @Test func `streams its answers, and the times of their pieces are measured`() throws {
    var evaluation = try fixture("stream")
    evaluation.delivery = Delivery(stream: true)
    evaluation.concurrency = 3
    let outcome = try evaluation.execute()
    #expect(outcome.value("accuracy") == .share(of: 6, total: 6), "\(outcome.reason ?? "")")
    let series = Dictionary(uniqueKeysWithValues: outcome.series.map { ($0.name, $0) })
    #expect(series["first-token"]?.count == 6 && series["token-gap"]?.count == 24 && series["token-rate"]?.count == 6)
    #expect(series["token-gap"]?.nanoseconds?.contains { $0.value > 500_000 } == true)
    #expect(outcome.value("completion-tokens") == .count(30))
    let response = try #require(evaluation.answers[.item(0)]?.response)
    #expect(response.hasPrefix("data: {") && response.hasSuffix("data: [DONE]\n\n"))
    evaluation.recorded = evaluation.answers
    evaluation.purpose = .reproduce
    #expect(try evaluation.execute().results == outcome.results)
  }

  @Test func `whose stream is torn has given no answer`() throws {
    var evaluation = try fixture("torn-stream")
    evaluation.delivery = Delivery(stream: true)
    evaluation.questions[2] = #"{"q": "please fail", "a": "x"}"#
    #expect(try evaluation.execute().reason?.contains("item 2: the stream ended before its answer did") == true)
  }

  @Test func `that spells out a secret in a stream is not recorded`() throws {
    var evaluation = try fixture("telling")
    evaluation.delivery = Delivery(stream: true)
    evaluation.credential = "test-key"
    #expect(try evaluation.execute().reason?.contains("repeats the credential in pieces") == true)
    #expect(evaluation.kept.value.allSatisfy { !$0.response.contains("\"content\":\"l\"") })
  }

  @Test func `is asked no more than a budget lets it`() throws {
    var evaluation = try fixture("good")
    evaluation.spending = Spending(budget: Budget("8 requests"))
    let outcome = try evaluation.execute()
    #expect(outcome.status == .cut)
    #expect(outcome.reason?.hasPrefix("the budget of 8 requests leaves no room for a further request") == true)
    #expect(evaluation.answers.count == 8)
    evaluation.recorded = evaluation.answers
    evaluation.spending = Spending()
    #expect(try evaluation.execute().status == .ok)
  }
}

@Suite struct RequestRateTests {
  private static let second: UInt64 = 1_000_000_000

  @Test func `requests are spaced over the minute`() {
    var rate = RequestRate(requestsPerMinute: 30)
    #expect((0..<3).map { _ in rate.slot(tokens: 0, now: 5) } == [5, 5 + 2 * RequestRateTests.second, 5 + 4 * RequestRateTests.second])
    #expect(rate.slot(tokens: 0, now: 60 * RequestRateTests.second) == 60 * RequestRateTests.second)
  }

  @Test func `tokens that a reply did not take are given back`() {
    var rate = RequestRate(tokensPerMinute: 600)
    #expect(rate.slot(tokens: 100, now: 0) == 0)
    rate.settle(estimated: 100, used: 50)
    #expect(rate.slot(tokens: 10, now: 0) == 5 * RequestRateTests.second)
    rate.settle(estimated: 10, used: 20)
    #expect(rate.slot(tokens: 1, now: 0) == 7 * RequestRateTests.second)
  }

  @Test func `without a limit nothing waits, and no number overflows`() {
    var free = RequestRate()
    #expect(!free.isLimited && free.slot(tokens: .max, now: 7) == 7)
    var tight = RequestRate(requestsPerMinute: 1, tokensPerMinute: 1)
    _ = tight.slot(tokens: .max, now: 0)
    #expect(tight.slot(tokens: .max, now: 0) > 0)
  }
}

@Suite struct PricesTests {
  private static let text = """
    # what I pay
    gpt-x:
      host: api.example.com
      prompt: 0.15 USD   # a million tokens
      completion: 0.6 USD
    "qwen2.5:7b":
      host: 127.0.0.1:8080
      prompt: 1 CNY
    """

  @Test func `a model at its host has the price of its block`() throws {
    let prices = try Prices.parse(PricesTests.text, path: "prices.yaml")
    let price = prices.price(of: EndpointSubject(url: "https://api.example.com/v1", model: "gpt-x"))
    #expect(price == TokenPrice(prompt: 0.15, completion: 0.6, currency: "USD"))
    #expect(price?.cost(prompt: 2_000_000, completion: 1_000_000) == 0.9)
    #expect(prices.price(of: EndpointSubject(url: "https://other.example.com/v1", model: "gpt-x")) == nil)
    #expect(prices.price(of: EndpointSubject(url: "http://127.0.0.1:8080/v1", model: "qwen2.5:7b"))?.currency == "CNY")
  }

  @Test(arguments: [
    "gpt:\n  host: a\n", "  host: a\n", "m: 3\n", "m:\n  prompt: 3\n", "m:\n  cost: 3 USD\n",
    "m:\n  host: a\n  prompt: 1 USD\n  completion: 1 CNY\n",
  ])
  func `a file that is none is refused with its line`(text: String) {
    let fault = #expect(throws: RunFault.self) { try Prices.parse(text, path: "prices.yaml") }
    #expect(fault?.code == .badPrices && fault?.message.hasPrefix("prices.yaml:") == true)
  }

  @Test(arguments: ["2 USD", "0.5 CNY", "100000 tokens", "500 requests", "0 requests"])
  func `a budget counts money, tokens or requests`(text: String) { #expect(Budget(text)?.description == text) }

  @Test(arguments: ["", "2", "USD", "-1 USD", "2 usd", "1e3 USD", "nan USD", "3 apples", "1.5 tokens"])
  func `anything else is no budget`(text: String) { #expect(Budget(text) == nil) }
}
