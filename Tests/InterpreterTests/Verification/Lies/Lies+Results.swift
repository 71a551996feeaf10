import Attest
import Record

extension Lie {
  /// Results that did not come out, and files that are not what the results say.
  static let aboutResults: [Lie] = [
    word(.results, .small, "a product has another digest", "result-differs") {
      try $0.set("output", .digest(SHA256.digest(of: [1])), of: "gemm")
    },
    word(.results, .small, "a training reached a better accuracy", "result-differs") {
      try $0.set("accuracy", .share(of: 20, total: 20), of: "training")
    },
    word(.results, .small, "a training has other losses", "result-differs") {
      try $0.set("loss", .series([0.5, 0.1, 0.01]), of: "training")
    },
    word(.results, .small, "a training reached its quality", "result-differs") { try $0.set("reached", .flag(true), of: "training") },
    word(.results, .small, "a training took fewer epochs", "result-differs") { try $0.set("epochs", .count(1), of: "training") },
    word(.results, .small, "a served model is more accurate", "result-differs") {
      try $0.set("accuracy", .share(of: 20, total: 20), of: "serving")
    },
    told(.results, .small, "a served model predicts something that is not kept", "artifact-unbound") {
      try $0.set("predictions", .digest(SHA256.digest(of: [2])), of: "serving")
    },
    word(.results, .small, "a served model predicts something else", "result-differs") { forgery in
      let (_, new) = try forgery.swapArtifact("serving", for: [2])
      try forgery.set("predictions", .digest(new), of: "serving")
    },
    word(.results, .small, "a model was trained on something else", "result-differs") { forgery in
      let (_, new) = try forgery.swapArtifact("training", for: Array("another model".utf8))
      try forgery.set("weights", .digest(new), of: "training")
    },
    told(.results, .small, "a result too many", "result-names") { try $0.append(ResultValue("speed", .exact, .number(1)), to: "gemm") },
    told(.results, .small, "a state after an epoch that the plan keeps none of", "result-names") {
      try $0.append(ResultValue("state-1", .exact, .digest(SHA256.digest(of: [1]))), to: "training")
    },
    told(.results, .small, "a result is left out", "result-names") { try $0.result("training") { $0.values.removeFirst() } },
    told(.results, .program, "a name that only looks like one of ASCII", "wrong-shape") {
      try $0.append(ResultValue("\u{212A}", .exact, .number(1e18)), to: "job")
    },
    told(.results, .program, "a name with spaces", "wrong-shape") {
      try $0.append(ResultValue("the answer", .exact, .number(1)), to: "job")
    },
    told(.results, .small, "a name longer than any", "wrong-shape") {
      try $0.append(ResultValue(String(repeating: "a", count: 2000), .exact, .number(1)), to: "gemm")
    },
    told(.results, .small, "a text that takes a quadratic time to compare", "not-json") { forgery in
      let marks = String(repeating: "\u{315}\u{300}", count: 24_000)
      try forgery.append(ResultValue("vocabulary", .exact, .text("e" + marks)), to: "training")
    },
    told(.results, .small, "a finished trial has no result", "status-differs") { $0.records.results.trials.removeFirst() },
    told(.results, .small, "a finished trial has an entry without values", "result-empty") { try $0.result("gemm") { $0.values = [] } },
    told(.results, .small, "an entry is of a trial that nobody planned", "entry-extra") {
      $0.records.results.trials.append(TrialResult(node: "gemm[type=f32]", index: 7, values: $0.records.results.trials[0].values))
    },
    told(.results, .small, "an entry stands twice", "entry-differs") {
      $0.records.results.trials.insert($0.records.results.trials[0], at: 0)
    },
    told(.results, .small, "entries are out of order", "entry-differs") { $0.records.results.trials.swapAt(0, 1) },
    told(.results, .small, "a line names another entry", "entry-differs") { forgery in
      forgery.leaves = [.lines]
      try forgery.line("gemm") { $0.result = SHA256.digest(of: [1]) }
    },
    told(.results, .small, "values are out of order", "result-order") { try $0.result("training") { $0.values.reverse() } },
    told(.results, .small, "a value stands twice with two meanings", "result-order") { try $0.result("gemm") { $0.values += $0.values } },
    told(.results, .small, "an exact result is said to hold within a bound", "result-class") {
      try $0.result("gemm") { $0.values[0].class = .bounded }
    },
    told(.results, .small, "an exact result is said to follow from transcripts", "result-class") {
      try $0.result("gemm") { $0.values[0].class = .replayed }
    },
    told(.results, .quiz, "a replayed result is said to be exact", "result-class") {
      try $0.result("quiz") { $0.values[0].class = .exact }
    },
    told(.results, .vendor, "a bounded result is said to be exact", "result-class") {
      $0.records.bounded.trials[0].values[0].class = .exact
    },
    told(.results, .small, "the model is another than the result says", "artifact-missing") {
      try $0.swapArtifact("training", for: Array("another model".utf8))
    },
    told(.results, .small, "the model is withheld", "artifact-missing") {
      try $0.line("training") { $0.artifacts = [] }
      $0.dropStrays()
    },
    told(.results, .small, "a file comes along that no result is the digest of", "artifact-unbound") { forgery in
      let stray = forgery.add("artifacts", Array("look, how good".utf8))
      try forgery.line("training") { $0.artifacts.append(stray) }
    },
    told(.results, .small, "a product comes with a file", "artifact-unbound") { forgery in
      let stray = forgery.add("artifacts", Array("look, how good".utf8))
      try forgery.line("gemm") { $0.artifacts.append(stray) }
    },
    told(.results, .small, "a file is named twice", "artifact-unbound") { forgery in
      try forgery.line("training") { $0.artifacts += $0.artifacts }
    },
    told(.results, .small, "a model is not of the length of its name", "name-differs") { forgery in
      guard let digest = forgery.records.trials[try forgery.line("training")].artifacts.first else { return }
      forgery.files["data/artifacts/\(digest.hex)"] = [0]
    },
    told(.results, .vendor, "a trial rides on its neighbour", "status-differs") { forgery in
      forgery.records.bounded.trials.removeLast()
      let invented = ResultValue("output", .exact, .digest(SHA256.digest(of: [1])))
      forgery.records.results.trials = [TrialResult(node: "product", index: 2, values: [invented])]
      try forgery.line("product", 2) { $0.artifacts = [] }
      forgery.dropStrays()
    },
    told(.results, .vendor, "a trial has a bounded and an exact result", "status-differs") { forgery in
      let invented = ResultValue("throughput", .exact, .number(1e18))
      forgery.records.results.trials = [TrialResult(node: "product", index: 0, values: [invented])]
    },
    told(.results, .vendor, "a kept output is not of the result", "artifact-unbound") {
      try $0.swapArtifact("product", for: Array(repeating: 0, count: 16_384))
    },
    Lie(
      kind: .results, name: "an output of the vendor tier is no product", base: .vendor, finding: "bound-exceeded", exit: (0, 4),
      change: { forgery in
        let (_, new) = try forgery.swapArtifact("product", for: Array(repeating: 0x41, count: 16_384))
        forgery.records.bounded.trials[0].values[1].value = .digest(new)
      }),
    word(.results, .vendor, "an error ratio is better than it is", "result-differs") {
      $0.records.bounded.trials[0].values[0].value = .number(1e-9)
    },
    told(.results, .vendor, "an error ratio beyond the bound is recorded as right", "result-bound") {
      $0.records.bounded.trials[0].values[0].value = .number(2)
    },
    told(.results, .vendor, "a vendor trial has a throughput that is no error", "result-bound") {
      let more = ResultValue("throughput", .bounded, .number(1e18))
      $0.records.bounded.trials[0] = TrialResult(node: "product", index: 0, values: $0.records.bounded.trials[0].values + [more])
    },
    Lie(
      kind: .results, name: "the outputs of the vendor tier are not kept", base: .vendor, finding: "not-reexecuted", exit: (0, 3),
      change: { forgery in
        for index in 0..<3 { try forgery.line("product", index) { $0.artifacts = [] } }
        forgery.dropStrays()
      }),
    told(.results, .small, "a metric is better than the records say", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.metrics[0].estimate.value *= 2
    },
    told(.results, .small, "a metric has a narrower interval", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.metrics[0].estimate.low = $0.records.scores.metrics[0].estimate.value
    },
    told(.results, .small, "a metric is invented", "scores-differ") {
      $0.leaves = [.scores]
      var metric = $0.records.scores.metrics[0]
      metric.metric = "quality"
      $0.records.scores.metrics.append(metric)
    },
    told(.results, .small, "a metric is left out", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.metrics.removeLast()
    },
    told(.results, .small, "a claim that fails is said to hold", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.claims[0].because = "training.accuracy is 1"
    },
    told(.results, .small, "a verdict is another one", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.claims[0].verdict = .fails
    },
    told(.results, .small, "a verdict is left out", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.claims = []
    },
    told(.results, .scored, "the score is higher", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.total = Estimate(exactly: 100)
    },
    told(.results, .scored, "a branch of the score is higher", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.score[0].estimate = Estimate(exactly: 100)
    },
    told(.results, .scored, "a branch was divided by another reference", "scores-differ") {
      $0.leaves = [.scores]
      $0.records.scores.score[0].branches[0].reference = 1
    },
    told(.results, .broken, "a cell with a failed trial has a metric", "scores-differ") { forgery in
      try forgery.withdraw("gemm", 1, as: .cut)
      forgery.leaves = [.scores]
    },
  ]
}
