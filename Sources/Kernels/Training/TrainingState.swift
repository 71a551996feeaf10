/// What a training has come to between two epochs: with data, settings and streams it goes on from here with the bits of one undisturbed.
public struct TrainingState: Sendable, Equatable {
  /// The network.
  public var weights: NetworkWeights
  /// What the optimiser remembers of each parameter: nothing, the velocity, or AdamW's first and second moment.
  public var memory: [NetworkWeights]
  /// Steps that are done; schedule and bias correction go by their number.
  public var steps: UInt64
  /// Whole epochs that are done.
  public var epochs: Int
  /// 32-bit words that were drawn for shuffles.
  public var shuffled: UInt64
  /// 32-bit words that were drawn for dropout.
  public var dropped: UInt64

  /// A state from its parts.
  public init(weights: NetworkWeights, memory: [NetworkWeights], steps: UInt64, epochs: Int, shuffled: UInt64, dropped: UInt64) {
    self.weights = weights
    self.memory = memory
    self.steps = steps
    self.epochs = epochs
    self.shuffled = shuffled
    self.dropped = dropped
  }
}

extension TrainingState {
  /// Names of the tensors that hold what an optimiser remembers: `memory.0.layers.0.weight`.
  private static func name(_ index: Int, _ tensor: String) -> String { "memory.\(index).\(tensor)" }

  /// What the optimiser remembers, as the canonical bytes of a safetensors file.
  ///
  /// - Throws: `KernelError` never for a state that exists; the error is the format's.
  public func memoryFile() throws(KernelError) -> [UInt8] {
    var tensors: [SafetensorsFile.Tensor] = []
    for (index, weights) in memory.enumerated() {
      tensors += weights.tensors.map { .init(name: TrainingState.name(index, $0.name), shape: $0.shape, elements: $0.elements) }
    }
    return try SafetensorsFile(tensors).bytes()
  }

  /// Reads what an optimiser remembers.
  ///
  /// - Throws: `KernelError` if the file is none, or holds other tensors than the optimiser has for the architecture. No input traps.
  public static func memory(
    of optimizer: Optimizer, _ architecture: Architecture, file: [UInt8]
  ) throws(KernelError) -> [NetworkWeights] {
    let tensors = try SafetensorsFile(bytes: file).tensors
    var memory: [NetworkWeights] = []
    for index in 0..<optimizer.memories {
      let prefix = name(index, "")
      let mine = tensors.filter { $0.name.hasPrefix(prefix) }.map {
        SafetensorsFile.Tensor(name: String($0.name.dropFirst(prefix.count)), shape: $0.shape, elements: $0.elements)
      }
      memory.append(try NetworkWeights(architecture, tensors: mine))
    }
    guard memory.reduce(0, { $0 + $1.tensors.count }) == tensors.count else {
      throw KernelError(.shapeMismatch, "the state holds tensors that its optimiser does not have", hint: "give the state of this training")
    }
    return memory
  }
}

extension Optimizer {
  /// How many numbers it remembers of each parameter.
  public var memories: Int {
    switch self {
    case .sgd(let sgd): sgd.momentum == 0 ? 0 : 1
    case .adamw: 2
    }
  }
}

extension Trainer {
  /// What it has come to.
  ///
  /// - Throws: `KernelError` with the code `diverged` if a number is not finite, `invalidData` within an epoch.
  public func state() throws(KernelError) -> TrainingState {
    guard isBetweenEpochs else {
      throw KernelError(.invalidData, "a training has a state between epochs only", hint: "end the epoch first")
    }
    return TrainingState(
      weights: try weights(), memory: try memory(), steps: steps, epochs: epochs, shuffled: stream.drawn, dropped: dropoutStream?.drawn ?? 0
    )
  }

  /// Creates a trainer that goes on from a state.
  ///
  /// - Parameters:
  ///   - state: where training goes on.
  ///   - stream: where the shuffles are drawn from, at its beginning.
  ///   - dropoutStream: where dropout is drawn from, at its beginning; needed if there is any.
  /// - Throws: `KernelError` if the state is not one of this training, the settings are out of range, or memory is short.
  public convenience init(
    resuming state: TrainingState, data: TrainingSet, settings: TrainingSettings, stream: RandomStream,
    dropoutStream: RandomStream? = nil, engine: Engine
  ) throws(KernelError) {
    try self.init(
      state.weights, data: data, settings: settings, stream: RandomStream(stream.key, drawn: state.shuffled),
      dropoutStream: dropoutStream.map { RandomStream($0.key, drawn: state.dropped) }, engine: engine)
    guard state.epochs >= 0, state.memory.count == settings.optimizer.memories,
      state.memory.allSatisfy({ $0.architecture == architecture })
    else {
      throw KernelError(.shapeMismatch, "the state is not one of this training", hint: "give the state that its optimiser left")
    }
    try take(state)
  }
}
