internal import Attest
internal import Kernels
internal import Record

/// What a training came to after an epoch, as files from which it can go on.
///
/// `checkpoint-N` holds the weights and `memory-N` what the optimiser remembers, both safetensors; `state-N` is a `TrainingStateRecord`. One
/// that ends within an epoch, where a bound on steps ended the training, is the weights alone: nothing goes on from there.
struct TrainingCheckpoint {
  let epoch: Int
  let files: [(name: String, bytes: [UInt8])]

  /// Bytes of all files.
  var size: Int { files.reduce(0) { $0 + $1.bytes.count } }

  init(_ trainer: Trainer, epoch: Int) throws(RunFault) {
    self.epoch = epoch
    files = try orFault { () throws(KernelError) in
      let weights = try trainer.weights().safetensors()
      var files = [(name: TrainingCheckpoint.weights(epoch), bytes: weights)]
      guard trainer.isBetweenEpochs else { return files }
      let state = try trainer.state()
      let memory = state.memory.isEmpty ? nil : try state.memoryFile()
      let record = TrainingStateRecord(
        epochs: state.epochs, steps: U64(state.steps), shuffled: U64(state.shuffled), dropped: U64(state.dropped),
        weights: SHA256.digest(of: weights), memory: memory.map { SHA256.digest(of: $0) })
      if let memory { files.append((TrainingCheckpoint.memory(epoch), memory)) }
      // Numbers and digests can always be written.
      if let bytes = try? record.canonicalBytes() { files.append((TrainingCheckpoint.state(epoch), bytes)) }
      return files
    }
  }

  /// The name of the weights after an epoch.
  static func weights(_ epoch: Int) -> String { "checkpoint-\(epoch)" }
  /// The name of what the optimiser remembers after an epoch.
  static func memory(_ epoch: Int) -> String { "memory-\(epoch)" }
  /// The name of the rest of the state after an epoch.
  static func state(_ epoch: Int) -> String { "state-\(epoch)" }
  /// The names of all files after an epoch.
  static func names(_ epoch: Int) -> [String] { [weights(epoch), memory(epoch), state(epoch)] }

  /// The epoch that a result is a checkpoint of; `nil` where it is none.
  static func epoch(of name: String) -> Int? {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, ["checkpoint", "memory", "state"].contains(parts[0]) else { return nil }
    return Int(parts[1])
  }
}

/// Where a training stood after an epoch, besides its numbers: canonical JSON.
struct TrainingStateRecord: Record, Hashable {
  /// The name and version of the format.
  var schema = "urn:etalon:training-state:v1"
  /// Whole epochs that are done.
  var epochs: Int
  /// Steps that are done; schedule and bias correction go by their number.
  var steps: U64
  /// 32-bit words that were drawn from the stream `shuffle`.
  var shuffled: U64
  /// 32-bit words that were drawn from the stream `dropout`.
  var dropped: U64
  /// The file of the weights.
  var weights: Digest
  /// The file of what the optimiser remembers; absent where it remembers nothing.
  var memory: Digest?
}

extension TrainingState {
  /// The state that three files hold, read as somebody else's.
  ///
  /// - Throws: `RunFault` where they are not the files of one state of this training.
  init(_ training: Training, record: TrainingStateRecord, weights: [UInt8], memory: [UInt8]?) throws(RunFault) {
    let architecture = training.material.architecture
    self = try orFault { () throws(KernelError) in
      TrainingState(
        weights: try NetworkWeights(architecture, safetensors: weights),
        memory: try memory.map { file throws(KernelError) in
          try TrainingState.memory(of: training.settings.optimizer, architecture, file: file)
        } ?? [],
        steps: record.steps.value, epochs: record.epochs, shuffled: record.shuffled.value, dropped: record.dropped.value)
    }
  }
}
