internal import CKernels

/// Trains a perceptron: softmax cross-entropy, mini-batches, shuffled anew for every epoch.
///
/// Weights after any number of steps are the same bits on every machine, instruction set and number of threads. One
/// caller at a time uses a trainer.
public final class MLPTrainer {
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

  /// The data being learnt.
  public let data: TrainingData
  /// The rows of a full batch; an epoch's last batch may be smaller.
  public let batch: Int
  /// The number of steps done.
  public private(set) var steps: UInt64 = 0
  /// The number of whole epochs done.
  public private(set) var epochs = 0
  /// The stream of shuffles, with its count of draws.
  public private(set) var stream: RandomStream

  private let optimizer: Optimizer
  private let engine: Engine
  private let network: MLPNetwork
  private let gradients: MLPGradients
  private let state: OptimizerState
  private var order: [UInt32]
  private var position = 0

  /// Creates a trainer.
  ///
  /// - Parameters:
  ///   - model: where training begins.
  ///   - data: rows whose columns fit the model's first layer and whose classes fit its last.
  ///   - optimizer: how gradients change weights.
  ///   - batch: the rows of a batch, at least 1.
  ///   - stream: where the shuffles are drawn from.
  ///   - engine: what the kernels run on.
  public init(
    _ model: MLPModel, data: TrainingData, optimizer: Optimizer, batch: Int, stream: RandomStream, engine: Engine
  ) throws(KernelError) {
    try optimizer.checked()
    guard model.layers[0] == data.columns, model.layers.last == data.classes else {
      throw KernelError(
        .shapeMismatch, "layers \(model.layers) do not fit \(data.columns) features and \(data.classes) classes",
        hint: "the first layer has one value a feature, the last one a class")
    }
    guard data.rows > 0, data.rows <= Int(UInt32.max), (1...1 << 24).contains(batch) else {
      throw KernelError(
        .parameterOutOfRange, "cannot train on \(data.rows) rows in batches of \(batch)", hint: "both must be at least 1")
    }
    self.data = data
    self.batch = min(batch, data.rows)
    self.optimizer = optimizer
    self.stream = stream
    self.engine = engine
    network = try MLPNetwork(model, batch: self.batch)
    gradients = try MLPGradients(network)
    state = try OptimizerState(network, optimizer)
    order = (0..<UInt32(data.rows)).map { $0 }
  }

  /// Flops of one step on a batch of `rows`: forward, and twice that backward, less the first layer's input gradient.
  public func flops(rows: Int) -> UInt64 {
    let products = zip(network.layers, network.layers.dropFirst()).map { 2 * UInt64($0) * UInt64($1) }
    return (products.reduce(0) { $0 + 3 * $1 } - (products.first ?? 0)) * UInt64(rows)
  }

  /// Learns one batch.
  ///
  /// - Throws: `KernelError` with the code `diverged` if the loss is not finite; the weights are then unchanged.
  public func step() throws(KernelError) -> Step {
    if position == 0 { beginEpoch() }
    let rows = min(batch, data.rows - position)
    let chosen = order[position..<position + rows]
    FloatArrays.gather(data.features, rows: chosen, columns: data.columns, into: network.activations[0])
    let loss = try gradients.compute(network, labels: chosen.map { data.labels[Int($0)] }, engine: engine)
    guard loss.isFinite else {
      throw KernelError(
        .diverged, "the loss of step \(steps + 1) in epoch \(epochs + 1) is \(loss)", hint: "use a smaller learning rate")
    }
    steps += 1
    state.update(network, gradients, optimizer, step: steps, engine: engine)
    position += rows
    let ends = position == data.rows
    let step = Step(number: steps, epoch: epochs + 1, rows: rows, loss: loss, endsEpoch: ends)
    if ends { (position, epochs) = (0, epochs + 1) }
    return step
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

  /// The model as trained so far.
  ///
  /// - Throws: `KernelError` with the code `diverged` if a weight is not finite.
  public func model() throws(KernelError) -> MLPModel {
    guard (network.weights + network.biases).allSatisfy({ FloatArrays.allFinite($0) }) else {
      throw KernelError(.diverged, "a weight became infinite or NaN", hint: "use a smaller learning rate")
    }
    return try network.model()
  }

  private func beginEpoch() {
    order = (0..<UInt32(data.rows)).map { $0 }
    stream.shuffle(&order)
  }
}
