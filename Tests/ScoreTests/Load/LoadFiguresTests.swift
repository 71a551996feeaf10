import Record
import Testing

@testable import Score

@Suite struct LoadFiguresTests {
  private static let second: UInt64 = 1_000_000_000

  private func event(_ scheduled: UInt64, _ sent: UInt64, _ ended: UInt64, first: UInt64? = nil, tokens: Int? = nil, pieces: Int = 0)
    -> LoadEvent
  {
    var event = LoadEvent()
    (event.scheduled, event.sent, event.ended, event.first, event.tokens) = (scheduled, sent, ended, first, tokens)
    (event.last, event.pieces) = (ended, pieces)
    return event
  }

  private func figures(
    _ events: [LoadEvent], _ scenario: LoadScenario = .server(rate: Rational(1)), _ objectives: LoadWork.Objectives = LoadWork.Objectives(),
    window: UInt64? = nil
  ) -> LoadFigures {
    let work = LoadWork(
      server: .program("p"), dataset: nil, scenario: scenario, queries: events.count, window: window.map { U64($0) }, objectives: objectives
    )
    return LoadFigures(work, LoadLog(events: events, rates: [1]))
  }

  @Test func `an open loop counts the queue that tools which count from the sending hide`() {
    // One server takes 500 ms a query, and four arrive each 100 ms: the driver could send none before the last was back.
    let events = (0..<4).map { number in
      event(UInt64(number) * 100_000_000, UInt64(number) * 500_000_000, UInt64(number + 1) * 500_000_000)
    }
    let figures = figures(events)
    #expect(figures.latencies(from: .scheduled).map { $0 / 1_000_000 } == [500, 900, 1300, 1700])
    #expect(figures.latencies(from: .sent).map { $0 / 1_000_000 } == [500, 500, 500, 500])
    #expect(figures.lags.map { $0 / 1_000_000 } == [0, 400, 800, 1200])
  }

  @Test func `time per output token leaves the first event out, and a server that bundles is not flattered`() {
    let even = event(0, 0, 1_000, first: 100, tokens: 10, pieces: 10)
    #expect(even.perToken == 100)
    // The token that ends an answer is counted and not sent.
    #expect(event(0, 0, 1_000, first: 100, tokens: 10, pieces: 9).perToken == 100)
    // Four events for ten tokens: the first may have held seven.
    #expect(event(0, 0, 1_000, first: 100, tokens: 10, pieces: 4).perToken == 300)
    #expect(event(0, 0, 1_000, first: 100, tokens: 1, pieces: 1).perToken == nil)
    #expect(event(0, 0, 1_000, first: 100, tokens: nil, pieces: 5).perToken == nil)
    #expect(event(0, 0, 1_000, tokens: 10).perToken == nil)
  }

  @Test func `goodput counts scheduled queries that met every limit by the window; failures and late ones are misses`() throws {
    var failed = event(0, 0, 10)
    failed.outcome = .failed
    let limits = LoadWork.Objectives(latency: 100, firstToken: 50)
    let events = [event(0, 0, 90, first: 40), event(0, 0, 90, first: 60), event(0, 0, 110, first: 40), event(0, 70, 90, first: 80), failed]
    let figures = figures(events, .offline, limits, window: LoadFiguresTests.second * 2)
    #expect(figures.goodCount(from: .scheduled) == 1)
    #expect(figures.goodCount(from: .sent) == 2)
    let goodput = try figures.value(of: .goodput)
    #expect(abs(goodput.value - 0.5) < 1e-12 && goodput.isMovedByLag)
    #expect(try figures.value(of: .misses).value == 0.8)
    #expect(try figures.value(of: .errors).value == 0.2)
  }

  @Test func `a failure lies above every latency, and a query of several samples ends with its last`() {
    var failed = event(0, 0, 10)
    failed.outcome = .failed
    #expect(figures([failed]).latencies(from: .scheduled) == [LoadFigures.never])
    let streams = [event(0, 0, 10), event(0, 0, 30), event(40, 40, 50), event(40, 40, 45)]
    #expect(figures(streams, .multiStream(streams: 2)).latencies(from: .sent) == [30, 10])
  }

  @Test func `columns and events are the same`() throws {
    var other = event(1, 2, 9, first: 3, tokens: 4, pieces: 4)
    (other.outcome, other.answer, other.sample, other.window) = (.otherModel, 99, 3, 1)
    let log = LoadLog(events: [event(0, 0, 5), other], rates: [0, 2.5], gaps: [1, 2, 3])
    let series = Dictionary(uniqueKeysWithValues: log.series.map { ($0.name, $0) })
    #expect(log.series.map(\.name) == LoadLog.columns.map(\.name) && log.series.map(\.unit) == LoadLog.columns.map(\.unit))
    let again = LoadLog(times: { series[$0]?.nanoseconds?.map(\.value) }, numbers: { series[$0]?.numbers })
    #expect(again == log)
    #expect(LoadLog(times: { $0 == "sent" ? [] : series[$0]?.nanoseconds?.map(\.value) }, numbers: { series[$0]?.numbers }) == nil)
    #expect(LoadLog(times: { series[$0]?.nanoseconds?.map(\.value) }, numbers: { $0 == "outcome" ? [0, 7] : series[$0]?.numbers }) == nil)
  }
}
