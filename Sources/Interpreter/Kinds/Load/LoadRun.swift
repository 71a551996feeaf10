internal import Record
internal import Score

/// Carries out the windows of a load, and takes down each query in the event log.
///
/// Nothing is written while a window runs: what came is kept in memory and made durable behind it, so that the load is not disturbed.
struct LoadRun {
  let plan: LoadPlan
  let target: any LoadTarget
  let context: TrialContext
  let bench: Bench
  private(set) var log = LoadLog()
  /// What outside parties answered, in the order of the events.
  private(set) var answers: [(transcript: Transcript, event: EventLog.Event)] = []
  /// Why the trial was cut.
  private(set) var cut: String?
  private let deadline: UInt64

  init(_ plan: LoadPlan, _ target: any LoadTarget, _ context: TrialContext, _ bench: Bench) {
    (self.plan, self.target, self.context, self.bench) = (plan, target, context, bench)
    deadline = context.node.limits.time.map { bench.monotonic().addingSaturating($0.value) } ?? .max
  }

  /// A query that ended, as it is kept until the window is over.
  private struct Landed {
    let place: Int
    let query: Query
    let reply: Reply
    let times: QueryTimes
  }

  /// Drives window after window until there is no more.
  mutating func run<Driven: Subject & ~Copyable>(_ subject: inout Driven) throws(RunFault) {
    while cut == nil, let window = try plan.window(after: log) {
      guard window.queries > 0 else { throw RunFault(.noItems, "there is nothing to ask", help: "give the load a dataset with items") }
      try drive(window, &subject)
    }
  }

  private mutating func drive<Driven: Subject & ~Copyable>(_ window: LoadPlan.Window, _ subject: inout Driven) throws(RunFault) {
    let count = window.schedule?.count ?? window.queries
    var landed: [Landed] = []
    landed.reserveCapacity(count)
    var driver = LoadDriver(window.arrival, bench, isCancelled: context.isCancelled, deadline: deadline)
    var sent = 0
    let begun = bench.monotonic()
    let (clock, progress, target) = (bench.monotonic, context.progress, target)
    let isWhole = try driver.drive(&subject) { () throws(RunFault) in
      // A closed loop ends with its time; an open one has counted its arrivals.
      guard sent < count, window.schedule != nil || clock() - begun < window.time ?? .max else { return nil }
      defer { sent += 1 }
      return Query(.item(sent), target.content(of: window.samples[sent]))
    } then: { (query, reply, times) throws(RunFault) in
      landed.append(Landed(place: query.exchange.item ?? 0, query: query, reply: reply, times: times))
      if landed.count.isMultiple(of: 64) { progress(.items(done: landed.count, of: count)) }
    }
    guard isWhole else {
      cut = context.node.limits.time.map { Deadline.reason($0.value) } ?? "the time limit was reached"
      return
    }
    keep(landed.sorted { $0.place < $1.place }, window, from: driver.start)
  }

  /// Takes the queries of a window down, in the order in which they arrived.
  private mutating func keep(_ landed: [Landed], _ window: LoadPlan.Window, from start: UInt64) {
    func since(_ time: UInt64) -> UInt64 { time > start ? time - start : 0 }
    for query in landed {
      var event = LoadEvent()
      (event.window, event.sample) = (window.number, window.samples[query.place])
      (event.scheduled, event.sent, event.ended) = (since(query.times.scheduled), since(query.times.sent), since(query.times.end))
      target.read(query.reply, of: event.sample, into: &event)
      if event.isAnswered {
        event.first = query.reply.first.map(since)
        event.last = event.first.map { first in query.reply.gaps.reduce(first, +) } ?? query.reply.last.map(since)
        log.gaps += query.reply.gaps
      }
      keepAnswer(query, event)
      log.events.append(event)
    }
    log.rates.append(window.rate)
  }

  private mutating func keepAnswer(_ landed: Landed, _ event: LoadEvent) {
    guard case .response(let response) = landed.reply.content, case .request = landed.query.content else { return }
    let exchange = Exchange.item(log.events.count)
    let query = Query(exchange, landed.query.content)
    answers.append(
      (
        Transcript(of: query, response),
        EventLog.Event(exchange: exchange, times: landed.times, retries: landed.reply.retries, isAnswered: event.isAnswered)
      ))
  }
}
