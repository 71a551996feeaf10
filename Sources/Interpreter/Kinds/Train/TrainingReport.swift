internal import Attest
internal import Kernels
internal import Record

/// What a training leaves.
///
/// Results of every training: `accuracy` (share of the test part; of a text, of its tokens), `epochs`, `loss` (one mean an epoch),
/// `reached` and `weights` (digest of the artefact of this name, a safetensors file); `steps`; `samples` or `tokens`, how many were learnt, those of every epoch counted; `step-loss`,
/// one an update, or beyond 10,000 of them the digest of the artefact of this name (little-endian binary32); `test-loss`, the mean over
/// the test part; of a text `perplexity`, e to that power, and `vocabulary`, its characters in order; `checkpoint-N` for the weights
/// after epoch N, `memory-N` for what the optimiser remembers, and `state-N` for the rest (`TrainingCheckpoint`), each with an artefact of
/// this name.
struct TrainingReport {
  /// The most losses of steps that stand in the results themselves.
  static let inlineLimit = 10_000

  private let work: TrainWork
  private let material: TrainingMaterial
  private let run: Training.Run
  private let weights: [UInt8]

  init(_ work: TrainWork, _ material: TrainingMaterial, _ run: Training.Run, weights: [UInt8]) {
    self.work = work
    self.material = material
    self.run = run
    self.weights = weights
  }

  func write(into outcome: inout TrialOutcome) {
    outcome.results = [
      exact("accuracy", .share(of: U64(UInt64(run.correct)), total: U64(UInt64(run.answers)))),
      exact("epochs", .count(U64(UInt64(run.losses.count)))),
      exact("loss", .series(run.losses)),
      exact("reached", .flag(run.reached)),
    ]
    keep("weights", weights, &outcome)
    outcome.results += [
      exact("steps", .count(U64(UInt64(run.stepLosses.count)))), exact("test-loss", .number(run.testLoss)), amount,
    ]
    if let vocabulary = material.vocabulary {
      var text = String.UnicodeScalarView()
      text.append(contentsOf: vocabulary)
      outcome.results += [
        exact("perplexity", .number(DoubleFunctions.exp(run.testLoss))), exact("vocabulary", .text(String(text))),
      ]
    }
    if run.stepLosses.count <= TrainingReport.inlineLimit {
      outcome.results.append(exact("step-loss", .series(run.stepLosses.map(Double.init))))
    } else {
      keep("step-loss", run.stepLosses.flatMap { littleEndianBytes($0.bitPattern) }, &outcome)
    }
    for checkpoint in run.checkpoints {
      for file in checkpoint.files { keep(file.name, file.bytes, &outcome) }
    }
  }

  /// What throughput is about.
  private var amount: ResultValue {
    guard case .gpt(let gpt) = work.model else { return exact("samples", .count(U64(run.rows))) }
    return exact("tokens", .count(U64(run.rows * UInt64(gpt.context))))
  }

  private func exact(_ name: String, _ value: ResultValue.Content) -> ResultValue { ResultValue(name, .exact, value) }

  private func keep(_ name: String, _ bytes: [UInt8], _ outcome: inout TrialOutcome) {
    outcome.results.append(exact(name, .digest(SHA256.digest(of: bytes))))
    outcome.artifacts.append((name, bytes))
  }
}
