internal import Record

/// A conversation with an endpoint: several requests at a time, each tried again where that can help.
///
/// A wait between tries is part of a reply's time, and every request that went out again is counted in its `retries`.
final class Conversation<Transport: HTTPTransport & ~Copyable>: Subject {
  private var transport: Transport
  private let endpoint: EndpointSubject
  private let address: EndpointAddress
  private let authorization: String?
  private let policy: RetryPolicy
  private let bench: Bench

  /// Requests under way or waiting for their next try, by ticket.
  private var pending: [Int: Pending] = [:]
  /// Tickets that wait for their next try.
  private var delayed: [Int] = []

  private struct Pending {
    let body: [UInt8]
    var attempts = 0
    var retries = 0
    var notBefore: UInt64 = 0
  }

  init(
    _ endpoint: EndpointSubject, at address: EndpointAddress, authorization: String?, over transport: consuming Transport,
    _ policy: RetryPolicy, _ bench: Bench
  ) {
    (self.endpoint, self.address, self.authorization) = (endpoint, address, authorization)
    (self.policy, self.bench) = (policy, bench)
    self.transport = transport
  }

  var abilities: Abilities { Abilities(queries: .request, isProbed: true) }

  func submit(_ query: Query) throws(RunFault) {
    guard case .request(let request) = query.content else {
      throw RunFault(.invalidPlan, "an endpoint takes requests")
    }
    pending[query.ticket] = Pending(body: request.canonicalBytes)
    try post(query.ticket)
  }

  func next(until time: UInt64) throws(RunFault) -> Reply? {
    var now = bench.monotonic()
    repeat {
      try sendAgain(now)
      let wakeUp = min(time, nextTry ?? .max)
      let wait = wakeUp > now ? wakeUp - now : 0
      if transport.count == 0 {
        if wait > 0 { bench.pause(wait) }
      } else if let answer = transport.next(milliseconds: Int(clamping: min(wait, 1_000_000_000) / 1_000_000)),
        let reply = take(answer)
      {
        return reply
      }
      now = bench.monotonic()
    } while now < time
    return nil
  }

  private func post(_ ticket: Int) throws(RunFault) {
    guard
      let body = pending[ticket]?.body,
      transport.post(
        body, to: address.url("/chat/completions"), isDirect: address.isLoopback, authorization: authorization, tag: ticket)
    else { throw RunFault(.badEndpoint, "libcurl refuses the request", help: "check the endpoint's url") }
  }

  /// When the first of the waiting requests is to be tried again.
  private var nextTry: UInt64? { delayed.compactMap { pending[$0]?.notBefore }.min() }

  private func sendAgain(_ now: UInt64) throws(RunFault) {
    guard !delayed.isEmpty else { return }
    let due = delayed.filter { pending[$0]?.notBefore ?? 0 <= now }
    delayed.removeAll { due.contains($0) }
    for ticket in due { try post(ticket) }
  }

  /// The reply that an answer is, or `nil` where its request is tried again.
  private func take(_ answer: HTTPAnswer) -> Reply? {
    guard var request = pending[answer.tag] else { return nil }
    request.attempts += 1
    request.retries += answer.resent
    let delay = policy.delay(afterAttempts: request.attempts, askedSeconds: answer.retryAfter)
    if answer.isWorthAnotherTry, request.attempts < policy.attempts, let delay {
      request.retries += 1
      request.notBefore = bench.monotonic().addingSaturating(UInt64(clamping: delay) * 1_000_000)
      pending[answer.tag] = request
      delayed.append(answer.tag)
      return nil
    }
    pending[answer.tag] = nil
    var reply = Reply(ticket: answer.tag, content: .response(response(answer, isTooLong: answer.isWorthAnotherTry && delay == nil)))
    reply.retries = request.retries
    reply.isUnreachable = answer.status == 0 && answer.ending == .broken
    return reply
  }

  /// The answer as a transcript records it; of one that is of no use, the beginning.
  private func response(_ answer: HTTPAnswer, isTooLong: Bool) -> Reply.Response {
    let text = String(validating: answer.body, as: UTF8.self)
    let fault = fault(answer, text: text, isTooLong: isTooLong)
    let kept = fault == nil ? text ?? "" : String(decoding: answer.body.prefix(16 << 10), as: UTF8.self)
    return Reply.Response(status: answer.status, body: kept, fault: fault, redactions: answer.redactions)
  }

  /// Why an answer is of no use, or `nil`.
  private func fault(_ answer: HTTPAnswer, text: String?, isTooLong: Bool) -> String? {
    switch answer.ending {
    case .broken, .refused: return "the connection failed: \(answer.message)"
    case .timedOut: return "no answer within \(transport.limits.timeoutMilliseconds / 1000) s"
    case .tooLarge: return "the answer is larger than \(transport.limits.answerBytes) bytes"
    case .answered: break
    }
    if (300...399).contains(answer.status) { return "HTTP \(answer.status): redirects are not followed" }
    if isTooLong {
      return "HTTP \(answer.status): the server asks to wait \(answer.retryAfter) s, and at most \(policy.longestWish / 1000) s are waited"
    }
    guard answer.status == 200 else { return "HTTP \(answer.status)" }
    guard let text else { return "the answer is not UTF-8" }
    do {
      _ = try endpoint.reading(text)
      return nil
    } catch {
      return error.reason
    }
  }
}

extension HTTPAnswer {
  /// Whether the same request may well succeed a moment later.
  fileprivate var isWorthAnotherTry: Bool {
    switch ending {
    case .broken, .timedOut: true
    case .tooLarge, .refused: false
    case .answered: [408, 425, 429].contains(status) || (500...599).contains(status)
    }
  }
}
