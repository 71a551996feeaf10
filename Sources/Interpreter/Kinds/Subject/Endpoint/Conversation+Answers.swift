internal import Record

extension Conversation where Transport: ~Copyable {
  /// The reply that an answer is, or `nil` where its request is tried again.
  func take(_ answer: HTTPAnswer) -> Reply? {
    guard var request = pending[answer.tag] else { return nil }
    request.attempts += 1
    request.resends += answer.resent
    let examined = ExaminedAnswer(answer, of: endpoint.api, limits: transport.limits)
    let isWorthIt = examined.isWorthAnotherTry
    let delay = policy.delay(afterAttempts: request.attempts, askedSeconds: answer.retryAfter, request: request.number)
    if isWorthIt, request.attempts < policy.attempts, let delay {
      wait(delay, for: examined, &request, answer.tag)
      return nil
    }
    pending[answer.tag] = nil
    if rate.isLimited, let used = examined.usage?.total { rate.settle(estimated: request.tokens, used: used) }
    let isTooLong = isWorthIt && delay == nil
    return reply(answer, examined, request, fault: isTooLong ? examined.tooLong(answer.retryAfter, policy) : examined.fault)
  }

  private func wait(_ delay: Int, for examined: ExaminedAnswer, _ request: inout Pending, _ ticket: Int) {
    request.retries += 1
    request.notBefore = bench.monotonic().addingSaturating(UInt64(clamping: delay) * 1_000_000)
    pending[ticket] = request
    delayed.append(ticket)
    notice(SubjectNotice(reason: examined.fault ?? "", wait: delay))
  }

  /// As much of an answer as its transcript keeps; of one that is of no use the beginning, and nothing that anybody could read as an answer.
  private func kept(_ answer: HTTPAnswer, fault: String?) -> String {
    guard fault != nil else { return String(decoding: answer.body, as: UTF8.self) }
    for part in [answer.body.prefix(16 << 10), answer.body[...]] {
      let text = String(decoding: part, as: UTF8.self)
      if (try? endpoint.reading(text)) == nil { return text }
    }
    return ""
  }

  /// The answer as a transcript records it, with its times.
  private func reply(_ answer: HTTPAnswer, _ examined: ExaminedAnswer, _ request: Pending, fault: String?) -> Reply {
    let response = Reply.Response(
      status: answer.status, body: kept(answer, fault: fault), fault: fault, redactions: answer.redactions)
    var reply = Reply(ticket: answer.tag, content: .response(response))
    (reply.sent, reply.last) = (request.sent, answer.last)
    (reply.retries, reply.resends) = (request.retries + request.resends, request.resends)
    let moments = examined.answering.compactMap { answer.moments.indices.contains($0) ? answer.moments[$0] : nil }
    reply.first = moments.first
    reply.gaps = zip(moments, moments.dropFirst()).map { $1 >= $0 ? $1 - $0 : 0 }
    reply.usage = examined.usage
    reply.isUnreachable = answer.status == 0 && answer.ending == .broken
    return reply
  }
}

/// What an answer is good for.
struct ExaminedAnswer {
  /// Why it is of no use, or `nil`.
  private(set) var fault: String?
  private(set) var usage: TokenUsage?
  /// The events of a stream that brought something of the answer.
  private(set) var answering: [Int] = []
  /// Whether the same request may well succeed a moment later.
  private(set) var isWorthAnotherTry: Bool

  private let status: Int

  init(_ answer: HTTPAnswer, of api: EndpointAPI, limits: HTTPLimits) {
    status = answer.status
    isWorthAnotherTry = ExaminedAnswer.isPassing(answer)
    fault = ExaminedAnswer.fault(answer, limits)
    guard fault == nil else { return }
    do throws(Unusable) {
      guard String(validating: answer.body, as: UTF8.self) != nil else { throw Unusable("the answer is not UTF-8") }
      let body = try ReplyBody(answer.body)
      isWorthAnotherTry = body.json["error"]?["code"]?.number.map { ExaminedAnswer.isPassing(Int(clamping: Int64($0.rounded()))) } ?? false
      let reading = try Reading(body.json, of: api)
      isWorthAnotherTry = false
      (usage, answering) = (reading.usage, body.answering)
    } catch {
      fault = error.reason
    }
  }

  /// What to say where the server asks for more time than anyone waits.
  func tooLong(_ seconds: Int, _ policy: RetryPolicy) -> String {
    "\(fault ?? "HTTP \(status)"): the server asks to wait \(seconds) s, and at most \(policy.longestWish / 1000) s are waited"
  }

  private static func fault(_ answer: HTTPAnswer, _ limits: HTTPLimits) -> String? {
    switch answer.ending {
    case .broken, .refused: return "the connection failed: \(answer.message)"
    case .timedOut: return "no answer within \(limits.timeoutMilliseconds / 1000) s"
    case .tooLarge: return "the answer is larger than \(limits.answerBytes) bytes"
    case .answered: break
    }
    if (300...399).contains(answer.status) { return "HTTP \(answer.status): redirects are not followed" }
    guard answer.status != 200 else { return nil }
    return "HTTP \(answer.status)" + (ServerWords.reason(in: answer.body).map { ": \($0)" } ?? "")
  }

  private static func isPassing(_ answer: HTTPAnswer) -> Bool {
    switch answer.ending {
    case .broken, .timedOut: true
    case .tooLarge, .refused: false
    case .answered: isPassing(answer.status)
    }
  }

  private static func isPassing(_ status: Int) -> Bool { [408, 425, 429].contains(status) || (500...599).contains(status) }
}
