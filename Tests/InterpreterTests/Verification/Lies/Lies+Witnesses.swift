import Attest
import Record

extension Lie {
  private static let days: UInt64 = 3 * 86_400 * 1_000_000_000
  private typealias Change = @Sendable (inout Witness) -> Void

  private static let impossible: [(name: String, change: Change)] = [
    ("threads waited for days", { $0.waited = U64(days) }),
    ("threads waited as long as a clock can count", { $0.waited = U64(UInt64.max) }),
    ("a hypervisor stole days", { $0.steal = U64(days) }),
    ("a hypervisor stole more than there was", { $0.steal = U64(days / 10) }),
    ("pressure was 250 percent", { $0.cpuPressure = 250 }),
    ("pressure was below nothing", { $0.cpuPressure = -1 }),
    ("a sample took the energy of a town", { $0.energy = U64(UInt64.max) }),
    ("a sample took a megajoule", { $0.energy = U64(1_000_000_000_000 as UInt64) }),
    ("the clock was a petahertz", { $0.megahertz = 1e9 }),
    ("the clock ran backwards", { $0.megahertz = -3000 }),
    ("a hundred billion switches in a sample", { $0.involuntarySwitches = U64(billions) }),
    ("a hundred billion pages were read from a disk", { $0.majorFaults = U64(billions) }),
    ("the thread moved a hundred billion times", { $0.migrations = U64(billions) }),
    ("the process was stopped a hundred billion times", { $0.stops = U64(billions) }),
    ("the processor throttled a hundred billion times", { $0.throttled = U64(billions) }),
  ]
  private static let billions: UInt64 = 100_000_000_000

  private static let tooMuchTogether: [(name: String, change: Change)] = [
    ("each sample was robbed of a quarter of an hour", { $0.steal = U64(900_000_000_000 as UInt64) }),
    ("each sample waited for a second", { $0.waited = U64(1_000_000_000 as UInt64) }),
    ("each sample took what fits into a tenth of a second", { $0.energy = U64(400_000_000 as UInt64) }),
  ]

  /// What no host can have done while a sample was taken.
  static let aboutWitnesses: [Lie] = impossibleAlone + impossibleTogether + impossibleElsewhere

  private static let impossibleAlone: [Lie] = [Base.small, .scored].flatMap { base in
    impossible.map { name, change in
      told(.measurements, base, name, "witness-impossible") { try $0.measurement("gemm") { change(&$0.witnesses[3]) } }
    }
  }

  private static let impossibleTogether: [Lie] = tooMuchTogether.map { name, change in
    told(.measurements, .scored, "\(name), which adds up to more than its process had", "witness-impossible") { forgery in
      try forgery.measurement("gemm") { entry in for index in entry.witnesses.indices { change(&entry.witnesses[index]) } }
    }
  }

  private static let impossibleElsewhere: [Lie] = [
    told(.measurements, .small, "a server of its own waited for days", "witness-impossible") {
      try $0.measurement("serving") { $0.witnesses[0].waited = U64(days) }
    },
    told(.measurements, .loaded, "a load waited for days", "witness-impossible") { forgery in
      for index in forgery.records.measurements.trials.indices {
        for place in forgery.records.measurements.trials[index].witnesses.indices {
          forgery.records.measurements.trials[index].witnesses[place].waited = U64(days)
        }
      }
    },
    told(.measurements, .program, "a program's host was stopped as often as can be counted", "witness-impossible") {
      try $0.measurement("job") { $0.witnesses[0].stops = U64(UInt64.max) }
    },
    told(.measurements, .held, "a thread that is held to one CPU moved", "witness-impossible") {
      try $0.measurement("gemm") { $0.witnesses[3].migrations = U64(1 as UInt64) }
    },
    told(.measurements, .held, "it was held to a CPU that it could not run on", "host-differs") { forgery in
      forgery.environment("limits.affinity", .string("\(Base.firstCPU + 1)-\(Base.firstCPU + 64)"))
    },
  ]

  private typealias Copying = @Sendable (_ first: [UInt64], _ number: Int) -> [UInt64]

  private static let copying: [(name: String, samples: Copying)] = [
    ("a copy of the first", { first, _ in first }),
    ("the first in another order", { first, number in first.rotated(by: number) }),
    ("the first, a little later", { first, number in first.map { $0 + UInt64(100 * number) } }),
    ("the first, a little stretched", { first, number in first.map { $0 * UInt64(1000 + 7 * number) / 1000 } }),
  ]

