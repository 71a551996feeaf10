import Record

@testable import Interpreter

/// A clock that stands still until somebody waits or moves it on.
final class ManualClock {
  private(set) var now: UInt64
  /// Every wait, in nanoseconds.
  private(set) var pauses: [UInt64] = []

  init(at now: UInt64 = 1_000_000_000) { self.now = now }

  func advance(to time: UInt64) { now = max(now, time) }

  var bench: Bench {
    Bench(
      monotonic: { self.now }, wallClock: { Int(self.now / 1_000_000_000) }, beginWitness: { { Witness() } },
      pause: {
        self.pauses.append($0)
        self.now += $0
      })
  }
}

/// A subject that needs a time of its own for each query and answers so many at once; the rest waits in a queue.
struct FakeSubject: Subject {
  let clock: ManualClock
  var servers = 1
  /// How long each query takes, by the item it is about.
  var time: (Int) -> UInt64
  private(set) var served: [(exchange: Exchange, at: UInt64)] = []
  private var underWay: [(query: Query, done: UInt64)] = []
  /// When each server is free again.
  private var free: [UInt64] = []

  init(_ clock: ManualClock, servers: Int = 1, time: @escaping (Int) -> UInt64) {
    (self.clock, self.servers, self.time) = (clock, servers, time)
    free = [UInt64](repeating: 0, count: servers)
  }

  var abilities: Abilities { Abilities(queries: .request) }

  mutating func submit(_ query: Query) {
    let server = free.indices.min { free[$0] < free[$1] } ?? 0
    let done = max(free[server], clock.now) + time(query.exchange.item ?? 0)
    free[server] = done
    served.append((query.exchange, clock.now))
    underWay.append((query, done))
  }

  mutating func next(until time: UInt64) -> Reply? {
    guard let first = underWay.indices.min(by: { underWay[$0].done < underWay[$1].done }), underWay[first].done <= time else {
      clock.advance(to: time)
      return nil
    }
    let (query, done) = underWay.remove(at: first)
    clock.advance(to: done)
    return Reply(
      ticket: query.ticket, content: .response(Reply.Response(status: 200, body: query.exchange.recordText, fault: nil)), last: done)
  }
}
