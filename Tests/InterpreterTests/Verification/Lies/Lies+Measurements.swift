import Attest
import Record

extension Lie {
  /// Times that nobody measured.
  static let aboutMeasurements: [Lie] =
    aboutInvocations + aboutWitnesses + aboutCopies + [
      told(.measurements, .small, "a slow sample is left out", "stopping-rule") { try $0.times("gemm") { Array($0.dropLast()) } },
      told(.measurements, .small, "a sample is added", "stopping-rule") { try $0.times("gemm") { $0 + [$0[0]] } },
      told(.measurements, .small, "there is no sample", "stopping-rule") { try $0.times("gemm") { _ in [] } },
      told(.measurements, .scored, "sampling went on until it looked better", "stopping-rule") {
        try $0.times("gemm") { $0 + Array(repeating: $0[0], count: 5) }
        try $0.measurement("gemm") { $0.invocations?[4].count += 5 }
      },
      told(.measurements, .scored, "sampling is said to have ended at its greatest number", "stopping-rule") {
        try $0.measurement("gemm") { $0.stopped = $0.stopped == .max ? .rule : .max }
      },
      told(.measurements, .scored, "sampling is said to have ended by a budget that there is not", "stopping-rule") {
        try $0.measurement("gemm") { $0.stopped = .budget }
      },
      told(.measurements, .small, "there was more warm-up than planned", "stopping-rule") {
        try $0.measurement("gemm") { $0.warmup = 100 }
      },
      told(.measurements, .small, "a measurement is left out", "status-differs") { $0.records.measurements.trials.removeFirst() },
      told(.measurements, .small, "all measurements are left out", "status-differs") { $0.records.measurements.trials = [] },
      told(.measurements, .small, "a measurement has no series", "stopping-rule") { try $0.measurement("gemm") { $0.series = [] } },
      told(.measurements, .small, "a series has another name", "series-shape") {
        try $0.measurement("gemm") { $0.series[0].name = "best" }
      },
      told(.measurements, .small, "a series stands twice", "series-shape") { try $0.measurement("gemm") { $0.series += $0.series } },
      told(.measurements, .small, "a series is counted wrongly", "series-shape") {
        try $0.measurement("gemm") { $0.series[0].count = 1000 }
      },
      told(.measurements, .small, "a series has a negative count", "series-shape") {
        try $0.measurement("gemm") { $0.series[0].count = -1 }
      },
      told(.measurements, .small, "a series is in another unit", "series-shape") { try $0.measurement("gemm") { $0.series[0].unit = "h" } },
      told(.measurements, .small, "a series holds its samples in two ways", "series-shape") {
        try $0.measurement("gemm") { $0.series[0].numbers = Array(repeating: 1, count: $0.series[0].count) }
      },
      told(.measurements, .small, "a series holds no samples", "series-shape") {
        try $0.measurement("gemm") { $0.series[0].nanoseconds = nil }
      },
      told(.measurements, .small, "times are readings", "series-shape") {
        try $0.measurement("gemm") { $0.series[0] = SampleSeries(name: "time", unit: "s", numbers: Array(repeating: 1e-9, count: 10)) }
      },
      told(.measurements, .small, "a short series stands in a file that is not there", "file-missing") {
        try $0.measurement("gemm") { $0.series[0] = SampleSeries(name: "time", artifact: SHA256.digest(of: [9]), count: 10) }
      },
      told(.measurements, .small, "a short series stands in a file", "series-shape") { forgery in
        let file = SampleSeries.file(of: Array(repeating: U64(5_000_000), count: 10))
        let digest = forgery.add("artifacts", file)
        try forgery.line("gemm") { $0.artifacts.append(digest) }
        try forgery.measurement("gemm") { $0.series[0] = SampleSeries(name: "time", artifact: digest, count: 10) }
      },
      told(.measurements, .small, "a series is of a file that the line does not name", "artifact-missing") { forgery in
        let digest = forgery.add("artifacts", SampleSeries.file(of: Array(repeating: U64(5_000_000), count: 10)))
        try forgery.measurement("gemm") { $0.series[0] = SampleSeries(name: "time", artifact: digest, count: 10) }
      },
      told(.measurements, .small, "a measurement is of a trial that nobody planned", "entry-extra") {
        var more = $0.records.measurements.trials[0]
        more.index = 9
        $0.records.measurements.trials.append(more)
      },
      told(.measurements, .small, "two measurements are swapped", "entry-differs") { $0.records.measurements.trials.swapAt(0, 1) },
      told(.measurements, .small, "a line names another measurement", "entry-differs") { forgery in
        forgery.leaves = [.lines]
        try forgery.line("gemm") { $0.measurement = SHA256.digest(of: [1]) }
      },
      told(.measurements, .small, "a witness is left out", "witness-count") { try $0.measurement("gemm") { $0.witnesses.removeLast() } },
      told(.measurements, .small, "all witnesses are left out", "witness-count") { try $0.measurement("gemm") { $0.witnesses = [] } },
      told(.measurements, .small, "there are more witnesses than samples", "witness-count") {
        try $0.measurement("gemm") { $0.witnesses += $0.witnesses }
      },
      told(.measurements, .small, "there are a million empty witnesses, which are not even kept in memory", "not-json") { forgery in
        forgery.written = { files in
          let text = String(decoding: files["data/measurements.json"] ?? [], as: UTF8.self)
          let many = Array(repeating: "{}", count: 1_000_000).joined(separator: ",")
          files["data/measurements.json"] = Array(
            text.replacing(#""witnesses":["#, with: #""witnesses":[\#(many),"#, maxReplacements: 1).utf8)
        }
      },
      told(.measurements, .small, "samples took longer than their trial", "samples-outlast") {
        try $0.times("gemm") { Array(repeating: 3_600_000_000_000, count: $0.count) }
      },
      told(.measurements, .small, "wide samples took longer than their trial", "samples-outlast") {
        try $0.times("gemm") { (0..<$0.count).map { $0 < 6 ? 10_000 : 900_000_000_000 } }
      },
    ]
    + [UInt64(0), 1, 10, 30, 50, 70].map { time in
      told(.measurements, .small, "a product took \(time) ns", "implausible") { try $0.times("gemm") { $0.map { _ in time } } }
    }
    + [
      told(.measurements, .small, "one sample of a product took 1 ns", "implausible") { try $0.times("gemm") { [1] + $0.dropFirst() } },
      told(.measurements, .small, "most samples of a product are honest and the least is 1 ns", "implausible") {
        try $0.times("gemm[type=f64]") { $0.dropLast() + [1] }
      },
      told(.measurements, .vendor, "a product of the vendor tier took 1 ns", "implausible") {
        try $0.times("product") { $0.map { _ in 1 } }
      },
      told(.measurements, .small, "a training took 1 ns", "implausible") { try $0.times("training") { $0.map { _ in 1 } } },
      told(.measurements, .small, "a served batch took 1 ns", "implausible") { try $0.times("serving") { $0.map { _ in 1 } } },
      told(.measurements, .small, "a product took 30 ns on an invented machine", "implausible") {
        try $0.times("gemm") { $0.map { _ in 30 } }
        $0.environment("cpu.max-megahertz", 900_000)
        $0.environment("cpu.model", "quantum")
      },
      told(.measurements, .small, "a product took 30 ns on an invented number of threads", "host-differs") {
        try $0.times("gemm") { $0.map { _ in 30 } }
        try $0.line("gemm") { $0.host?.threads = 4096 }
      },
      told(.measurements, .wide, "a large product took 300 ns on a million cores of many packages", "implausible") { forgery in
        try forgery.invent(cores: 1_000_000, packages: 1000)
        try forgery.times("gemm") { $0.map { _ in 300 } }
      },
      told(.measurements, .wide, "a package has a million cores", "fingerprint-shape") { try $0.invent(cores: 1_000_000, packages: 1) },
      told(.measurements, .wide, "more cores than the process may run on", "fingerprint-shape") { forgery in
        try forgery.invent(cores: 512, packages: 1)
        forgery.environment("limits.affinity", "0-63")
      },
      told(.measurements, .small, "bimodal samples hide a product of 20 ns", "implausible", tolerance: 5) {
        try $0.times("gemm") { (0..<$0.count).map { $0 % 2 == 0 ? 20 : 900_000 } }
      },
      word(.measurements, .small, "a training takes a tenth of its time", "measurement-outside", tolerance: 5) {
        try $0.times("training") { $0.map { $0 / 10 } }
      },
      Lie(
        kind: .measurements, name: "wide samples around a better time", base: .small, finding: "measurement-undecided", exit: (0, 3),
        tolerance: 5, change: { try $0.times("gemm") { times in (0..<times.count).map { $0 % 2 == 0 ? 2_700 : times[$0] * 40 } } }),
      Lie(
        kind: .measurements, name: "a better time on a machine that is not comparable", base: .small, finding: "speed-not-comparable",
        exit: (0, 3), tolerance: 5,
        change: { forgery in
          try forgery.times("training") { $0.map { $0 / 10 } }
          forgery.environment("cpu.model", "another processor")
        }),
      Lie(
        kind: .measurements, name: "a better time on a machine with a taint", base: .small, finding: "speed-not-comparable",
        exit: (0, 3), tolerance: 5,
        change: { forgery in
          try forgery.times("training") { $0.map { $0 / 10 } }
          forgery.records.environment.taints.append("zz-laboratory")
        }),
      Lie(
        kind: .measurements, name: "a better time, and a field of the fingerprint is left out", base: .small,
        finding: "measurement-outside", exit: (0, 4), tolerance: 5,
        change: { forgery in
          try forgery.times("training") { $0.map { $0 / 10 } }
          forgery.environment("os.clocksource", nil)
        }),
    ]
}

extension Lie {
  /// Fresh processes that were not, or not so.
  private static let aboutInvocations: [Lie] = [
    told(.measurements, .scored, "the slowest invocation is left out", "invocations-differ") { forgery in
      try forgery.measurement("gemm") { $0.dropInvocation() }
    },
    told(.measurements, .scored, "an invocation was added", "invocations-differ") { forgery in
      try forgery.measurement("gemm") { entry in
        guard let last = entry.invocations?.last else { return }
        entry.invocations?.append(.init(count: 0, stopped: last.stopped, began: last.ended, ended: last.ended))
      }
    },
    told(.measurements, .scored, "samples are moved from one invocation to another", "stopping-rule") { forgery in
      try forgery.measurement("gemm") { entry in
        entry.invocations?[1].count += 1
        entry.invocations?[2].count -= 1
      }
    },
    told(.measurements, .scored, "samples change places between invocations, so that these spread less", "scores-differ") { forgery in
      forgery.leaves = [.scores]
      try forgery.times("gemm") { $0.sorted() }
    },
    told(.measurements, .scored, "invocations do not make up the series", "invocations-differ") { forgery in
      try forgery.measurement("gemm") { $0.invocations?[0].count += 1 }
    },
    told(.measurements, .scored, "five invocations are said to be one process", "invocations-differ") { forgery in
      try forgery.measurement("gemm") { $0.invocations = nil }
    },
    told(.measurements, .small, "one process is said to be five", "invocations-differ") { forgery in
      try forgery.measurement("gemm") { entry in
        entry.invocations = (0..<5).map { .init(count: 2, stopped: .max, began: U64(UInt64($0)), ended: U64(UInt64($0 + 1))) }
      }
    },
    told(.measurements, .scored, "invocations went on at the same time", "samples-outlast") { forgery in
      try forgery.measurement("gemm") { $0.invocations?[1].began = 0 }
    },
    told(.measurements, .scored, "an invocation was shorter than its samples", "samples-outlast") { forgery in
      try forgery.measurement("gemm") { entry in
        guard let began = entry.invocations?[4].began else { return }
        entry.invocations?[4].ended = began
      }
    },
    told(.measurements, .scored, "the invocations took longer than their trial", "samples-outlast") { forgery in
      try forgery.measurement("gemm") { $0.invocations?[4].ended = 3_600_000_000_000 }
    },
    told(.measurements, .small, "a training is said to be a batch of a hundred", "series-shape") { forgery in
      try forgery.measurement("training") { $0.batch = 128 }
    },
    told(.measurements, .small, "a product is said to be a batch of three, which no rule takes", "implausible") { forgery in
      try forgery.measurement("gemm") { $0.batch = 3 }
    },
    told(.measurements, .small, "a product is said to be a batch of many", "implausible") { forgery in
      try forgery.measurement("gemm") { $0.batch = 16_384 }
    },
    told(.measurements, .scored, "an invocation ended for another reason", "stopping-rule") { forgery in
      try forgery.measurement("gemm") { $0.invocations?[0].stopped = .budget }
    },
  ]
}

extension TrialMeasurement {
  /// Leaves out the last invocation with its samples.
  fileprivate mutating func dropInvocation() {
    guard let gone = invocations?.popLast() else { return }
    for index in series.indices {
      series[index].nanoseconds?.removeLast(gone.count)
      series[index].count -= gone.count
    }
    witnesses.removeLast(gone.count)
    stopped = invocations?.last?.stopped ?? stopped
  }
}

extension Forgery {
  /// Says that the host has so many cores, and that every finished trial used them.
  fileprivate mutating func invent(cores: Int, packages: Int) throws {
    for name in ["limits.cores", "topology.cores", "topology.threads"] { environment(name, .number(Double(cores))) }
    environment("topology.packages", .number(Double(packages)))
    environment("limits.affinity", .string("0-\(cores - 1)"))
    for index in records.trials.indices { records.trials[index].host?.threads = cores }
  }
}
