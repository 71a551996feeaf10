import Record
import Testing

@testable import Interpreter

/// A transport without a network: it answers each post by a script, after a time of the clock.
private struct ScriptedTransport: HTTPTransport {
  final class Script {
    /// The answers to come, with how long each takes.
    var answers: [(HTTPAnswer, UInt64)]
    /// When each request was posted.
    var posted: [UInt64] = []
    init(_ answers: [(HTTPAnswer, UInt64)]) { self.answers = answers }
  }

  let clock: ManualClock
  let script: Script
  var limits = HTTPLimits()
  private var running: [(answer: HTTPAnswer, at: UInt64)] = []

  init(_ clock: ManualClock, _ script: Script) { (self.clock, self.script) = (clock, script) }

  var count: Int { running.count }

  mutating func post(_ body: [UInt8], tag: Int) -> Bool {
    script.posted.append(clock.now)
    guard !script.answers.isEmpty else { return false }
    let (answer, time) = script.answers.removeFirst()
    let tagged = HTTPAnswer(
      tag: tag, ending: answer.ending, status: answer.status, body: answer.body, resent: answer.resent, retryAfter: answer.retryAfter,
      message: answer.message)
    running.append((tagged, clock.now + time))
    return true
  }

  mutating func next(milliseconds: Int) -> HTTPAnswer? {
    let end = clock.now + UInt64(milliseconds) * 1_000_000
    guard let first = running.indices.min(by: { running[$0].at < running[$1].at }), running[first].at <= max(end, clock.now) else {
      // Nothing comes that soon; a wait of less than a millisecond still takes time.
      clock.advance(to: max(end, clock.now + 1000))
      return nil
    }
    let (answer, at) = running.remove(at: first)
    clock.advance(to: at)
    return answer
  }
}

@Suite struct ConversationTests {
  private static let second: UInt64 = 1_000_000_000

  private static func answer(
    _ status: Int = 200, _ text: String = "yes", ending: HTTPAnswer.Ending = .answered, retryAfter: Int = 0, resent: Int = 0
  ) -> HTTPAnswer {
    let body = #"{"choices":[{"index":0,"message":{"content":"\#(text)"},"finish_reason":"stop"}]}"#
    return HTTPAnswer(
      tag: 0, ending: ending, status: status, body: Array(body.utf8), resent: resent, retryAfter: retryAfter, message: "gone")
  }

  /// What one query comes to, when, and when its tries went out.
  private func ask(
    _ answers: [HTTPAnswer], policy: RetryPolicy = RetryPolicy(), each time: UInt64 = 1_000_000
  ) throws -> (reply: Reply, response: Reply.Response, end: UInt64, posted: [UInt64]) {
    let clock = ManualClock(at: 0)
    let script = ScriptedTransport.Script(answers.map { ($0, time) })
    var subject = Conversation(
      EndpointSubject(url: "http://a/v1", model: "m"), over: ScriptedTransport(clock, script), policy, clock.bench)
    let reply = try subject.reply(to: Query(.item(0), .request([:])))
    guard case .response(let response) = reply.content else { throw RunFault(.unexpected, "") }
    return (reply, response, clock.now, script.posted)
  }

  @Test func `a busy server is asked again, later each time, and the waits are part of the time`() throws {
    let (reply, response, end, posted) = try ask([
      ConversationTests.answer(503), ConversationTests.answer(503), ConversationTests.answer(),
    ])
    #expect(response.fault == nil && reply.retries == 2)
    let millisecond: UInt64 = 1_000_000
    #expect(posted == [0, 251 * millisecond, 752 * millisecond])
    #expect(end == 753 * millisecond)
  }

  @Test func `what a server asks for is waited for`() throws {
    let (reply, _, _, posted) = try ask([ConversationTests.answer(429, retryAfter: 7), ConversationTests.answer()])
    #expect(reply.retries == 1)
    #expect(posted[1] == 7 * ConversationTests.second + 1_000_000)
  }

