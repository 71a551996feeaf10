/// Trains a network: softmax cross-entropy, mini-batches, shuffled anew for every epoch.
///
/// Weights after any number of steps are the same bits on every machine, instruction set and number of threads. One
/// caller at a time uses a trainer.
public final class Trainer {
  /// What one step reports.
  public struct Step: Equatable, Sendable {
    /// The step's number, counted from 1.
    public let number: UInt64
    /// The epoch it belongs to, counted from 1.
    public let epoch: Int
    /// The rows of its batch.
    public let rows: Int
    /// The mean loss over the batch, before the update.
    public let loss: Float
    /// Whether it was the epoch's last step.
    public let endsEpoch: Bool
  }

  /// What one epoch reports.
  public struct Epoch: Equatable, Sendable {
    /// The epoch's number, counted from 1.
    public let number: Int
    /// The number of steps.
    public let steps: Int
    /// The mean of the step losses, weighted by their rows, added in order in double.
    public let meanLoss: Double
  }

  /// The network being trained.
  public let architecture: Architecture
  /// The data being learnt.
  public let data: TrainingSet
  /// How it is learnt; a batch is at most the data.
  public let settings: TrainingSettings
  /// The loss of each step done by this trainer.
  public private(set) var losses: [Float] = []
  /// The number of whole epochs done.
  public private(set) var epochs = 0
  /// The stream of shuffles, with its count of draws.
  public private(set) var stream: RandomStream
  /// The stream of dropout, with its count of draws.
  public private(set) var dropoutStream: RandomStream?

  private let engine: Engine
  private let plan: ParameterPlan
  private let parameters: Buffer<Float>
  private let batch: Batch
  private let microBatches: MicroBatches
  private let updater: Updater
  private var order: [UInt32]
  private var position = 0
  /// Steps that were done before this trainer began.
  private var earlierSteps: UInt64 = 0

  /// Creates a trainer.
  ///
  /// - Parameters:
  ///   - weights: where training begins.
  ///   - data: rows that the network can take.
  ///   - settings: how it learns.
  ///   - stream: where the shuffles are drawn from.
  ///   - dropoutStream: where dropout is drawn from; needed if there is any.
  ///   - engine: what the kernels run on.
  /// - Throws: `KernelError` if the settings are out of range, the data does not fit, or memory is short.
  public init(
    _ weights: NetworkWeights, data: TrainingSet, settings: TrainingSettings, stream: RandomStream,
    dropoutStream: RandomStream? = nil, engine: Engine
  ) throws(KernelError) {
    var settings = settings
    try settings.checked()
    try data.check(fits: weights.architecture)
    guard settings.dropout == 0 || dropoutStream != nil else {
      throw KernelError(.invalidData, "dropout has no stream to be drawn from", hint: "name a stream of its own for it")
    }
    settings.batch = min(settings.batch, data.rows)
    self.architecture = weights.architecture
    self.data = data
    self.settings = settings
    self.stream = stream
    self.dropoutStream = dropoutStream
    self.engine = engine
    plan = ParameterPlan(architecture)
    parameters = try plan.load(weights)
    batch = try Batch(architecture, rows: settings.batch)
    microBatches = try MicroBatches(
      architecture, batch: settings.batch, size: settings.microBatch ?? settings.batch, plan: plan, weights: parameters,
      engine: engine)
    updater = try Updater(settings, count: plan.count)
    order = (0..<UInt32(data.rows)).map { $0 }
  }

  /// The number of steps done.
  public var steps: UInt64 { earlierSteps + UInt64(losses.count) }

  /// Whether the next step begins an epoch.
  public var isBetweenEpochs: Bool { position == 0 }

  /// What the optimiser remembers of each parameter.
  func memory() throws(KernelError) -> [NetworkWeights] {
    var memory: [NetworkWeights] = []
    for buffer in updater.memory { memory.append(try plan.weights(architecture, in: buffer)) }
    return memory
  }

  /// Goes on from a state whose weights and streams it was created with.
  func take(_ state: TrainingState) throws(KernelError) {
    // No training gets as far as that, and adding to it could not be counted.
    (earlierSteps, epochs) = (min(state.steps, 1 << 53), min(state.epochs, 1 << 53))
    for (buffer, weights) in zip(updater.memory, state.memory) { buffer.fill(try plan.load(weights).array) }
  }

  /// Learns one batch.
  ///
  /// - Throws: `KernelError` with the code `diverged` if the loss is not finite; the weights are then unchanged.
  public func step() throws(KernelError) -> Step {
    if position == 0 { beginEpoch() }
    let rows = min(settings.batch, data.rows - position)
    batch.load(order[position..<position + rows], of: data)
    let loss = try engine.holding { () throws(KernelError) in try learn() }
    losses.append(loss)
    position += rows
    let ends = position == data.rows
    let step = Step(number: steps, epoch: epochs + 1, rows: rows, loss: loss, endsEpoch: ends)
    if ends { (position, epochs) = (0, epochs + 1) }
    return step
  }

  /// Learns the loaded batch.
  private func learn() throws(KernelError) -> Float {
    let gradient = try microBatches.gradient(batch, masks: masks())
    let loss = try batch.meanLoss(engine)
    guard loss.isFinite else {
      throw KernelError(
        .diverged, "the loss of step \(steps + 1) in epoch \(epochs + 1) is \(loss)", hint: "use a smaller learning rate")
    }
    updater.update(parameters, gradient, step: steps + 1, engine: engine)
    return loss
  }

  private func masks() -> DropoutMasks? {
    guard settings.dropout > 0, var stream = dropoutStream else { return nil }
    defer { dropoutStream = stream }
    return DropoutMasks(settings.dropout, widths: architecture.dropoutWidths, rows: batch.rows, stream: &stream)
  }

  /// Learns the rest of the current epoch, or a whole one.
  public func epoch() throws(KernelError) -> Epoch {
    var (sum, rows, count) = (0.0, 0, 0)
    while true {
      let step = try step()
      sum += Double(step.loss) * Double(step.rows)
      rows += step.rows
      count += 1
      if step.endsEpoch { return Epoch(number: step.epoch, steps: count, meanLoss: sum / Double(rows)) }
    }
  }

  /// The weights as trained so far.
  ///
  /// - Throws: `KernelError` with the code `diverged` if one is not finite.
  public func weights() throws(KernelError) -> NetworkWeights { try plan.weights(architecture, in: parameters) }

  /// How well the network, as trained so far, answers over a data set.
  ///
  /// - Throws: `KernelError` if the data does not fit, or memory is short.
  public func evaluate(_ data: TrainingSet) throws(KernelError) -> Evaluation {
    try Inference(architecture, plan: plan, parameters: parameters, batch: settings.batch, engine: engine).evaluate(data)
  }

  private func beginEpoch() {
    order = (0..<UInt32(data.rows)).map { $0 }
    stream.shuffle(&order)
  }
}
