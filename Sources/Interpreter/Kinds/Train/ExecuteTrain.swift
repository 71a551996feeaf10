internal import Attest
internal import Kernels
internal import Record
internal import Score

/// Executes a trial of a training workload: each sample is a whole training with the same seed, and must end in the same weights.
///
/// Results and artefacts: `TrainingReport`. Series: `time`.
func executeTrain(_ work: TrainWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  let training = try Training(work, context, bench)
  var latest: Training.Run?
  var reference: [UInt8]?
  func repetition() throws(RunFault) { latest = try training.run() }
  func check() throws(RunFault) {
    guard let weights = latest?.weights else { return }
    let bytes = try orFault { () throws(KernelError) in try weights.safetensors() }
    guard reference == nil || reference == bytes else { throw RunFault.unstable("model") }
    reference = bytes
  }

  var outcome = TrialOutcome()
  try sample(into: &outcome, context, bench, repetition, check: check)
  guard let run = latest, let weights = reference else { return .ended(.failed, "the training gave no model") }
  TrainingReport(work, training.material, run, weights: weights).write(into: &outcome)
  return outcome
}

/// Everything a training needs, read and checked once.
struct Training {
  /// What one training gave.
  struct Run {
    var weights: NetworkWeights
    /// The mean loss of each epoch; of one that was broken off, over the steps that were done.
    var losses: [Double] = []
    var stepLosses: [Float] = []
    /// Rows that were learnt, those of every epoch counted.
    var rows: UInt64 = 0
    /// Right answers of so many over the test part, and their mean loss.
    var correct = 0
    var answers = 1
    var testLoss = 0.0
    var reached: Bool
    /// What it came to on the way, as files.
    var checkpoints: [TrainingCheckpoint] = []
  }

  /// The most bytes that the files kept on the way may have together.
  static let checkpointLimit = 1 << 30

  let work: TrainWork
  let context: TrialContext
  let engine: Engine
  let settings: TrainingSettings
  let material: TrainingMaterial
  let weightStream: RandomStream
  let shuffleStream: RandomStream
  let dropoutStream: RandomStream?
  let deadline: Deadline

  init(_ work: TrainWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) {
    try requireRevisions(work.revisions)
    self.work = work
    self.context = context
    settings = work.settings()
    let (input, data) = try context.dataset(work.dataset)
    material = try TrainingMaterial(work, input, data, seed: context.plan.seed)
    try context.requireMemory(try work.estimatedMemory(vocabulary: material.vocabulary?.count ?? 0), for: "training")
    engine = try context.engine()
    weightStream = try context.stream("weights")
    shuffleStream = try context.stream("shuffle")
    dropoutStream = work.dropout == Rational(0) ? nil : try context.stream("dropout")
    deadline = Deadline(context.node.limits, bench, spent: context.elapsed)
  }

  func run() throws(RunFault) -> Run {
    let (start, trainer) = try orFault { () throws(KernelError) in
      var stream = weightStream
      let start = try NetworkWeights(material.architecture, stream: &stream, engine: engine)
      let trainer = try Trainer(
        start, data: material.train, settings: settings, stream: shuffleStream, dropoutStream: dropoutStream, engine: engine)
      return (start, trainer)
    }
    return try run(trainer, Run(weights: start, reached: work.stop == nil))
  }

  /// Goes on from a state up to the end of an epoch, or to the end of the training where that comes first.
  ///
  /// - Parameter earlier: What came before the state.
  func run(from state: TrainingState, _ earlier: Run, until epoch: Int) throws(RunFault) -> Run {
    let trainer = try orFault { () throws(KernelError) in
      try Trainer(
        resuming: state, data: material.train, settings: settings, stream: shuffleStream, dropoutStream: dropoutStream, engine: engine)
    }
    return try run(trainer, earlier, until: epoch)
  }

