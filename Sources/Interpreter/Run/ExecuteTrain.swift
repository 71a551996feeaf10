internal import Attest
internal import Kernels
internal import Record
internal import Score

/// Executes a trial of a training workload: each sample is a whole training with the same seed, and must end in the same weights.
///
/// Results: `accuracy` (share of the test part), `epochs`, `loss` (one mean an epoch), `reached`, `weights` (digest of the artefact).
/// Series: `time`. Artefact: `weights` (safetensors).
func executeTrain(_ work: TrainWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  let training = try Training(work, context, bench)
  var latest: Training.Run?
  var reference: [UInt8]?
  func repetition() throws(RunFault) { latest = try training.run() }
  func check() throws(RunFault) {
    guard let model = latest?.model else { return }
    do {
      let weights = try model.safetensors()
      guard reference == nil || reference == weights else { throw RunFault.unstable("model") }
      reference = weights
    } catch let error as KernelError {
      throw RunFault(kernel: error)
    } catch let fault as RunFault {
      throw fault
    } catch {
      throw RunFault("training-failed", "\(error)", isLocal: true)
    }
  }

  var outcome = TrialOutcome()
  try sample(into: &outcome, context, bench, repetition, check: check)
  guard let run = latest, let weights = reference else { return .ended(.failed, "the training gave no model") }
  outcome.results = [
    ResultValue("accuracy", .exact, .share(of: U64(UInt64(run.correct)), total: U64(UInt64(training.test.rows)))),
    ResultValue("epochs", .exact, .count(U64(UInt64(run.losses.count)))),
    ResultValue("loss", .exact, .series(run.losses)),
    ResultValue("reached", .exact, .flag(run.reached)),
    ResultValue("weights", .exact, .digest(SHA256.digest(of: weights))),
  ]
  outcome.artifacts = [("weights", weights)]
  return outcome
}

/// Everything a training needs, read and checked once.
private struct Training {
  struct Run {
    var model: MLPModel
    var losses: [Double]
    var correct: Int
    var reached: Bool
  }

  let work: TrainWork
  let context: TrialContext
  let engine: Engine
  let layers: [Int]
  let optimizer: Optimizer
  let train: TrainingData
  let test: TrainingData
  let weightStream: RandomStream
  let shuffleStream: RandomStream
  let deadline: Deadline

  init(_ work: TrainWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) {
    guard work.model == "mlp", let layers = work.layers else { throw RunFault("unknown-model", "no model is called `\(work.model)`", isLocal: true) }
    try requireRevisions(work.revisions)
    self.work = work
    self.context = context
    optimizer = try Training.optimizer(work.optimizer)
    let classes = layers.last ?? 0
    self.layers = layers
    let split = try LabelledSplit(context, dataset: work.dataset, classes: classes)
    train = try split.train.trainingData(classes: classes)
    test = try split.test.trainingData(classes: classes)
    engine = try context.engine()
    weightStream = try context.stream("weights")
    shuffleStream = try context.stream("shuffle")
    deadline = Deadline(context.node.limits, bench)
  }

  func run() throws(RunFault) -> Run {
    do {
      var weights = weightStream
      let model = try MLPModel(layers: layers, stream: &weights, engine: engine)
      let trainer = try MLPTrainer(
        model, data: train, optimizer: optimizer, batch: work.batch, stream: shuffleStream, engine: engine)
      return try run(trainer, from: model)
    } catch let error as KernelError {
      throw RunFault(kernel: error)
    } catch let fault as RunFault {
      throw fault
    } catch {
      throw RunFault("training-failed", "\(error)", isLocal: true)
    }
  }

  private func run(_ trainer: MLPTrainer, from start: MLPModel) throws -> Run {
    var run = Run(model: start, losses: [], correct: 0, reached: work.stop == nil)
    let epochs = max(1, work.epochs ?? 1)
    for number in 1...epochs {
      if context.isCancelled() { throw RunFault.interrupted }
      try deadline.check()
      run.losses.append(try trainer.epoch().meanLoss)
      run.model = try trainer.model()
      run.correct = try run.model.evaluate(test, engine: engine)
      let accuracy = Double(run.correct) / Double(test.rows)
      context.progress(.epoch(number, of: epochs, loss: run.losses[number - 1], accuracy: accuracy))
      if try stops(run) {
        run.reached = true
        break
      }
    }
    return run
  }

  /// Whether the stop rule holds after the last epoch; it sees results only.
  private func stops(_ run: Run) throws -> Bool {
    guard let stop = work.stop, let accuracy = Rational(Int128(run.correct), over: Int128(test.rows)) else { return false }
    let variables: [String: Value] = [
      "accuracy": .rational(accuracy), "epoch": .rational(Rational(run.losses.count)), "loss": .real(run.losses.last ?? 0),
    ]
    do {
      return try truth(of: stop, variables: variables) == .holds
    } catch {
      throw RunFault("stop-rule", "the stop rule has no value: \(error.message)", isLocal: true)
    }
  }

  private static func optimizer(_ planned: TrainWork.Optimizer) throws(RunFault) -> Optimizer {
    if let sgd = planned.sgd {
      return .sgd(SGDSettings(learningRate: sgd.lr.real, momentum: sgd.momentum.real))
    }
    guard let adamw = planned.adamw else { throw RunFault("unknown-optimizer", "the plan names no optimiser", isLocal: true) }
    return .adamw(
      AdamWSettings(
        learningRate: adamw.lr.real, beta1: adamw.beta1.real, beta2: adamw.beta2.real, epsilon: adamw.epsilon.real,
        weightDecay: adamw.weightDecay.real))
  }
}