  private static let copiedByAll: [Lie] = copying.map { name, samples in
    told(.measurements, .scored, "every process is \(name)", "samples-repeated") { try $0.repeatInvocations("gemm", samples) }
  }

  /// Times that nobody measures twice, and processes that had no time.
  static let aboutCopies: [Lie] =
    copiedByAll
    + [
      told(.measurements, .scored, "one process is a copy of the first", "samples-repeated") { forgery in
        let own = try forgery.invocations("gemm")
        try forgery.repeatInvocations("gemm") { first, number in number == 3 ? first : own[number] }
      },
      told(.measurements, .scored, "the second trial is a copy of the first", "samples-repeated") { forgery in
        let own = try forgery.invocations("gemm")
        try forgery.repeatInvocations("gemm", trial: 1) { _, number in own[number] }
      },
      told(.measurements, .small, "all samples are one", "samples-repeated") {
        try $0.times("training") { $0.map { _ in 100_000_007 } }
      },
      told(.measurements, .small, "all samples are one of two", "samples-repeated") {
        try $0.times("training") { $0.indices.map { $0 % 5 == 0 ? 90_000_123 : 100_000_007 } }
      },
      told(.measurements, .scored, "all processes took equally long", "samples-repeated") { forgery in
        try forgery.measurement("gemm") { entry in
          entry.invocations = entry.invocations?.enumerated().map { number, invocation in
            let began = UInt64(number) * 100_000_000
            return .init(count: invocation.count, stopped: invocation.stopped, began: U64(began), ended: U64(began + 90_000_123))
          }
        }
      },
      told(.measurements, .scored, "processes of one moment are said to be spread", "invocations-differ") { forgery in
        try forgery.measurement("gemm") { entry in
          for index in entry.invocations?.indices ?? 0..<0 {
            entry.invocations?[index].began = U64(UInt64(index) * 9_000_000)
            entry.invocations?[index].ended = U64(UInt64(index) * 9_000_000 + 8_900_000 + UInt64(index * index))
          }
        }
      },
      told(.measurements, .scored, "a process had no time to start", "samples-outlast") { forgery in
        let own = try forgery.invocations("gemm")
        try forgery.measurement("gemm") { entry in
          guard let began = entry.invocations?[2].began.value else { return }
          entry.invocations?[2].ended = U64(began + own[2].reduce(0, +))
        }
      },
      told(.measurements, .small, "all trials together took longer than the run", "samples-outlast") { forgery in
        for node in ["gemm[type=f32]", "gemm[type=f64]", "training"] {
          try forgery.times(node) { $0.indices.map { 190_000_000 + UInt64($0) * 1_234_567 } }
        }
        forgery.records.run.ended = forgery.records.run.started
        for index in forgery.records.trials.indices {
          for place in forgery.records.trials[index].attempts.indices {
            forgery.records.trials[index].attempts[place].started = forgery.records.run.started
            forgery.records.trials[index].attempts[place].ended = forgery.records.run.started
          }
        }
      },
    ]
}

extension [UInt64] {
  fileprivate func rotated(by number: Int) -> [UInt64] {
    let place = isEmpty ? 0 : (number * 3) % count
    return Array(self[place...] + self[..<place])
  }
}

extension Forgery {
  /// What each process of a trial measured.
  fileprivate func invocations(_ node: String, trial: Int = 0) throws -> [[UInt64]] {
    guard let entry = records.measurements.trials.first(where: { $0.node.hasPrefix(node) && $0.index == trial }),
      let times = entry.series.first(where: { $0.name == "time" })?.nanoseconds?.map(\.value), let ranges = entry.ranges(in: times.count)
    else { throw Nothing(what: "invocations of \(node)") }
    return ranges.map { Array(times[$0]) }
  }

  /// Puts other samples in the place of those of each process, made from the first one's.
  fileprivate mutating func repeatInvocations(_ node: String, trial: Int = 0, _ samples: ([UInt64], Int) -> [UInt64]) throws {
    let first = try invocations(node)[0]
    try measurement(node, trial) { entry in
      guard let old = entry.invocations, let witness = entry.witnesses.first else { return }
      let parts = old.indices.map { samples(first, $0) }
      entry.series = [SampleSeries(name: "time", nanoseconds: parts.flatMap(\.self).map { U64($0) })]
      entry.witnesses = Array(repeating: witness, count: parts.reduce(0) { $0 + $1.count })
      for index in old.indices { entry.invocations?[index].count = parts[index].count }
    }
  }
}