  @Test(arguments: [61, 86_400, 10_000_000_000_000_000, Int.max])
  func `more than a minute is not waited for, and the fault quotes the server`(seconds: Int) throws {
    let (reply, response, end, posted) = try ask([ConversationTests.answer(429, retryAfter: seconds)])
    #expect(response.fault == "HTTP 429: the server asks to wait \(seconds) s, and at most 60 s are waited")
    #expect(reply.retries == 0 && posted.count == 1 && end < ConversationTests.second)
    #expect(!reply.isUnreachable)
  }

  @Test func `a minute is waited for`() throws {
    let (_, response, end, _) = try ask([ConversationTests.answer(503, retryAfter: 60), ConversationTests.answer()])
    #expect(response.fault == nil && end > 60 * ConversationTests.second)
  }

  @Test func `what the transport sent again by itself is counted too, and apart`() throws {
    let (reply, _, _, _) = try ask([ConversationTests.answer(500, resent: 1), ConversationTests.answer(resent: 2)])
    #expect(reply.retries == 4 && reply.resends == 3)
  }

  @Test func `tries come to an end, and the last answer stays`() throws {
    let (reply, response, _, posted) = try ask((500..<510).map { ConversationTests.answer($0) })
    #expect(posted.count == 5 && reply.retries == 4)
    #expect(response.fault == "HTTP 504")
  }

  @Test func `a connection that fails every time means that nobody is there`() throws {
    let (reply, response, _, _) = try ask((0..<5).map { _ in ConversationTests.answer(0, ending: .broken) })
    #expect(reply.isUnreachable && response.fault == "the connection failed: gone")
  }

  @Test(arguments: [400, 401, 404, 418])
  func `a refusal is not asked again`(status: Int) throws {
    let (reply, response, _, posted) = try ask([ConversationTests.answer(status)])
    #expect(posted.count == 1 && reply.retries == 0 && response.fault == "HTTP \(status)")
  }

  @Test func `a query that waits for its next try holds up no other`() throws {
    let clock = ManualClock(at: 0)
    let script = ScriptedTransport.Script([
      (ConversationTests.answer(429, retryAfter: 30), 1), (ConversationTests.answer(200, "two"), 5),
      (ConversationTests.answer(200, "one"), 1),
    ])
    var subject = Conversation(
      EndpointSubject(url: "http://a/v1", model: "m"),
      over: ScriptedTransport(clock, script), RetryPolicy(), clock.bench)
    var driver = LoadDriver(.closedLoop(2), clock.bench)
    var left = [0, 1]
    var ended: [Exchange] = []
    _ = try driver.drive(&subject) {
      left.isEmpty ? nil : Query(.item(left.removeFirst()), .request([:]))
    } then: { (query, _, _) in
      ended.append(query.exchange)
    }
    #expect(ended == [.item(1), .item(0)])
    #expect(clock.now >= 30 * ConversationTests.second)
  }

  @Test func `a time limit ends a wait`() throws {
    let clock = ManualClock(at: 0)
    let script = ScriptedTransport.Script([(ConversationTests.answer(429, retryAfter: 30), 1)])
    var subject = Conversation(
      EndpointSubject(url: "http://a/v1", model: "m"),
      over: ScriptedTransport(clock, script), RetryPolicy(), clock.bench)
    var driver = LoadDriver(.closedLoop(1), clock.bench, deadline: 3 * ConversationTests.second)
    let isWhole = try driver.drive(&subject) {
      Query(.item(0), .request([:]))
    } then: { _, _, _ in
    }
    #expect(!isWhole && clock.now == 3 * ConversationTests.second)
  }
}

@Suite struct RetryPolicyTests {
  @Test func `delays double up to a bound, whatever the numbers`() {
    let policy = RetryPolicy()
    #expect((1...8).map { policy.delay(afterAttempts: $0, askedSeconds: 0) } == [250, 500, 1000, 2000, 4000, 8000, 8000, 8000])
    #expect(policy.delay(afterAttempts: .max, askedSeconds: 0) == 8000)
    #expect(RetryPolicy(firstDelay: .max).delay(afterAttempts: 40, askedSeconds: 0) == 8000)
    #expect(policy.delay(afterAttempts: 1, askedSeconds: 60) == 60_000)
    #expect(policy.delay(afterAttempts: 1, askedSeconds: 61) == nil)
    #expect(policy.delay(afterAttempts: 1, askedSeconds: .max) == nil)
  }
}
