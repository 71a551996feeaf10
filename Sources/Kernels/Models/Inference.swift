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

  /// Creates a session.
  ///
  /// - Parameters:
  ///   - weights: the network's.
  ///   - batch: the most rows that are computed together.
  ///   - engine: what the kernels run on.
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
    network = try architecture.network(
      NetworkParts(rows: batch, plan: plan, weights: parameters, engine: engine, keepsActivations: false))
    loaded = try Batch(architecture, rows: batch)
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

  /// The logits of the token that follows some tokens: one for each token of a gpt's vocabulary.
  ///
  /// They have the bits of the same place in any window that begins with these tokens.
  ///
  /// - Throws: `KernelError` if the network is no gpt, or the tokens are none, more than its context, or outside its vocabulary.
  public func logits(after tokens: [UInt32]) throws(KernelError) -> [Float] {
    guard case .gpt(let shape) = architecture else {
      throw KernelError(.shapeMismatch, "an \(architecture.kind) does not continue a text", hint: "use a gpt")
    }
    guard (1...shape.context).contains(tokens.count) else {
      throw KernelError(
        .shapeMismatch, "a text of \(tokens.count) tokens cannot be continued", hint: "give 1 to \(shape.context) tokens")
    }
    if let foreign = tokens.first(where: { $0 >= shape.vocabulary }) {
      throw KernelError(.invalidData, "the text holds the token \(foreign)", hint: "ids are below \(shape.vocabulary)")
    }
    loaded.load(text: tokens)
    try engine.holding { () throws(KernelError) in try network.forward(loaded, first: 0, rows: 1, masks: nil) }
    return network.logits.part(from: (tokens.count - 1) * shape.vocabulary).prefix(shape.vocabulary)
  }

  /// How well the network answers.
  ///
  /// - Throws: `KernelError` if the data does not fit the network, or memory is short.
  public func evaluate(_ data: TrainingSet) throws(KernelError) -> Evaluation {
    var evaluation = Evaluation(answers: 0, correct: 0, meanLoss: 0)
    let unused = try Batch.room(network.logits.count, 1)
    try forEachBatch(data) { answers in
      engine.softmaxCrossEntropy(
        network.logits, labels: loaded.labels(from: 0), gradient: unused, losses: loaded.losses(from: 0), rows: answers,
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
