internal import Record

/// When a request is tried again, and how long after.
struct RetryPolicy {
  /// Tries of one request, the first one included.
  var attempts = 5
  var firstDelay = 250
  var longestDelay = 8_000
  /// The longest a server may make us wait.
  var longestWish = 60_000

  /// Milliseconds before the next try after so many; what the server asks for counts first.
  func delay(afterAttempts made: Int, retryAfter seconds: Int) -> Int {
    let own = min(longestDelay, firstDelay << min(made - 1, 10))
    return max(own, min(longestWish, seconds * 1000))
  }
}

/// One request of a conversation.
struct Question {
  /// The position of the item; negative for a probe of the endpoint.
  let item: Int
  let request: JSON
}

/// What came of one question.
struct Reply {
  var transcript: Transcript
  /// Of the last try, where an answer came.
  var nanoseconds: UInt64
  var retries: Int
}

/// Puts questions to an endpoint, several at a time, and tries again where that can help.
struct Conversation: ~Copyable {
  private var client: HTTPClient
  private let evaluation: Evaluation
  private let address: EndpointAddress
  private let authorization: String?
  private let policy: RetryPolicy
  private let isCancelled: () -> Bool
  private let isOver: () -> Bool

  /// A question that waits for its next try, or is under way.
  private struct Pending {
    let question: Question
    var attempts = 0
    var notBefore: UInt64 = 0
  }

  init(
    _ evaluation: Evaluation, address: EndpointAddress, authorization: String?, limits: HTTPLimits, policy: RetryPolicy,
    isCancelled: @escaping () -> Bool, isOver: @escaping () -> Bool
  ) throws(RunFault) {
    client = try HTTPClient(limits: limits)
    self.evaluation = evaluation
    self.address = address
    self.authorization = authorization
    self.policy = policy
    self.isCancelled = isCancelled
    self.isOver = isOver
  }

  /// Asks all questions, at most so many at a time, and hands over each reply as it comes.
  ///
  /// Ends early when the time is over, and when the endpoint does not answer at all: then no new question is begun.
  mutating func ask(_ questions: [Question], concurrency: Int, then keep: (Reply) throws(RunFault) -> Void) throws(RunFault) {
    var waiting = questions.map { Pending(question: $0) }
    var running: [Int: Pending] = [:]
    var isDead = false
    while !waiting.isEmpty || !running.isEmpty {
      if isCancelled() { throw RunFault("interrupted", "the run was interrupted", help: "go on with `etalon run --resume`") }
      if isOver() || (isDead && running.isEmpty) { return }
      if !isDead { try start(&waiting, &running, concurrency: concurrency) }
      guard let answer = client.next(milliseconds: 100) else {
        if running.isEmpty { MonotonicClock.sleep(milliseconds: 10) }
        continue
      }
      guard var pending = running.removeValue(forKey: answer.tag) else { continue }
      pending.attempts += 1
      if shouldRetry(answer), pending.attempts < policy.attempts {
        let delay = policy.delay(afterAttempts: pending.attempts, retryAfter: answer.retryAfter)
        pending.notBefore = MonotonicClock.now + UInt64(delay) * 1_000_000
        waiting.insert(pending, at: 0)
        continue
      }
      isDead = isDead || (answer.status == 0 && answer.ending == .broken)
      try keep(reply(to: pending, answer))
    }
  }

  private mutating func start(_ waiting: inout [Pending], _ running: inout [Int: Pending], concurrency: Int) throws(RunFault) {
    let now = MonotonicClock.now
    while running.count < max(1, concurrency), let next = waiting.firstIndex(where: { $0.notBefore <= now }) {
      let pending = waiting.remove(at: next)
      let isPosted = client.post(
        pending.question.request.canonicalBytes, to: address.url("/chat/completions"), isDirect: address.isLoopback,
        authorization: authorization, tag: pending.question.item)
      guard isPosted else { throw RunFault("bad-endpoint", "libcurl refuses the request", help: "check the endpoint's url", isLocal: true) }
      running[pending.question.item] = pending
    }
  }

  /// Whether the same request may well succeed a moment later.
  private func shouldRetry(_ answer: HTTPAnswer) -> Bool {
    switch answer.ending {
    case .broken, .timedOut: true
    case .tooLarge, .refused: false
    case .answered: [408, 425, 429].contains(answer.status) || (500...599).contains(answer.status)
    }
  }

  private func reply(to pending: Pending, _ answer: HTTPAnswer) -> Reply {
    let text = String(validating: answer.body, as: UTF8.self)
    let fault = fault(answer, text: text)
    let kept = fault == nil ? text ?? "" : String(decoding: answer.body.prefix(16 << 10), as: UTF8.self)
    let transcript = Transcript(
      node: evaluation.node, trial: evaluation.trial, item: pending.question.item, request: pending.question.request,
      status: answer.status, response: kept, fault: fault)
    return Reply(transcript: transcript, nanoseconds: answer.nanoseconds, retries: pending.attempts - 1)
  }

  /// Why an answer is of no use, or `nil`.
  private func fault(_ answer: HTTPAnswer, text: String?) -> String? {
    switch answer.ending {
    case .broken, .refused: return "the connection failed: \(answer.message)"
    case .timedOut: return "no answer within \(client.limits.timeoutMilliseconds / 1000) s"
    case .tooLarge: return "the answer is larger than \(client.limits.answerBytes) bytes"
    case .answered: break
    }
    if (300...399).contains(answer.status) { return "HTTP \(answer.status): redirects are not followed" }
    guard answer.status == 200 else { return "HTTP \(answer.status)" }
    guard let text else { return "the answer is not UTF-8" }
    do {
      _ = try ChatAnswer(text)
      return nil
    } catch {
      return error.reason
    }
  }
}
