import Kernels
import Record
import Score
import Testing

@testable import Interpreter

@Suite struct LoadPlanTests {
  private func plan(_ scenario: LoadScenario, queries: Int = 20, window: UInt64? = nil, library: Int = 5) -> LoadPlan {
    let work = LoadWork(server: .program("p"), dataset: nil, scenario: scenario, queries: queries, window: window.map { U64($0) })
    return LoadPlan(work: work, library: library) { purpose in
      RandomStream(StreamKey(key: UInt64(purpose.utf8.reduce(0) { $0 &* 31 &+ Int($1) }), high: 1))
    }
  }

  @Test func `the same seed gives the same arrivals and samples, and no arrival is stretched to fit a rate`() throws {
    let plan = plan(.server(rate: Rational(10)), queries: 1000)
    let window = try #require(try plan.window(after: LoadLog()))
    let schedule = try #require(window.schedule)
    #expect(try plan.window(after: LoadLog())?.schedule == schedule)
    #expect(schedule.count == 1000 && zip(schedule, schedule.dropFirst()).allSatisfy { $0 <= $1 })
    // A rescaled schedule would end at 100 s exactly.
    let last = Double(schedule[999]) / 1e9
    #expect(last != 100 && (80...120).contains(last))
    #expect(window.samples.allSatisfy { (0..<5).contains($0) } && Set(window.samples).count == 5)
  }

  @Test func `a window of time ends the arrivals before it, and keeps the others where they were`() throws {
    let whole = try #require(try plan(.server(rate: Rational(10)), queries: 1000).window(after: LoadLog())?.schedule)
    let cut = try #require(try plan(.server(rate: Rational(10)), queries: 1000, window: 3_000_000_000).window(after: LoadLog())?.schedule)
    #expect(cut == whole.filter { $0 < 3_000_000_000 })
  }

  @Test func `a plain scenario has one window`() throws {
    for scenario: LoadScenario in [.singleStream, .multiStream(streams: 4), .closedLoop(clients: 2), .offline, .server(rate: Rational(1))] {
      var log = LoadLog()
      #expect(try plan(scenario).window(after: log) != nil)
      log.rates = [0]
      #expect(try plan(scenario).window(after: log) == nil)
    }
  }

  @Test func `compliance asks the same questions three times`() throws {
    let plan = plan(.compliance(clients: 3), queries: 4)
    var log = LoadLog()
    var windows: [LoadPlan.Window] = []
    while let window = try plan.window(after: log) {
      windows.append(window)
      log.rates.append(window.rate)
    }
    #expect(windows.count == 3 && Set(windows.map(\.samples)).count == 1 && Set(windows[0].samples).count == 4)
    #expect(windows.map(\.arrival.isOpenLoop) == [false, false, false])
  }

  @Test func `multi-stream sends together and waits for all`() throws {
    let clock = ManualClock()
    var subject = FakeSubject(clock, servers: 8) { UInt64($0 % 4 + 1) * 1_000_000 }
    var driver = LoadDriver(.multiStream(4), clock.bench)
    var sent: [UInt64] = []
    var next = 0
    _ = try driver.drive(&subject) {
      guard next < 8 else { return nil }
      defer { next += 1 }
      return Query(.item(next), .request(.null))
    } then: { _, _, times in
      sent.append(times.sent - 1_000_000_000)
    }
    #expect(sent.sorted() == [0, 0, 0, 0, 4_000_000, 4_000_000, 4_000_000, 4_000_000])
  }

  @Test func `what arrives while a model computes in the process stands in its queue, and is no lag of the driver`() throws {
    let clock = ManualClock()
    var subject = InlineSubject(clock: clock, time: 30_000_000)
    var driver = LoadDriver(.burst(size: 1, period: 10_000_000), clock.bench)
    var times: [QueryTimes] = []
    var next = 0
    _ = try driver.drive(&subject) {
      guard next < 4 else { return nil }
      defer { next += 1 }
      return Query(.item(next), .prepared(0))
    } then: { _, _, landed in
      times.append(landed)
    }
    #expect(times.map(\.lag) == [0, 0, 0, 0])
    #expect(times.map { $0.latency(from: .scheduled) / 1_000_000 } == [30, 50, 70, 90])
  }
}

/// A model that computes on the caller's thread.
private struct InlineSubject: Subject {
  let clock: ManualClock
  let time: UInt64
  private var waiting: [Query] = []

  init(clock: ManualClock, time: UInt64) { (self.clock, self.time) = (clock, time) }

  var abilities: Abilities { Abilities(queries: .prepared, isInline: true) }

  mutating func submit(_ query: Query) { waiting.append(query) }

  mutating func next(until: UInt64) -> Reply? {
    guard !waiting.isEmpty else { return nil }
    clock.advance(to: clock.now + time)
    return Reply(ticket: waiting.removeFirst().ticket, content: .classes([]))
  }
}
