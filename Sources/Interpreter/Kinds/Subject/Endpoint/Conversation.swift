internal import Record

/// A conversation with an endpoint: several requests at a time, each tried again where that can help.
///
/// A wait between tries is part of a reply's time, and every request that went out again is counted; a wait for the endpoint's rate limit
/// comes before the first try and is no part of it.
final class Conversation<Transport: HTTPTransport & ~Copyable>: Subject {
  var transport: Transport
  let endpoint: EndpointSubject
  let policy: RetryPolicy
  let bench: Bench
  let notice: (SubjectNotice) -> Void
  var rate: RequestRate

  /// Requests under way or waiting for their next try, by ticket.
  var pending: [Int: Pending] = [:]
  /// Tickets that wait for their next try.
  var delayed: [Int] = []

  struct Pending {
    let body: [UInt8]
    /// A number of the request among all of the trial.
    let number: Int
    let tokens: Int
    var sent: UInt64?
    var attempts = 0
    var retries = 0
    var resends = 0
    var notBefore: UInt64 = 0
    /// Whether the rate limit has a place for it already.
    var isPlaced = false
  }

  init(
    _ endpoint: EndpointSubject, over transport: consuming Transport, _ policy: RetryPolicy, _ bench: Bench,
    notice: @escaping (SubjectNotice) -> Void = { _ in }
  ) {
    (self.endpoint, self.policy, self.bench, self.notice) = (endpoint, policy, bench, notice)
    rate = endpoint.rate
    self.transport = transport
  }

  var abilities: Abilities { Abilities(queries: .request) }

  func submit(_ query: Query) throws(RunFault) {
    guard case .request(let request) = query.content else {
      throw RunFault(.invalidPlan, "an endpoint takes requests")
    }
    let body = request.canonicalBytes
    let place = query.exchange.place
    pending[query.ticket] = Pending(
      body: body, number: place.item &* 64 &+ place.number, tokens: rate.isLimited ? TokenEstimate(request).total : 0)
    try send(query.ticket)
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

  /// Sends a request now, or as soon as the rate limit has room for it.
  private func send(_ ticket: Int) throws(RunFault) {
    guard rate.isLimited, let tokens = pending[ticket]?.tokens else { return try post(ticket) }
    let now = bench.monotonic()
    let slot = rate.slot(tokens: tokens, now: now)
    guard slot > now else { return try post(ticket) }
    pending[ticket]?.notBefore = slot
    pending[ticket]?.isPlaced = true
    delayed.append(ticket)
  }

  private func post(_ ticket: Int) throws(RunFault) {
    guard let request = pending[ticket], transport.post(request.body, tag: ticket) else {
      throw RunFault(.badEndpoint, "libcurl refuses the request", help: "check the endpoint's url")
    }
    if request.sent == nil { pending[ticket]?.sent = bench.monotonic() }
  }

  /// When the first of the waiting requests is to be tried again.
  private var nextTry: UInt64? { delayed.isEmpty ? nil : delayed.compactMap { pending[$0]?.notBefore }.min() }

  private func sendAgain(_ now: UInt64) throws(RunFault) {
    guard !delayed.isEmpty else { return }
    let due = delayed.filter { pending[$0]?.notBefore ?? 0 <= now }
    delayed.removeAll { due.contains($0) }
    for ticket in due {
      if pending[ticket]?.isPlaced == true {
        pending[ticket]?.isPlaced = false
        try post(ticket)
      } else {
        try send(ticket)
      }
    }
  }
}
