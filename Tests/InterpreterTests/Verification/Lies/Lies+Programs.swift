import Attest
import Foundation
import Record

extension Lie {
  /// What programs printed and left.
  static let aboutPrograms: [Lie] = [
    told(.programs, .program, "the sandbox of a program is left out", "isolation-differs") { $0.records.run.isolation = nil },
    told(.programs, .program, "a sandbox has a layer that nobody knows", "host-differs") {
      try $0.line("job") { $0.host?.isolation = ["bubblewrap 0.8.0", "unicorn"] }
    },
    told(.programs, .program, "a program read a better result", "reading-differs") { try $0.set("answer", .number(43), of: "job") },
    told(.programs, .program, "a program measured something better", "reading-differs") { forgery in
      try forgery.measurement("job") { entry in
        for place in entry.series.indices where entry.series[place].name == "speed" {
          entry.series[place].numbers = Array(repeating: 1e9, count: entry.series[place].count)
        }
      }
    },
    told(.programs, .program, "the last reading is a better one", "reading-differs") { forgery in
      try forgery.measurement("job") { entry in
        for place in entry.series.indices where entry.series[place].name == "speed" {
          let last = entry.series[place].count - 1
          entry.series[place].numbers?[last] = 1e9
        }
      }
    },
    told(.programs, .program, "the program printed another answer", "reading-differs") {
      try $0.swapArtifact("job", 1, for: Array("answer: 43\nspeed: 7\n".utf8))
    },
    told(.programs, .program, "the program printed two answers", "reading-differs") {
      try $0.swapArtifact("job", 1, for: Array("answer: 42\nanswer: 42\nspeed: 7\n".utf8))
    },
    told(.programs, .program, "the program printed nothing", "reading-differs") {
      try $0.swapArtifact("job", 1, for: Array("nothing\n".utf8))
    },
    told(.programs, .program, "what the program printed is not kept", "artifact-missing") { forgery in
      try forgery.line("job") { $0.artifacts.removeSubrange(1...) }
      forgery.dropStrays()
    },
    told(.programs, .program, "what the program left is not kept", "artifact-missing") { forgery in
      try forgery.line("job") { $0.artifacts.removeAll() }
      forgery.dropStrays()
    },
    told(.programs, .program, "a program left another file", "artifact-missing") {
      try $0.swapArtifact("job", for: Array("better\n".utf8))
    },
    told(.programs, .program, "a program left files that nobody asked for", "artifact-unbound") { forgery in
      let stray = forgery.add("artifacts", Array("certificate".utf8))
      try forgery.line("job") { $0.artifacts.append(stray) }
    },
    told(.programs, .program, "what a program printed and what it left are swapped", "output-differs") {
      try $0.line("job") { $0.artifacts.swapAt(0, 1) }
    },
    told(.programs, .program, "a reading is counted twice", "series-shape") { forgery in
      try forgery.measurement("job") { entry in entry.series += entry.series.filter { $0.name == "speed" } }
    },
    told(.programs, .program, "a reading is left out", "series-shape") { forgery in
      try forgery.measurement("job") { entry in entry.series.removeAll { $0.name == "speed" } }
    },
    told(.programs, .program, "a reading is in another unit", "series-shape") { forgery in
      try forgery.measurement("job") { entry in
        for place in entry.series.indices where entry.series[place].name == "speed" { entry.series[place].unit = "s" }
      }
    },
    told(.programs, .program, "a reading is a time", "series-shape") { forgery in
      try forgery.measurement("job") { entry in
        for place in entry.series.indices where entry.series[place].name == "speed" {
          entry.series[place] = SampleSeries(name: "speed", nanoseconds: Array(repeating: 1_000_000, count: entry.series[place].count))
        }
      }
    },
    word(.programs, .program, "a program left another result, consistently", "result-differs") { forgery in
      let (_, new) = try forgery.swapArtifact("job", for: Array("better\n".utf8))
      try forgery.set("text", .digest(new), of: "job")
    },
    word(.programs, .program, "a program printed another result, consistently", "result-differs") { forgery in
      try forgery.swapArtifact("job", 1, for: Array("answer: 43\nspeed: 7\n".utf8))
      try forgery.set("answer", .number(43), of: "job")
    },
    told(.programs, .diary, "a program without results has one", "status-differs") { forgery in
      forgery.records.results.trials = [
        TrialResult(node: "job", index: 0, values: [ResultValue("text", .exact, .digest(forgery.records.trials[0].artifacts[0]))])
      ]
    },
    told(.programs, .diary, "what a program left is not kept", "artifact-missing") { forgery in
      try forgery.line("job") { $0.artifacts = [] }
      forgery.dropStrays()
    },
  ]

