internal import CKernels

/// A network ready to answer: its weights stand in memory once, for many requests.
///
/// Row i of a batch has the same bits as row i alone. One caller at a time uses an object.
public final class Inference {
  /// The network.
  public let architecture: Architecture
  /// The most rows that one call computes together; larger requests are cut.
  public let batch: Int

  private let engine: Engine
  private let network: any Network
  private let loaded: Batch
  private let gradients: Slice<Float>

  /// Creates a session.
  ///
  /// - Throws: `KernelError` if the batch is not positive or memory is short.
  public convenience init(_ weights: NetworkWeights, batch: Int = 256, engine: Engine) throws(KernelError) {
    let plan = ParameterPlan(weights.architecture)
    try self.init(weights.architecture, plan: plan, parameters: try plan.load(weights), batch: batch, engine: engine)
  }

  init(
    _ architecture: Architecture, plan: ParameterPlan, parameters: Buffer<Float>, batch: Int, engine: Engine
  ) throws(KernelError) {
    try Architecture.check("a batch's number of rows", batch, 1...1 << 24)
    self.architecture = architecture
    self.batch = batch
    self.engine = engine
    network = try architecture.network(rows: batch, plan: plan, weights: parameters, engine: engine)
    loaded = try Batch(architecture, rows: batch)
    gradients = network.logitGradients
  }

  /// The logits of rows of features, or of windows of tokens.
  ///
  /// - Throws: `KernelError` if the data does not fit the network.
  public func logits(_ data: TrainingSet) throws(KernelError) -> [Float] {
    var out: [Float] = []
    try forEachBatch(data) { answers in out += network.logits.prefix(answers * architecture.outputs) }
    return out
  }

  /// The class of each row, or token after each token of the windows: the first of the largest logits.
  ///
  /// A row of logits with a NaN gives a class that does not exist, `outputs`.
  ///
  /// - Throws: `KernelError` if the data does not fit the network.
  public func classes(_ data: TrainingSet) throws(KernelError) -> [UInt32] {
    var out: [UInt32] = []
    try forEachBatch(data) { answers in out += chosen(answers) }
    return out
  }

  /// How well the network answers.
  ///
  /// - Throws: `KernelError` if the data does not fit the network.
  public func evaluate(_ data: TrainingSet) throws(KernelError) -> Evaluation {
    var evaluation = Evaluation(answers: 0, correct: 0, meanLoss: 0)
    try forEachBatch(data) { answers in
      engine.softmaxCrossEntropy(
        network.logits, labels: loaded.labels(from: 0), gradient: gradients, losses: loaded.losses(from: 0), rows: answers,
        columns: architecture.outputs, batch: answers)
      for (answer, label) in zip(chosen(answers), loaded.labels(from: 0).prefix(answers)) where answer == label {
        evaluation.correct += 1
      }
      for loss in loaded.losses(from: 0).prefix(answers) { evaluation.meanLoss += Double(loss) }
      evaluation.answers += answers
    }
    evaluation.meanLoss /= Double(evaluation.answers)
    return evaluation
  }

  private func chosen(_ answers: Int) -> [UInt32] {
    FloatArrays.argmaxRows(network.logits, rows: answers, columns: architecture.outputs)
  }

  /// Computes the logits of all rows in order, a batch at a time; the closure gets the number of its answers.
  private func forEachBatch(_ data: TrainingSet, _ body: (Int) throws(KernelError) -> Void) throws(KernelError) {
    try data.check(fits: architecture)
    for first in stride(from: 0, to: data.rows, by: batch) {
      let rows = min(batch, data.rows - first)
      loaded.load(ArraySlice((first..<first + rows).map { UInt32($0) }), of: data)
      try engine.holding { () throws(KernelError) in
        try network.forward(loaded, first: 0, rows: rows, masks: nil)
        try body(rows * architecture.positions)
      }
    }
  }
}