  /// The state in which it begins.
  func beginning() throws(RunFault) -> TrainingState {
    try orFault { () throws(KernelError) in
      var stream = weightStream
      let start = try NetworkWeights(material.architecture, stream: &stream, engine: engine)
      let trainer = try Trainer(
        start, data: material.train, settings: settings, stream: shuffleStream, dropoutStream: dropoutStream, engine: engine)
      return try trainer.state()
    }
  }

  private func run(_ trainer: Trainer, _ earlier: Run, until last: Int = .max) throws(RunFault) -> Run {
    var run = earlier
    repeat {
      run.losses.append(try epoch(trainer, &run))
      run.weights = try orFault { () throws(KernelError) in try trainer.weights() }
      let evaluation = try orFault { () throws(KernelError) in try trainer.evaluate(material.test) }
      guard evaluation.meanLoss.isFinite else {
        throw RunFault(
          .diverged, "the loss over the test part after epoch \(run.losses.count) is \(evaluation.meanLoss)",
          help: "use a smaller learning rate")
      }
      (run.correct, run.answers, run.testLoss) = (evaluation.correct, max(1, evaluation.answers), evaluation.meanLoss)
      try keepCheckpoint(trainer, &run)
      let accuracy = Double(run.correct) / Double(run.answers)
      context.progress(.epoch(run.losses.count, of: epochsAhead(run), loss: run.losses.last ?? 0, accuracy: accuracy))
      if try stops(run) {
        run.reached = true
        break
      }
    } while run.losses.count < min(last, work.epochs ?? .max) && run.stepLosses.count < work.steps ?? .max
    return run
  }

  /// Learns an epoch, or what the bound on steps leaves of it.
  ///
  /// - Returns: the mean of the step losses, weighted by their rows, added in order.
  private func epoch(_ trainer: Trainer, _ run: inout Run) throws(RunFault) -> Double {
    var (sum, rows) = (0.0, 0)
    while true {
      if context.isCancelled() { throw RunFault.interrupted }
      try deadline.check()
      let step = try orFault { () throws(KernelError) in try trainer.step() }
      sum += Double(step.loss) * Double(step.rows)
      rows += step.rows
      run.stepLosses.append(step.loss)
      run.rows += UInt64(step.rows)
      if step.endsEpoch || run.stepLosses.count >= work.steps ?? .max { return sum / Double(rows) }
    }
  }

  /// How many epochs there will be at most, for a person who waits.
  private func epochsAhead(_ run: Run) -> Int {
    let batches = (material.train.rows + settings.batch - 1) / settings.batch
    let bySteps = work.steps.map { ($0 + batches - 1) / max(1, batches) } ?? .max
    return max(run.losses.count, min(work.epochs ?? .max, bySteps))
  }

  private func keepCheckpoint(_ trainer: Trainer, _ run: inout Run) throws(RunFault) {
    guard let every = work.checkpoints, every > 0, run.losses.count.isMultiple(of: every) else { return }
    run.checkpoints.append(try TrainingCheckpoint(trainer, epoch: run.losses.count))
    let size = run.checkpoints.reduce(0) { $0 + $1.size }
    guard size <= Training.checkpointLimit else {
      throw RunFault(
        .checkpointsTooLarge,
        "the checkpoints kept until epoch \(run.losses.count) have \(size) bytes, and "
          + "\(Training.checkpointLimit) are kept at most", help: "keep fewer: raise `checkpoints`")
    }
  }

  /// Whether the stop rule holds after the last epoch; it sees results only.
  private func stops(_ run: Run) throws(RunFault) -> Bool {
    guard let stop = work.stop, let accuracy = Rational(Int128(run.correct), over: Int128(run.answers)) else { return false }
    let variables: [String: ExpressionValue] = [
      "accuracy": .rational(accuracy), "epoch": .rational(Rational(run.losses.count)), "loss": .real(run.losses.last ?? 0),
    ]
    do {
      return try truth(of: stop, variables: variables) == .holds
    } catch {
      throw RunFault(.stopRule, "the stop rule has no value: \(error.message)")
    }
  }
}