  /// What an endpoint answered.
  static let aboutEvaluations: [Lie] = [
    told(.evaluation, .quiz, "an evaluation was warmed up", "stopping-rule") { try $0.measurement("quiz") { $0.warmup = 777 } },
    told(.evaluation, .quiz, "a query went out half a time more", "series-shape") {
      try $0.measurement("quiz") { entry in
        for place in entry.series.indices where entry.series[place].name == "retries" { entry.series[place].numbers?[0] = 0.5 }
      }
    },
    told(.evaluation, .quiz, "an evaluation is more accurate than its answers", "rescored-differs") {
      try $0.set("accuracy", .share(of: 2, total: 2), of: "quiz")
    },
    told(.evaluation, .quiz, "an evaluation leaves out a result", "rescored-differs") {
      try $0.result("quiz") { $0.values.removeAll { $0.name == "accuracy" } }
    },
    told(.evaluation, .quiz, "an evaluation has a result too many", "rescored-differs") {
      try $0.result("quiz") {
        $0 = TrialResult(node: $0.node, index: 0, values: $0.values + [ResultValue("quality", .replayed, .number(1))])
      }
    },
    told(.evaluation, .quiz, "an evaluation has no items", "status-differs") { forgery in
      try forgery.line("quiz") { $0.items = nil }
      forgery.dropStrays()
    },
    told(.evaluation, .quiz, "an evaluation has other items than its result says", "items-differ") { forgery in
      let items = forgery.add("items", Array("{}\n".utf8))
      try forgery.line("quiz") { $0.items = items }
      forgery.dropStrays()
    },
    told(.evaluation, .quiz, "an evaluation has no measurements", "status-differs") { $0.records.measurements.trials = [] },
    told(.evaluation, .quiz, "an evaluation was faster than it was", "series-shape") {
      try $0.times("quiz", series: "latency") { Array($0.dropLast()) }
    },
    told(.evaluation, .quiz, "an evaluation measured more queries than it asked", "series-shape") { forgery in
      try forgery.measurement("quiz") { entry in
        entry.series = [
          SampleSeries(name: "latency", nanoseconds: Array(repeating: 1_000_000, count: 50)),
          SampleSeries(name: "retries", unit: "1", numbers: Array(repeating: 0, count: 50)),
        ]
      }
    },
    told(.evaluation, .quiz, "an evaluation leaves out how often it asked again", "series-shape") { forgery in
      try forgery.measurement("quiz") { entry in entry.series.removeAll { $0.name == "retries" } }
    },
    told(.evaluation, .quiz, "an evaluation asked again more often than its plan allows", "series-contradicts") { forgery in
      try forgery.numbers("quiz", series: "retries") { $0.map { _ in 1_000_000_000 } }
    },
    told(.evaluation, .quiz, "an evaluation sent more often than it asked", "series-contradicts") { forgery in
      try forgery.numbers("quiz", series: "resends") { $0.map { _ in 3 } }
    },
    told(.evaluation, .quiz, "an evaluation waited longer than it ran", "series-contradicts") { forgery in
      try forgery.times("quiz", series: "latency") { $0.map { _ in 900_000_000_000 } }
    },
    told(.evaluation, .quiz, "an evaluation was given tokens faster than it was", "series-shape") { forgery in
      try forgery.numbers("quiz", series: "token-rate") { $0 + [1_000_000] }
    },
    told(.evaluation, .small, "a product has transcripts", "transcripts-unbound") { forgery in
      let transcript = forgery.add("transcripts", Array("{}".utf8))
      try forgery.line("gemm") { $0.transcripts = transcript }
    },
    Lie(
      kind: .evaluation, name: "an evaluation of another scorer revision is scored by nobody", base: .quiz, finding: "catalogue-differs",
      exit: (3, 3),
      change: { forgery in
        forgery.records.plan.catalogue = 9
        if case .evaluate(var work) = forgery.records.plan.nodes[0].work {
          work.scorers[0].revision = 7
          forgery.records.plan.nodes[0].work = .evaluate(work)
        }
        try forgery.set("accuracy", .share(of: 2, total: 2), of: "quiz")
      }),
  ]
}
