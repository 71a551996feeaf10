import Kernels
import Record
import Testing

@testable import Interpreter

@Suite struct LoadDriverTests {
  private let millisecond: UInt64 = 1_000_000

  /// Drives so many queries against a subject that takes a time for each; the events and the subject's view of them.
  private func drive(
    _ arrival: Arrival, _ count: Int, servers: Int = 1, deadline: UInt64 = .max, clock: ManualClock = ManualClock(),
    time: @escaping (Int) -> UInt64
  ) throws -> (events: [EventLog.Event], sent: [UInt64], isWhole: Bool, log: EventLog) {
    var subject = FakeSubject(clock, servers: servers, time: time)
    var driver = LoadDriver(arrival, clock.bench, deadline: deadline)
    var log = EventLog(arrival.origin)
    var next = 0
    let isWhole = try driver.drive(&subject) {
      guard next < count else { return nil }
      next += 1
      return Query(.item(next - 1), .request(.null))
    } then: { (query, reply, times) in
      guard case .response(let response) = reply.content else { return }
      #expect(response.body == query.exchange.recordText, "a reply goes to the query that it answers")
      log.add(EventLog.Event(exchange: query.exchange, times: times, retries: 0, isAnswered: true))
    }
    return (log.events, subject.served.map(\.at), isWhole, log)
  }

  @Test func `a closed loop of one sends a query when the one before is answered`() throws {
    let (events, sent, isWhole, log) = try drive(.closedLoop(1), 3) { UInt64($0 + 1) * 1_000_000 }
    #expect(isWhole)
    #expect(sent == [1_000_000_000, 1_001_000_000, 1_003_000_000])
    #expect(log.latencies == [1_000_000, 2_000_000, 3_000_000])
    #expect(events.allSatisfy { $0.times.scheduled == $0.times.sent && $0.times.last == $0.times.end })
  }

  @Test func `a closed loop of several keeps so many under way, whoever is answered first`() throws {
    let (events, sent, _, _) = try drive(.closedLoop(2), 4, servers: 2) { $0 == 0 ? 10_000_000 : 1_000_000 }
    #expect(events.map(\.exchange) == [.item(1), .item(2), .item(3), .item(0)])
    #expect(sent.map { $0 - 1_000_000_000 } == [0, 0, 1_000_000, 2_000_000])
  }

  @Test func `replies that are there together are settled together, before more is sent`() throws {
    let clock = ManualClock()
    var subject = FakeSubject(clock, servers: 3) { _ in 1_000_000 }
    var driver = LoadDriver(.closedLoop(3), clock.bench)
    var (next, landed) = (0, 0)
    var settled: [Int] = []
    _ = try driver.drive(&subject) {
      #expect(landed == settled.last ?? 0, "everything that came is settled")
      guard next < 6 else { return nil }
      next += 1
      return Query(.item(next - 1), .request(.null))
    } then: { _, _, _ in
      landed += 1
    } settle: {
      settled.append(landed)
    }
    #expect(settled == [3, 6])
  }

  @Test func `all at once are sent at the start, and the queue counts`() throws {
    let (_, sent, _, log) = try drive(.allAtOnce, 4) { _ in 5_000_000 }
    #expect(Set(sent).count == 1)
    #expect(log.latencies == [5, 10, 15, 20].map { $0 * millisecond })
  }

  @Test func `bursts come together and again after each period`() throws {
    let (events, sent, _, log) = try drive(.burst(size: 2, period: 100 * millisecond), 5, servers: 2) { _ in 3_000_000 }
    #expect(sent.map { ($0 - 1_000_000_000) / millisecond } == [0, 0, 100, 100, 200])
    #expect(events.map(\.times.lag).allSatisfy { $0 == 0 })
    #expect(log.latencies.allSatisfy { $0 == 3 * millisecond })
  }

  @Test func `an open loop counts from the scheduled time, so that a queue is never hidden`() throws {
    // Every 10 ms a query arrives that takes 30 ms: each waits 20 ms longer than the one before.
    let (_, sent, _, log) = try drive(.burst(size: 1, period: 10 * millisecond), 4) { _ in 30_000_000 }
    #expect(sent.map { ($0 - 1_000_000_000) / millisecond } == [0, 10, 20, 30])
    #expect(log.latencies.map { $0 / millisecond } == [30, 50, 70, 90])
  }

