/// A model ready to answer: its weights stand in memory once, for many requests.
///
/// Row i of a batch has the same bits as row i alone. One caller at a time uses an object.
public final class MLPInference {
  /// The model.
  public let model: MLPModel
  /// The most rows that one call computes together; larger requests are cut.
  public let batch: Int

  private let network: MLPNetwork
  private let engine: Engine

  /// Creates a session.
  ///
  /// - Throws: `KernelError` if the batch is not positive or memory is short.
  public init(_ model: MLPModel, batch: Int = 256, engine: Engine) throws(KernelError) {
    guard (1...1 << 24).contains(batch) else {
      throw KernelError(.parameterOutOfRange, "a batch cannot have \(batch) rows", hint: "choose 1 to 16777216")
    }
    self.model = model
    self.batch = batch
    self.engine = engine
    network = try MLPNetwork(model, batch: batch, serves: true)
  }

  /// The logits of rows of features.
  ///
  /// - Throws: `KernelError` if the number of features is no multiple of the model's inputs.
  public func logits(_ features: [Float]) throws(KernelError) -> [Float] {
    var out: [Float] = []
    try forEachBatch(features) { logits, rows in out += logits.prefix(rows * outputs) }
    return out
  }

  /// The class of each row: the first of the largest logits; a row with a NaN gives a class that does not exist.
  ///
  /// - Throws: `KernelError` if the number of features is no multiple of the model's inputs.
  public func classes(_ features: [Float]) throws(KernelError) -> [UInt32] {
    var out: [UInt32] = []
    try forEachBatch(features) { logits, rows in out += FloatArrays.argmaxRows(logits, rows: rows, columns: outputs) }
    return out
  }

  private var outputs: Int { model.layers.last ?? 0 }

  private func forEachBatch(_ features: [Float], _ body: (Buffer<Float>, Int) -> Void) throws(KernelError) {
    let inputs = model.layers[0]
    guard features.count % inputs == 0 else {
      throw KernelError(
        .shapeMismatch, "\(features.count) features are no whole rows of \(inputs)", hint: "give complete rows")
    }
    for first in stride(from: 0, to: features.count / inputs, by: batch) {
      let rows = min(batch, features.count / inputs - first)
      network.activations[0].fill(features[first * inputs..<(first + rows) * inputs])
      try network.forward(rows: rows, engine: engine)
      body(network.activations[model.layers.count - 1], rows)
    }
  }

  /// How many rows of a data set the model classifies right.
  public func correct(_ data: TrainingData) throws(KernelError) -> Int {
    let predicted = try classes(data.features)
    return zip(predicted, data.labels).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) }
  }
}

extension MLPModel {
  /// The logits of rows of features.
  public func forward(_ features: [Float], engine: Engine) throws(KernelError) -> [Float] {
    try MLPInference(self, batch: max(1, min(256, features.count / layers[0])), engine: engine).logits(features)
  }

  /// How many rows of a data set the model classifies right.
  public func evaluate(_ data: TrainingData, engine: Engine) throws(KernelError) -> Int {
    guard data.columns == layers[0] else {
      throw KernelError(
        .shapeMismatch, "the data has \(data.columns) columns and the model takes \(layers[0])",
        hint: "evaluate with the columns that it was trained on")
    }
    return try MLPInference(self, engine: engine).correct(data)
  }
}
