/// Puts queries to a subject as they arrive, and takes down when each was scheduled, sent and answered.
///
/// One driver for all subjects and arrivals. Queries that arrived are followed to their end; arrivals are never moved to suit the subject.
struct LoadDriver {
  let arrival: Arrival
  let bench: Bench
  /// Whether the user asked to stop; looked at twenty times a second.
  var isCancelled: () -> Bool = { false }
  /// The moment after which nothing more is waited for.
  var deadline = UInt64.max

  /// When the driver began: an open loop's schedule counts from here.
  private(set) var start: UInt64 = 0
  /// Queries that may still be sent together.
  private var together = 0
  /// While a subject computed on this thread: what arrived meanwhile stood in its queue.
  private var busy: (from: UInt64, until: UInt64)?

  /// Queries under way, by ticket; a place is used again.
  private var flights: [Flight] = []
  private var free: [Int] = []

  private struct Flight {
    var query: Query
    var times: QueryTimes
    var isUnderWay = true
  }

  /// How long the driver waits before it looks around again, in nanoseconds.
  private static let slice: UInt64 = 50_000_000

  init(_ arrival: Arrival, _ bench: Bench, isCancelled: @escaping () -> Bool = { false }, deadline: UInt64 = .max) {
    (self.arrival, self.bench, self.isCancelled, self.deadline) = (arrival, bench, isCancelled, deadline)
  }

  /// Drives queries until there are no more and all of them ended.
  ///
  /// - Parameters:
  ///   - next: The next query; `nil` where there are no more. It is asked for when one may be sent, never earlier.
  ///   - then: Told about each query that ended.
  ///   - settle: Called once all replies that are there were told, before anything more is sent, and from time to time while none comes;
  ///     where it is absent, each reply makes room for a query at once.
  /// - Returns: Whether it came to its end; `false` where the deadline was reached first.
  /// - Throws: `interrupted`, and what the subject or the closures throw.
  mutating func drive<Driven: Subject & ~Copyable>(
    _ subject: inout Driven, next: () throws(RunFault) -> Query?,
    then: (Query, Reply, QueryTimes) throws(RunFault) -> Void, settle: (() throws(RunFault) -> Void)? = nil
  ) throws(RunFault) -> Bool {
    var now = bench.monotonic()
    start = now
    var schedule = ArrivalSchedule(arrival, from: now)
    var isOpen = true
    while isOpen || underWay > 0 {
      if isCancelled() { throw .interrupted }
      if now >= deadline { return false }
      while isOpen, let scheduled = due(schedule, now) {
        guard let query = try next() else {
          isOpen = false
          break
        }
        now = try send(query, scheduled: scheduled, to: &subject)
        schedule.advance()
      }
      guard underWay > 0 else {
        if isOpen { pause(until: schedule.next, now) }
        now = bench.monotonic()
        continue
      }
      now = try takeReplies(from: &subject, until: wakeUp(isOpen ? schedule : nil, now), then, settle)
    }
    return true
  }

  /// Waits for a reply and takes in those that are there with it, where somebody settles them together; the time afterwards.
  private mutating func takeReplies<Driven: Subject & ~Copyable>(
    from subject: inout Driven, until wakeUp: UInt64, _ then: (Query, Reply, QueryTimes) throws(RunFault) -> Void,
    _ settle: (() throws(RunFault) -> Void)?
  ) throws(RunFault) -> UInt64 {
    let begun = bench.monotonic()
    var reply = try subject.next(until: wakeUp)
    var now = bench.monotonic()
    if subject.abilities.isInline { busy = (begun, now) }
    while let landed = reply {
      try land(landed, at: now, then)
      reply = settle != nil && underWay > 0 ? try subject.next(until: now) : nil
      now = bench.monotonic()
    }
    try settle?()
    return now
  }

  private var underWay: Int { flights.count - free.count }

  /// When the query was scheduled that may be sent now, if one may be.
  private mutating func due(_ schedule: ArrivalSchedule, _ now: UInt64) -> UInt64? {
    switch arrival {
    case .closedLoop(let most): return underWay < max(1, most) ? .some(now) : nil
    case .multiStream(let count):
      if underWay == 0 { together = max(1, count) }
      together -= 1
      return together >= 0 ? .some(now) : nil
    case .allAtOnce, .poisson, .burst: break
    }
    return schedule.next <= now ? schedule.next : nil
  }

  /// When to look around again: at the next arrival, at the deadline, or soon.
  private func wakeUp(_ schedule: ArrivalSchedule?, _ now: UInt64) -> UInt64 {
    let soon = min(now.addingSaturating(LoadDriver.slice), deadline)
    guard arrival.isOpenLoop, let schedule else { return soon }
    return min(soon, schedule.next)
  }

  private func pause(until arrival: UInt64, _ now: UInt64) {
    let moment = min(arrival, min(now.addingSaturating(LoadDriver.slice), deadline))
    guard moment > now else { return }
    if let exactly = bench.pauseExactly { exactly(moment - now) } else { bench.pause(moment - now) }
  }

  /// Gives the subject a query; the clock is the last thing looked at before.
  private mutating func send<Driven: Subject & ~Copyable>(
    _ query: Query, scheduled: UInt64, to subject: inout Driven
  ) throws(RunFault) -> UInt64 {
    var query = query
    let times = QueryTimes(scheduled: scheduled, sent: 0, end: 0)
    if let place = free.popLast() {
      query.ticket = place
      flights[place] = Flight(query: query, times: times)
    } else {
      query.ticket = flights.count
      flights.append(Flight(query: query, times: times))
    }
    let now = bench.monotonic()
    flights[query.ticket].times.sent = now
    if !arrival.isOpenLoop {
      flights[query.ticket].times.scheduled = now
    } else if let busy, busy.from <= scheduled, scheduled <= busy.until {
      flights[query.ticket].times.sent = scheduled
    }
    try subject.submit(query)
    return now
  }

  private mutating func land(
    _ reply: Reply, at now: UInt64, _ then: (Query, Reply, QueryTimes) throws(RunFault) -> Void
  ) throws(RunFault) {
    guard flights.indices.contains(reply.ticket), flights[reply.ticket].isUnderWay else {
      throw RunFault(.lostQuery, "a subject replied to a query that nobody asked")
    }
    var flight = flights[reply.ticket]
    flights[reply.ticket].isUnderWay = false
    free.append(reply.ticket)
    if let sent = reply.sent {
      // A subject may hold a query back, such as for the rate that an endpoint allows.
      flight.times.sent = max(sent, arrival.isOpenLoop ? flight.times.scheduled : 0)
      if !arrival.isOpenLoop { flight.times.scheduled = sent }
    }
    (flight.times.first, flight.times.last, flight.times.end) = (reply.first, reply.last, now)
    try then(flight.query, reply, flight.times)
  }
}
