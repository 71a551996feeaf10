internal import Record

/// What happened to one query and when, in nanoseconds of the monotonic clock.
struct QueryTimes: Hashable {
  /// When it was to be sent; in a closed loop, when it was.
  var scheduled: UInt64
  /// When the subject was given it.
  var sent: UInt64
  /// When its first output came, where the subject tells.
  var first: UInt64?
  /// When the last byte of its answer came, where the subject tells.
  var last: UInt64?
  /// When its reply was there.
  var end: UInt64

  /// How much later it was sent than scheduled.
  var lag: UInt64 { sent >= scheduled ? sent - scheduled : 0 }

  /// What somebody who waited for it saw: tries that failed and the waits between them are part of it.
  func latency(from origin: LatencyOrigin) -> UInt64 {
    let start = origin == .scheduled ? scheduled : sent
    return end >= start ? end - start : 0
  }
}

/// The moment that a latency counts from.
enum LatencyOrigin {
  /// When the query was scheduled: in an open loop, so that a queue which the subject builds up is never hidden.
  case scheduled
  /// When the query was sent: in a closed loop, whose load follows the subject.
  case sent
}

/// What happened to each query of a load.
struct EventLog {
  /// What its latencies count from.
  let origin: LatencyOrigin
  private(set) var events: [Event]

  struct Event: Hashable {
    var exchange: Exchange
    var times: QueryTimes
    /// How often it went out again.
    var retries: Int
    /// Whether a usable answer came.
    var isAnswered: Bool
    /// How many of these times a connection had died and the transport went on over another.
    var resends = 0
    /// How many tokens were answered, where the subject tells.
    var tokens: Int?
    /// The times between one piece of output and the next, where the subject tells.
    var gaps: [UInt64] = []
  }

  /// A log of events in any order.
  init(_ origin: LatencyOrigin, _ events: [Event] = []) { (self.origin, self.events) = (origin, events) }

  /// Takes down one more.
  mutating func add(_ event: Event) { events.append(event) }

  /// The latencies of the answered queries in the order of their exchanges; a failure has none.
  var latencies: [UInt64] { inOrder.filter(\.isAnswered).map { $0.times.latency(from: origin) } }

  /// How often each query was sent again, in the order of their exchanges.
  var retries: [Int] { inOrder.map(\.retries) }

  /// The greatest time by which a query was sent too late.
  var greatestLag: UInt64 { events.map(\.times.lag).max() ?? 0 }

  private var inOrder: [Event] { events.sorted { $0.exchange < $1.exchange } }
}
