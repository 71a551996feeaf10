internal import Attest
internal import Kernels
internal import Record

/// A stretch of a training between two states that its record holds, computed again from the first of them.
struct TrainingSegment {
  /// Epochs that are done where it begins, and where it ends.
  let epochs: Range<Int>

  /// All stretches of a recorded training, in order; a single one where it keeps no state.
  ///
  /// - Parameters:
  ///   - work: The training; its plan says after which epochs there is a state.
  ///   - total: The epochs that it recorded.
  static func all(of work: TrainWork, epochs total: Int) -> [TrainingSegment] {
    guard total > 0 else { return [] }
    guard let every = work.checkpoints, every > 0 else { return [TrainingSegment(epochs: 0..<total)] }
    return stride(from: 0, to: total, by: every).map { TrainingSegment(epochs: $0..<min(total, $0 + every)) }
  }
}

/// The recorded results of a training, from which segments begin.
struct RecordedTraining {
  let values: [String: ResultValue.Content]
  /// A file of the bundle.
  let file: (Digest) -> [UInt8]?

  init(_ values: [ResultValue], file: @escaping (Digest) -> [UInt8]?) {
    self.values = Dictionary(values.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    self.file = file
  }

  /// Epochs that were done; `nil` where the record does not say so.
  var epochs: Int? { if case .count(let count)? = values["epochs"] { Int(exactly: count.value) } else { nil } }

  /// Mean losses of the epochs.
  var losses: [Double] { if case .series(let losses)? = values["loss"] { losses } else { [] } }

  /// Losses of the steps, from the results or the file.
  var stepLosses: [Float] {
    switch values["step-loss"] {
    case .series(let losses)?: losses.map { Float($0) }
    case .digest(let digest)?:
      (file(digest) ?? []).chunks(ofCount: 4).map { Float(bitPattern: $0.reversed().reduce(0) { $0 << 8 | UInt32($1) }) }
    default: []
    }
  }

  /// The file of a result that is a digest.
  func bytes(_ name: String) -> [UInt8]? { if case .digest(let digest)? = values[name] { file(digest) } else { nil } }

  /// The digest of a result.
  func digest(_ name: String) -> Digest? { if case .digest(let digest)? = values[name] { digest } else { nil } }
}

extension [UInt8] {
  fileprivate func chunks(ofCount count: Int) -> [ArraySlice<UInt8>] {
    stride(from: 0, to: self.count - count + 1, by: count).map { self[$0..<$0 + count] }
  }
}

extension TrainingSegment {
  /// What computing a segment gives.
  enum Yield {
    /// What the record has in it, and what came out here.
    case values(recorded: [ResultValue], here: [ResultValue])
    /// The record has no state that could begin it, and why.
    case noState(String)
  }

  private enum Start {
    case state(TrainingState)
    case none(String)
  }

  /// Computes the segment from its recorded state.
  ///
  /// The last one goes on until the training ends by itself, so that a record that was cut short differs.
  func compute(_ training: Training, _ recorded: RecordedTraining, of total: Int) throws(RunFault) -> Yield {
    let state: TrainingState
    switch try start(training, recorded) {
    case .state(let found): state = found
    case .none(let reason): return .noState(reason)
    }
    let (steps, losses) = (Int(clamping: state.steps), recorded.stepLosses)
    guard steps <= losses.count, epochs.lowerBound <= recorded.losses.count else {
      return .noState("the state of epoch \(epochs.lowerBound) counts \(steps) steps, and there are \(losses.count) losses")
    }
    let earlier = Training.Run(
      weights: state.weights, losses: Array(recorded.losses.prefix(epochs.lowerBound)), stepLosses: Array(losses.prefix(steps)),
      rows: UInt64(epochs.lowerBound) * UInt64(training.material.train.rows), reached: training.work.stop == nil)
    let isLast = epochs.upperBound == total
    let run = try training.run(from: state, earlier, until: isLast ? total + 1 : epochs.upperBound)
    return isLast ? try end(training, run, recorded) : middle(training, run, recorded)
  }

  /// Of a segment that does not end the training: its losses and the state in which it ends.
  private func middle(_ training: Training, _ run: Training.Run, _ recorded: RecordedTraining) -> Yield {
    let names = Set(TrainingCheckpoint.names(epochs.upperBound))
    func own(_ loss: [Double], _ steps: [Float], _ reached: Bool) -> [ResultValue] {
      [
        ResultValue("loss", .exact, .series(loss)), ResultValue("step-loss", .exact, .series(steps.map(Double.init))),
        ResultValue("reached", .exact, .flag(reached)),
      ]
    }
    let files = run.checkpoints.filter { $0.epoch == epochs.upperBound }.flatMap(\.files)
    return .values(
      recorded: own(
        Array(recorded.losses.prefix(epochs.upperBound)), Array(recorded.stepLosses.prefix(run.stepLosses.count)), training.work.stop == nil
      )
        + recorded.values.filter { names.contains($0.key) }.map { ResultValue($0.key, .exact, $0.value) },
      here: own(run.losses, run.stepLosses, run.reached)
        + files.map { ResultValue($0.name, .exact, .digest(SHA256.digest(of: $0.bytes))) })
  }

  /// Of the segment that ends the training: every result, earlier states excepted.
  private func end(_ training: Training, _ run: Training.Run, _ recorded: RecordedTraining) throws(RunFault) -> Yield {
    var outcome = TrialOutcome()
    let weights = try orFault { () throws(KernelError) in try run.weights.safetensors() }
    TrainingReport(training.work, training.material, run, weights: weights).write(into: &outcome)
    let mine = Set(TrainingCheckpoint.names(epochs.upperBound))
    let values = recorded.values.filter { mine.contains($0.key) || TrainingCheckpoint.epoch(of: $0.key) == nil }
    return .values(recorded: values.map { ResultValue($0.key, .exact, $0.value) }, here: outcome.results)
  }

  private func start(_ training: Training, _ recorded: RecordedTraining) throws(RunFault) -> Start {
    let epoch = epochs.lowerBound
    guard epoch > 0 else { return .state(try training.beginning()) }
    guard let bytes = recorded.bytes(TrainingCheckpoint.state(epoch)), let record = try? TrainingStateRecord(canonical: bytes),
      let weights = recorded.bytes(TrainingCheckpoint.weights(epoch))
    else { return .none("there is no state of epoch \(epoch)") }
    let memory = recorded.digest(TrainingCheckpoint.memory(epoch))
    guard record.epochs == epoch, record.weights == recorded.digest(TrainingCheckpoint.weights(epoch)), record.memory == memory else {
      return .none("the state of epoch \(epoch) names other files, or another epoch")
    }
    do {
      let file = memory == nil ? nil : recorded.bytes(TrainingCheckpoint.memory(epoch))
      return .state(try TrainingState(training, record: record, weights: weights, memory: file))
    } catch {
      return .none("the state of epoch \(epoch) is not one of this training: \(error.message)")
    }
  }
}
