import Kernels
import Testing

/// Everything that a training needs, of a fixed random start.
struct TrainingCase {
  var architecture: Architecture
  var data: TrainingSet
  var settings: TrainingSettings

  /// Classes as columns' sums, so that there is something to learn.
  static func table(rows: Int, columns: Int, classes: Int, seed: UInt64) throws -> TrainingSet {
    var stream = testStream(seed)
    var features: [Float] = []
    var labels: [UInt32] = []
    for _ in 0..<rows {
      let label = UInt32(stream.integer(below: UInt64(classes)))
      labels.append(label)
      for column in 0..<columns { features.append(Float(stream.uniform() - 0.5) + (column % classes == Int(label) ? 1 : 0)) }
    }
    return .table(try TrainingData(features: features, labels: labels, columns: columns, classes: classes))
  }

  static func mlp(_ settings: TrainingSettings, rows: Int = 90) throws -> TrainingCase {
    TrainingCase(
      architecture: .mlp(layers: [8, 20, 11, 3]), data: try table(rows: rows, columns: 8, classes: 3, seed: 42), settings: settings)
  }

  func trainer(_ engine: Engine) throws -> Trainer {
    var stream = testStream(41)
    let weights = try NetworkWeights(architecture, stream: &stream, engine: engine)
    return try Trainer(
      weights, data: data, settings: settings, stream: stream, dropoutStream: settings.dropout > 0 ? testStream(40) : nil,
      engine: engine)
  }

  /// The losses and the weights' file after some steps.
  func result(steps: Int, _ engine: Engine) throws -> (losses: [Float], weights: [UInt8]) {
    let trainer = try trainer(engine)
    for _ in 0..<steps { _ = try trainer.step() }
    return (trainer.losses, try trainer.weights().safetensors())
  }
}

@Suite struct TrainerTests {
  static let adamw = Optimizer.adamw(AdamWSettings(learningRate: 0.02))
  static let sgd = Optimizer.sgd(SGDSettings(learningRate: 0.1, momentum: 0.9))

  @Test(arguments: [
    TrainingSettings(optimizer: adamw, batch: 16),
    TrainingSettings(optimizer: sgd, schedule: .step(every: 3, factor: 0.5), batch: 25, dropout: 0.2),
    TrainingSettings(optimizer: adamw, schedule: .cosine(warmup: 2, total: 6, floor: 0.1), batch: 32, microBatch: 5),
    TrainingSettings(optimizer: sgd, batch: 40, microBatch: 4, dropout: 0.5),
  ])
  func `a trained perceptron is the same bytes on every engine`(settings: TrainingSettings) throws {
    let results = try everyEngine().map { try TrainingCase.mlp(settings).result(steps: 7, $0) }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test func `micro-batches are part of what is computed, and dropout is`() throws {
    let engine = try Engine()
    let base = TrainingSettings(optimizer: Self.sgd, batch: 30)
    var settings = [base, base, base]
    settings[1].microBatch = 7
    settings[2].dropout = 0.1
    let weights = try settings.map { try TrainingCase.mlp($0).result(steps: 5, engine).weights }
    #expect(Set(weights).count == 3)
  }

  @Test func `a micro-batch as large as the batch changes nothing`() throws {
    let engine = try Engine(threads: 2)
    let base = TrainingSettings(optimizer: Self.sgd, batch: 30)
    var declared = base
    declared.microBatch = 64
    #expect(try TrainingCase.mlp(base).result(steps: 5, engine) == TrainingCase.mlp(declared).result(steps: 5, engine))
  }

  @Test func `the mean loss does not depend on micro-batches`() throws {
    let engine = try Engine()
    let whole = try TrainingCase.mlp(TrainingSettings(optimizer: Self.sgd, batch: 90)).result(steps: 1, engine).losses
    let cut = try TrainingCase.mlp(TrainingSettings(optimizer: Self.sgd, batch: 90, microBatch: 1)).result(steps: 1, engine).losses
    #expect(bits(whole) == bits(cut))
  }

  @Test func `the general trainer has the bits of the perceptron's`() throws {
    let engine = try Engine(threads: 2)
    guard case .table(let data) = try TrainingCase.table(rows: 150, columns: 8, classes: 3, seed: 42) else { return }
    var stream = testStream(41)
    let model = try MLPModel(layers: [8, 20, 11, 3], stream: &stream, engine: engine)
    let old = try MLPTrainer(model, data: data, optimizer: Self.adamw, batch: 16, stream: stream, engine: engine)
    let new = try TrainingCase.mlp(TrainingSettings(optimizer: Self.adamw, batch: 16), rows: 150).trainer(engine)
    for _ in 0..<2 { #expect(try old.epoch().meanLoss == new.epoch().meanLoss) }
    #expect(try old.model().safetensors() == new.weights().safetensors())
    #expect(try new.evaluate(.table(data)).correct == old.model().evaluate(data, engine: engine))
  }
}
