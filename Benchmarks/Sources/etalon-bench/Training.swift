import Kernels

/// A training step of a network on random data, by Etalon.
func trainingJob(_ request: Request, engine: Engine) throws -> any Job {
  let batch = request["batch", default: 64]
  switch request.words.dropFirst().first {
  case "mlp":
    let layers = (request.values["layers"] ?? "").split(separator: "-").compactMap { Int($0) }
    return try perceptronJob(layers, batch: batch, engine: engine)
  case let model:
    throw Missing("no trainer of \(model ?? "nothing")")
  }
}

/// Random rows with random classes, as many as ten batches.
private func rows(_ count: Int, columns: Int, classes: Int, stream: inout RandomStream) throws -> TrainingData {
  let features = (0..<count * columns).map { _ in Float(stream.integer(below: 1 << 20)) / Float(1 << 20) }
  let labels = (0..<count).map { _ in UInt32(stream.integer(below: UInt64(classes))) }
  return try TrainingData(features: features, labels: labels, columns: columns, classes: classes)
}

private func perceptronJob(_ layers: [Int], batch: Int, engine: Engine) throws -> any Job {
  guard let first = layers.first, let last = layers.last else { throw Missing("no layers") }
  var stream = RandomStream(Operation.goldenKey)
  let data = try rows(10 * batch, columns: first, classes: last, stream: &stream)
  let model = try MLPModel(layers: layers, stream: &stream, engine: engine)
  let trainer = try MLPTrainer(
    model, data: data, optimizer: .sgd(SGDSettings(learningRate: 0.01)), batch: batch, stream: stream, engine: engine)
  return ClosureJob { _ = try trainer.step() }
}
