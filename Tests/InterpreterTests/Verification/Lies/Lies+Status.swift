import Attest
import Record

extension Lie {
  /// A status that the evidence does not bear out.
  static let aboutStatus: [Lie] =
    [TrialStatus.cut, .failed, .refused, .skipped].flatMap { status in
      [
        told(.status, .small, "a trial said to be \(status) keeps its results", "status-differs") {
          try $0.line("gemm") { ($0.status, $0.reason) = (status, "the time limit was reached") }
        },
        told(.status, .small, "a training said to be \(status) keeps a perfect accuracy for its claim", "status-differs") {
          try $0.set("accuracy", .share(of: 20, total: 20), of: "training")
          try $0.line("training") { ($0.status, $0.reason) = (status, "the time limit was reached") }
          try $0.withdraw("serving", as: .skipped)
        },
        told(.status, .vendor, "a vendor trial said to be \(status) keeps its bounded entry", "status-differs") {
          try $0.line("product", 2) { ($0.status, $0.reason) = (status, "gone") }
        },
        told(.status, .quiz, "an evaluation said to be \(status) keeps its accuracy", "status-differs") {
          try $0.line("quiz") { ($0.status, $0.reason) = (status, "gone") }
        },
      ]
    } + [
      told(.status, .small, "a trial that is cut gives no reason", "status-differs") {
        try $0.withdraw("gemm", as: .cut, because: nil)
      },
      told(.status, .small, "a trial that finished gives a reason why it did not", "status-differs") {
        try $0.line("gemm") { $0.reason = "the time limit was reached" }
      },
      told(.status, .small, "a trial that was cut was never attempted", "attempts-differ") {
        try $0.withdraw("gemm", as: .cut)
        try $0.line("gemm") { $0.attempts = [] }
      },
      told(.status, .small, "a trial that was skipped was executed", "attempts-differ") {
        try $0.withdraw("training", as: .cut)
        let attempts = $0.records.trials[try $0.line("serving")].attempts
        try $0.withdraw("serving", as: .skipped)
        try $0.line("serving") { $0.attempts = attempts }
      },
      told(.status, .small, "a trial is skipped although what it needs finished", "status-differs") {
        try $0.withdraw("serving", as: .skipped)
      },
      told(.status, .small, "a trial finished although what it needs did not", "status-differs") {
        try $0.withdraw("training", as: .cut)
      },
      told(.status, .small, "a trial finished without an attempt", "attempts-differ") { try $0.line("gemm") { $0.attempts = [] } },
      told(.status, .small, "a trial finished whose last attempt was interrupted", "attempts-differ") {
        try $0.line("gemm") { $0.attempts[0].outcome = .interrupted }
      },
      told(.status, .small, "a trial finished whose last attempt failed", "attempts-differ") {
        try $0.line("gemm") { $0.attempts[0].outcome = .failed }
      },
      told(.status, .small, "an attempt finished and nobody saw its end", "attempts-differ") {
        try $0.line("gemm") { $0.attempts[0].ended = nil }
      },
      told(.status, .small, "an attempt ended before it started", "attempts-differ") {
        try $0.line("gemm") { $0.attempts[0].ended = Timestamp(recordText: "2000-01-01T00:00:00Z") }
      },
      told(.status, .small, "an attempt started before the run", "attempts-differ") {
        try $0.line("gemm") { $0.attempts[0].started = Timestamp(recordText: "2000-01-01T00:00:00Z") ?? $0.attempts[0].started }
      },
      told(.status, .small, "an attempt ended after the run", "attempts-differ") {
        try $0.line("gemm") { $0.attempts[0].ended = Timestamp(recordText: "2100-01-01T00:00:00Z") }
      },
      told(.status, .small, "a slow trial was run again and nothing was broken off", "attempts-differ") {
        try $0.line("gemm") { $0.attempts += $0.attempts }
      },
      told(.status, .small, "a failed attempt is passed over without an interruption", "attempts-differ") {
        try $0.line("gemm") {
          var failed = $0.attempts[0]
          failed.outcome = .failed
          $0.attempts.insert(failed, at: 0)
        }
      },
      told(.status, .broken, "a failed program is said to have finished", "status-differs") {
        try $0.line("wrong") { ($0.status, $0.reason, $0.attempts[0].outcome) = (.ok, nil, .finished) }
      },
      told(.status, .broken, "a cut program is said to have finished with a result", "artifact-missing") { forgery in
        try forgery.line("slow") { ($0.status, $0.reason) = (.ok, nil) }
        let entry = TrialResult(node: "slow", index: 0, values: [ResultValue("text", .exact, .digest(SHA256.digest(of: [1])))])
        forgery.records.results.trials.insert(entry, at: 0)
        var measured = forgery.records.measurements.trials[0]
        (measured.node, measured.warmup) = ("slow", 0)
        forgery.records.measurements.trials.insert(measured, at: 0)
      },
      told(.status, .broken, "the host of a finished trial is not told", "host-differs") { try $0.line("gemm") { $0.host = nil } },
      told(.status, .small, "a kernel came from the cache, and so was not measured", "cache-not-allowed") { forgery in
        let id = forgery.records.trials[try forgery.line("gemm")].id
        try forgery.line("gemm") { $0.cached = true }
        forgery.records.measurements.trials.removeAll { $0.id == id }
        forgery.records.run.cacheHits = [id.node]
      },
      told(.status, .small, "an inference came from the cache, and so was not measured", "cache-not-allowed") { forgery in
        try forgery.line("serving") { $0.cached = true }
        forgery.records.measurements.trials.removeAll { $0.node == "serving" }
        forgery.records.run.cacheHits = ["serving"]
      },
      told(.status, .program, "a program came from the cache, and so was not measured", "cache-not-allowed") { forgery in
        try forgery.line("job") { $0.cached = true }
        forgery.records.measurements.trials.removeAll()
        forgery.records.run.cacheHits = ["job"]
      },
      told(.status, .scored, "a product that the score measures came from the cache", "cache-not-allowed") { forgery in
        for index in [0, 1] { try forgery.line("gemm", index) { $0.cached = true } }
        forgery.records.measurements.trials.removeAll()
        forgery.records.run.cacheHits = ["gemm"]
      },
      told(.status, .small, "a trial came from the cache and was measured", "status-differs") { forgery in
        try forgery.line("training") { $0.cached = true }
        forgery.records.run.cacheHits = ["training"]
      },
      told(.status, .small, "a trial that was cut came from the cache", "status-differs") { forgery in
        try forgery.withdraw("training", as: .cut)
        try forgery.withdraw("serving", as: .skipped)
        try forgery.line("training") { $0.cached = true }
        forgery.records.run.cacheHits = ["training"]
      },
      told(.status, .cached, "a trial of the cache is not said to be", "cache-hits-differ") { forgery in
        forgery.records.run.cacheHits = []
      },
      told(.status, .cached, "a trial that was executed is said to be of the cache", "cache-hits-differ") { forgery in
        forgery.records.run.cacheHits.append("serving")
      },
      told(.status, .cached, "a cell of the cache is listed twice", "cache-hits-differ") { forgery in
        forgery.records.run.cacheHits += forgery.records.run.cacheHits
      },
      word(.status, .cached, "a model of the cache is another one", "result-differs") { forgery in
        let (_, new) = try forgery.swapArtifact("training", for: Array("another model".utf8))
        try forgery.set("weights", .digest(new), of: "training")
      },
      told(.status, .small, "a line is left out", "trial-missing") { $0.records.trials.removeLast() },
      told(.status, .small, "two lines are swapped", "trial-order") { $0.records.trials.swapAt(0, 1) },
      told(.status, .small, "a line stands twice", "trial-extra") { $0.records.trials.append($0.records.trials[3]) },
      told(.status, .small, "a line is of another trial", "trial-order") { try $0.line("training") { $0.index = 1 } },
      told(.status, .vendor, "the slowest of three trials is dropped", "trial-order") {
        $0.records.trials.remove(at: 1)
        $0.records.bounded.trials.remove(at: 1)
        $0.records.measurements.trials.remove(at: 1)
        $0.dropStrays()
      },
      told(.status, .vendor, "a trial is counted for two", "stream-differs") { forgery in
        let other = forgery.records.trials[0].stream
        try forgery.line("product", 2) { $0.stream = other }
      },
      told(.status, .small, "the stream of a trial is one that was sought", "stream-differs") {
        try $0.line("gemm") { $0.stream = SHA256.digest(of: [7]) }
      },
      told(.status, .small, "more threads ran than the target has", "host-differs") { try $0.line("gemm") { $0.host?.threads = 64 } },
      told(.status, .small, "no thread ran", "host-differs") { try $0.line("gemm") { $0.host?.threads = 0 } },
      told(.status, .small, "an instruction set ran that the host does not have", "host-differs") {
        try $0.line("gemm") { $0.host?.isa = "neon" }
      },
      told(.status, .program, "a program ran in no sandbox", "host-differs") { try $0.line("job") { $0.host?.isolation = nil } },
      told(.status, .small, "a kernel ran in a sandbox", "host-differs") { try $0.line("gemm") { $0.host?.isolation = ["bubblewrap"] } },
      told(.status, .vendor, "a vendor trial names no library", "host-differs") { try $0.line("product") { $0.host?.library = nil } },
      told(.status, .small, "a portable trial ran in a vendor's library", "host-differs") {
        try $0.line("gemm") { $0.host?.library = "OpenBLAS" }
      },
    ]
}
