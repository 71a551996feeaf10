import Kernels

/// A training step of a network on random data, by Etalon: `train mlp|cnn|gpt batch=N ...`.
func trainingJob(_ request: Request, engine: Engine) throws -> any Job {
  let batch = request["batch", default: 64]
  var stream = RandomStream(Operation.goldenKey)
  let architecture = try architecture(request)
  let data = try data(for: architecture, rows: 10 * batch, stream: &stream)
  let weights = try NetworkWeights(architecture, stream: &stream, engine: engine)
  let optimizer: Optimizer
  if case .gpt = architecture {
    optimizer = .adamw(AdamWSettings(learningRate: 1e-3))
  } else {
    optimizer = .sgd(SGDSettings(learningRate: 0.01))
  }
  let trainer = try Trainer(
    weights, data: data, settings: TrainingSettings(optimizer: optimizer, batch: batch), stream: stream, engine: engine)
  return ClosureJob { _ = try trainer.step() }
}

private func architecture(_ request: Request) throws -> Architecture {
  switch request.words.dropFirst().first {
  case "mlp":
    return .mlp(layers: (request.values["layers"] ?? "").split(separator: "-").compactMap { Int($0) })
  case "cnn":
    let blocks = [16, 32].map { CNNShape.Block(channels: $0, kernel: 3, padding: 1, pool: 2) }
    return .cnn(CNNShape(height: 28, width: 28, channels: 1, blocks: blocks, dense: [10]))
  case "gpt":
    return .gpt(
      GPTShape(
        vocabulary: request["vocabulary", default: 65], layers: request["layers", default: 4],
        width: request["width", default: 256], heads: request["heads", default: 4],
        context: request["context", default: 128]))
  case let model:
    throw Missing("no trainer of \(model ?? "nothing")")
  }
}

/// Random rows of what the network learns from.
private func data(for architecture: Architecture, rows: Int, stream: inout RandomStream) throws -> TrainingSet {
  if case .gpt(let shape) = architecture {
    let count = rows * shape.context + 1
    let tokens = (0..<count).map { _ in UInt32(stream.integer(below: UInt64(shape.vocabulary))) }
    return .text(try TextData(tokens: tokens, vocabulary: shape.vocabulary, context: shape.context))
  }
  let (columns, classes) = (architecture.inputs, architecture.outputs)
  let features = (0..<rows * columns).map { _ in Float(stream.integer(below: 1 << 20)) / Float(1 << 20) }
  let labels = (0..<rows).map { _ in UInt32(stream.integer(below: UInt64(classes))) }
  return .table(try TrainingData(features: features, labels: labels, columns: columns, classes: classes))
}
