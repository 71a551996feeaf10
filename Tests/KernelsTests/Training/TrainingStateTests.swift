import Kernels
import Testing

@Suite struct TrainingStateTests {
  /// A training that goes on from each of its states in turn, through the file, ends in the bits of one that nothing disturbed.
  private func holds(_ example: TrainingCase, epochs: Int = 4) throws {
    let engine = try Engine(threads: 2)
    let undisturbed = try example.trainer(engine)
    var states: [TrainingState] = []
    for _ in 0..<epochs {
      _ = try undisturbed.epoch()
      states.append(try undisturbed.state())
    }
    let last = try #require(states.last)
    for (index, state) in states.enumerated() {
      var read = state
      read.memory = try TrainingState.memory(
        of: example.settings.optimizer, example.architecture, file: try state.memoryFile())
      #expect(read == state)
      let resumed = try example.trainer(resuming: read, engine)
      for _ in index + 1..<epochs { _ = try resumed.epoch() }
      #expect(try resumed.state() == last, "after epoch \(index + 1)")
      #expect(resumed.losses.map(\.bitPattern) == undisturbed.losses.suffix(resumed.losses.count).map(\.bitPattern))
    }
  }

  private static let sgd = Optimizer.sgd(SGDSettings(learningRate: 0.1, momentum: 0.9))
  private static let adamw = Optimizer.adamw(AdamWSettings(learningRate: 0.02))
  private static let plain = Optimizer.sgd(SGDSettings(learningRate: 0.1))
  private static let cosine = Schedule.cosine(warmup: 2, total: 9, floor: 0.1)

  @Test(arguments: [
    TrainingSettings(optimizer: plain, batch: 25),
    TrainingSettings(optimizer: sgd, schedule: .step(every: 3, factor: 0.5), batch: 25, dropout: 0.2),
    TrainingSettings(optimizer: adamw, schedule: cosine, batch: 32, microBatch: 5, dropout: 0.3),
  ])
  func `a perceptron goes on from every state as if nothing had happened`(settings: TrainingSettings) throws {
    try holds(try TrainingCase.mlp(settings))
  }

  @Test(arguments: [
    TrainingSettings(optimizer: sgd, batch: 16),
    TrainingSettings(optimizer: adamw, schedule: cosine, batch: 15, microBatch: 4, dropout: 0.25),
  ])
  func `a convolution network goes on from every state as if nothing had happened`(settings: TrainingSettings) throws {
    try holds(try TrainingCase.cnn(settings), epochs: 3)
  }

  @Test(arguments: [
    TrainingSettings(optimizer: plain, schedule: .step(every: 2, factor: 0.5), batch: 8),
    TrainingSettings(optimizer: adamw, schedule: cosine, batch: 7, microBatch: 2, dropout: 0.1),
  ])
  func `a transformer goes on from every state as if nothing had happened`(settings: TrainingSettings) throws {
    try holds(try TrainingCase.gpt(settings), epochs: 3)
  }

  @Test func `a state of another optimiser, or with foreign tensors, is refused`() throws {
    let engine = try Engine()
    let example = try TrainingCase.mlp(TrainingSettings(optimizer: Self.adamw, batch: 25))
    let trainer = try example.trainer(engine)
    _ = try trainer.epoch()
    let file = try trainer.state().memoryFile()
    #expect(throws: KernelError.self) { try TrainingState.memory(of: Self.sgd, example.architecture, file: file) }
    #expect(throws: KernelError.self) { try TrainingState.memory(of: Self.adamw, .mlp(layers: [1, 1]), file: file) }
    var state = try trainer.state()
    state.memory.removeLast()
    let short = state
    #expect(throws: KernelError.self) { try example.trainer(resuming: short, engine) }
  }

  @Test func `there is no state within an epoch`() throws {
    let trainer = try TrainingCase.mlp(TrainingSettings(optimizer: Self.plain, batch: 7)).trainer(try Engine())
    _ = try trainer.step()
    #expect(throws: KernelError.self) { try trainer.state() }
  }
}