  @Test func `a subject that computes on the caller's thread makes queries late, and the lag says so`() throws {
    // A server that the driver cannot interrupt: it answers when its query is done, whatever the driver's time.
    let clock = ManualClock()
    var subject = BlockingSubject(clock: clock, time: 30 * millisecond)
    var driver = LoadDriver(.burst(size: 1, period: 10 * millisecond), clock.bench)
    var log = EventLog(driver.arrival.origin)
    var next = 0
    _ = try driver.drive(&subject) {
      next += 1
      return next > 3 ? nil : Query(.item(next), .prepared(0))
    } then: { (query, _, times) in
      log.add(EventLog.Event(exchange: query.exchange, times: times, retries: 0, isAnswered: true))
    }
    #expect(log.latencies.map { $0 / millisecond } == [30, 50, 70])
    #expect(log.greatestLag == 20 * millisecond)
  }

  @Test func `a Poisson stream has the gaps of its seed and the mean of its rate`() throws {
    let key = StreamKey(key: 7, high: 11)
    let count = 4000
    let (_, sent, _, _) = try drive(.poisson(rate: 200, stream: RandomStream(key)), count, servers: count) { _ in 1 }
    var stream = RandomStream(key)
    var time = 1_000_000_000 as UInt64
    for moment in sent {
      time += UInt64((-DoubleFunctions.log(1 - stream.uniform()) / 200 * 1e9).rounded())
      #expect(moment == time)
    }
    let mean = Double(time - 1_000_000_000) / Double(count) / 1e6
    #expect(abs(mean - 5) < 0.25, "5 ms on average; the standard error is 0.08 ms")
    let gaps = zip(sent.dropFirst(), sent).map { Double($0 - $1) / 1e6 }
    #expect(abs(Double(gaps.count { $0 > 5 }) / Double(gaps.count) - 0.3679) < 0.03, "1/e of the gaps are longer than the mean")
  }

  @Test func `a rate that is none never sends a second query before the deadline`() throws {
    let (events, _, isWhole, _) = try drive(
      .poisson(rate: 0, stream: RandomStream(StreamKey(key: 1, high: 2))), 2, deadline: 3_000_000_000
    ) { _ in 1 }
    #expect(events.isEmpty && !isWhole)
  }

  @Test func `the deadline ends a load with what came until then`() throws {
    let (events, _, isWhole, _) = try drive(.closedLoop(1), 100, deadline: 1_000_000_000 + 35 * millisecond) { _ in 10_000_000 }
    #expect(!isWhole)
    #expect(events.count == 3)
  }

  @Test func `a wish to stop is heard while a subject is slow`() throws {
    let clock = ManualClock()
    var subject = FakeSubject(clock) { _ in 3_600_000_000_000 }
    var driver = LoadDriver(.closedLoop(1), clock.bench, isCancelled: { clock.now > 1_500_000_000 })
    let fault = #expect(throws: RunFault.self) {
      try driver.drive(&subject, next: { Query(.item(0), .request(.null)) }, then: { _, _, _ in })
    }
    #expect(fault == .interrupted)
    #expect(clock.now < 1_700_000_000)
  }

  @Test func `a reply that nobody asked for is a fault`() throws {
    var driver = LoadDriver(.closedLoop(1), ManualClock().bench)
    var subject = Stray()
    let fault = #expect(throws: RunFault.self) {
      try driver.drive(&subject, next: { Query(.item(0), .prepared(0)) }, then: { _, _, _ in })
    }
    #expect(fault?.code == .lostQuery)
  }

  @Test func `a scenario says how its queries arrive`() {
    guard case .closedLoop(1) = Scenario.singleStream(queries: 3).arrival, case .allAtOnce = Scenario.offline(queries: 3, batch: 2).arrival
    else {
      Issue.record("another arrival")
      return
    }
    #expect(!Scenario.singleStream(queries: 3).arrival.isOpenLoop)
  }
}

/// Answers on the caller's thread, one query after another.
private struct BlockingSubject: Subject {
  let clock: ManualClock
  let time: UInt64
  private var waiting: [Query] = []

  init(clock: ManualClock, time: UInt64) { (self.clock, self.time) = (clock, time) }

  var abilities: Abilities { Abilities(queries: .prepared) }
  mutating func submit(_ query: Query) { waiting.append(query) }
  mutating func next(until time: UInt64) -> Reply? {
    guard !waiting.isEmpty else { return nil }
    clock.advance(to: clock.now + self.time)
    return Reply(ticket: waiting.removeFirst().ticket, content: .classes([]))
  }
}

/// Answers what nobody asked.
private struct Stray: Subject {
  var abilities: Abilities { Abilities(queries: .prepared) }
  func submit(_ query: Query) {}
  func next(until time: UInt64) -> Reply? { Reply(ticket: 17, content: .classes([])) }
}
