import Attest
import Foundation
import Record

extension Lie {
  /// What a load measured.
  static let aboutLoads: [Lie] = [
    told(.loads, .loaded, "a query was scheduled later, so that its latency is less", "load-contradicts") { forgery in
      try forgery.times("arrivals", series: "scheduled") { times in times.enumerated().map { $0 == 7 ? $1 + 1_000 : $1 } }
    },
    told(.loads, .loaded, "all queries were scheduled when they were sent", "load-contradicts") { forgery in
      let sent = try forgery.column("arrivals", "sent")
      try forgery.times("arrivals", series: "scheduled") { _ in sent }
    },
    told(.loads, .loaded, "an arrival is left out", "load-contradicts") { forgery in
      try forgery.measurement("arrivals") { entry in
        for place in entry.series.indices where entry.series[place].name != "rate" && entry.series[place].name != "event-gap" {
          entry.series[place].nanoseconds?.removeLast()
          entry.series[place].numbers?.removeLast()
          entry.series[place].count -= 1
        }
      }
    },
    told(.loads, .loaded, "a query asked about another sample", "load-contradicts") { forgery in
      try forgery.numbers("arrivals", series: "sample") { samples in samples.map { $0 == 0 ? 1 : $0 } }
    },
    told(.loads, .loaded, "the load had another rate", "load-contradicts") { try $0.numbers("arrivals", series: "rate") { _ in [400] } },
    told(.loads, .loaded, "the seed was chosen afterwards", "load-contradicts") { $0.records.plan.seed = Seed(root: 4) },
    told(.loads, .loaded, "a query ended before it was sent", "load-contradicts") { forgery in
      try forgery.times("arrivals", series: "ended") { times in times.enumerated().map { $0 == 3 ? 1 : $1 } }
    },
    told(.loads, .loaded, "a first token came earlier than its answer began", "load-contradicts") { forgery in
      try forgery.times("arrivals", series: "first") { times in times.map { $0 - 1_000 } }
    },
    told(.loads, .loaded, "answers have more tokens than were answered", "load-contradicts") { forgery in
      try forgery.numbers("arrivals", series: "tokens") { $0.map { $0 * 2 } }
    },
    told(.loads, .loaded, "a query failed, and its answer is on record", "load-contradicts") { forgery in
      try forgery.numbers("loop", series: "outcome") { [1] + $0.dropFirst() }
    },
    told(.loads, .loaded, "an answer is marked as another", "load-contradicts") { forgery in
      try forgery.numbers("loop", series: "answer") { [7] + $0.dropFirst() }
    },
    told(.loads, .loaded, "pieces came closer together than they did", "load-contradicts") { forgery in
      try forgery.times("arrivals", series: "event-gap") { $0.map { $0 / 2 } }
    },
    told(.loads, .loaded, "a gap is left out", "load-contradicts") { forgery in
      try forgery.times("arrivals", series: "event-gap") { Array($0.dropLast()) }
    },
    told(.loads, .loaded, "a closed loop had a client more", "load-contradicts") { forgery in
      try forgery.times("loop", series: "scheduled") { times in times.map { _ in times[0] } }
      try forgery.times("loop", series: "sent") { times in times.map { _ in times[0] } }
    },
    told(.loads, .loaded, "the numbers of tokens are proven where they are not", "rescored-differs") { forgery in
      try forgery.set("tokens-proven", .flag(false), of: "loop")
    },
    told(.loads, .loaded, "a load has no transcripts", "status-differs") { forgery in
      try forgery.line("loop") { $0.transcripts = nil }
      forgery.dropStrays()
    },
    told(.loads, .loaded, "a load has no event log", "status-differs") { $0.records.measurements.trials = [] },
    told(.loads, .loaded, "a column is left out", "series-shape") { forgery in
      try forgery.measurement("loop") { entry in entry.series.removeAll { $0.name == "pieces" } }
    },
  ]
}

extension Forgery {
  /// The times of a column.
  fileprivate mutating func column(_ node: String, _ name: String) throws -> [UInt64] {
    var found: [UInt64] = []
    try times(node, series: name) { times in
      found = times
      return times
    }
    return found
  }
}
