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

  static func cnn(_ settings: TrainingSettings) throws -> TrainingCase {
    let shape = CNNShape(
      height: 9, width: 7, channels: 2,
      blocks: [.init(channels: 5, kernel: 3, padding: 1, pool: 2), .init(channels: 6, kernel: 2, stride: 2, padding: 1)],
      dense: [10, 3])
    let columns = shape.height * shape.width * shape.channels
    return TrainingCase(
      architecture: .cnn(shape), data: try table(rows: 40, columns: columns, classes: 3, seed: 43), settings: settings)
  }

  static func gpt(_ settings: TrainingSettings) throws -> TrainingCase {
    var stream = testStream(44)
    let tokens = (0..<30 * 9 + 4).map { UInt32(($0 * $0 + Int(stream.integer(below: 2))) % 11) }
    return TrainingCase(
      architecture: .gpt(GPTShape(vocabulary: 11, layers: 2, width: 12, heads: 3, context: 9)),
      data: .text(try TextData(tokens: tokens, vocabulary: 11, context: 9)), settings: settings)
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

  @Test(arguments: [
    TrainingSettings(optimizer: sgd, batch: 16),
    TrainingSettings(optimizer: adamw, schedule: .cosine(warmup: 1, total: 4, floor: 0), batch: 15, microBatch: 4, dropout: 0.25),
  ])
  func `a trained convolution network is the same bytes on every engine`(settings: TrainingSettings) throws {
    let results = try everyEngine().map { try TrainingCase.cnn(settings).result(steps: 4, $0) }
    #expect(results.allSatisfy { $0 == results[0] })
    #expect(Set(results[0].losses).count == 4)
  }

  @Test(arguments: [
    TrainingSettings(optimizer: adamw, batch: 8),
    TrainingSettings(optimizer: adamw, schedule: .step(every: 2, factor: 0.5), batch: 7, microBatch: 2, dropout: 0.1),
  ])
  func `a trained transformer is the same bytes on every engine`(settings: TrainingSettings) throws {
    let results = try everyEngine().map { try TrainingCase.gpt(settings).result(steps: 4, $0) }
    #expect(results.allSatisfy { $0 == results[0] })
    #expect(Set(results[0].losses).count == 4)
  }

  @Test func `convolution networks and transformers learn`() throws {
    let engine = try Engine(threads: 2)
    for example in [
      try TrainingCase.cnn(TrainingSettings(optimizer: Self.adamw, batch: 8)),
      try TrainingCase.gpt(TrainingSettings(optimizer: Self.adamw, batch: 5)),
    ] {
      let trainer = try example.trainer(engine)
      let before = try trainer.evaluate(example.data)
      for _ in 0..<12 { _ = try trainer.epoch() }
      let after = try trainer.evaluate(example.data)
      #expect(after.meanLoss < before.meanLoss / 2, "\(example.architecture.kind)")
      #expect(after.correct > before.correct)
      #expect(after.answers == example.data.rows * example.architecture.positions)
    }
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

  @Test(arguments: ["mlp", "cnn", "gpt"])
  func `weights survive the way through a file, and no damage traps`(kind: String) throws {
    let settings = TrainingSettings(optimizer: Self.sgd, batch: 8)
    let example = try kind == "mlp" ? TrainingCase.mlp(settings) : kind == "cnn" ? TrainingCase.cnn(settings) : TrainingCase.gpt(settings)
    let trainer = try example.trainer(try Engine())
    _ = try trainer.step()
    let weights = try trainer.weights()
    let bytes = try weights.safetensors()
    #expect(try NetworkWeights(example.architecture, safetensors: bytes) == weights)
    for length in stride(from: 0, to: bytes.count, by: 97) {
      #expect(throws: KernelError.self) { try NetworkWeights(example.architecture, safetensors: Array(bytes[..<length])) }
    }
    let other = Architecture.mlp(layers: [3, 2])
    let error = #expect(throws: KernelError.self) { try NetworkWeights(other, safetensors: bytes) }
    #expect(error?.code == .shapeMismatch)
  }

  @Test func `sizes, data and settings that cannot be are typed errors`() throws {
    let engine = try Engine()
    var stream = testStream(45)
    let wrong: [Architecture] = [
      .cnn(CNNShape(height: 4, width: 4, channels: 1, blocks: [.init(channels: 2, kernel: 7)], dense: [2])),
      .cnn(CNNShape(height: .max, width: 4, channels: 1, blocks: [.init(channels: 2, kernel: 1)], dense: [2])),
      .cnn(CNNShape(height: 4, width: 4, channels: 1, blocks: [.init(channels: 2, kernel: 3, padding: 3)], dense: [2])),
      .gpt(GPTShape(vocabulary: 5, layers: 1, width: 10, heads: 3, context: 4)),
      .gpt(GPTShape(vocabulary: 0, layers: 1, width: 10, heads: 5, context: 4)),
      .gpt(GPTShape(vocabulary: 1 << 20, layers: 64, width: 1 << 16, heads: 1, context: 4)),
    ]
    for architecture in wrong { #expect(throws: KernelError.self) { try NetworkWeights(architecture, stream: &stream, engine: engine) } }
    #expect(throws: KernelError.self) { try TextData(tokens: [1, 2, 9], vocabulary: 9, context: 2) }
    #expect(throws: KernelError.self) { try TextData(tokens: [1, 2], vocabulary: 9, context: 2) }
    let good = TrainingSettings(optimizer: Self.sgd, batch: 8)
    for change: (inout TrainingSettings) -> Void in [
      { $0.dropout = 1 }, { $0.dropout = .nan }, { $0.microBatch = 0 }, { $0.batch = 0 }, { $0.schedule = .step(every: 0, factor: 1) },
      { $0.schedule = .cosine(warmup: 5, total: 4, floor: 0) },
    ] {
      var settings = good
      change(&settings)
      #expect(throws: KernelError.self) { try TrainingCase.mlp(settings).trainer(engine) }
    }
    var crossed = try TrainingCase.gpt(good)
    crossed.architecture = try TrainingCase.mlp(good).architecture
    #expect(throws: KernelError.self) { try crossed.trainer(engine) }
  }

  @Test(arguments: ["cnn", "gpt"])
  func `divergence of any network is a typed error`(kind: String) throws {
    let settings = TrainingSettings(optimizer: .sgd(SGDSettings(learningRate: 1e6, momentum: 0.9)), batch: 8)
    let trainer = try (kind == "cnn" ? TrainingCase.cnn(settings) : TrainingCase.gpt(settings)).trainer(try Engine())
    let error = #expect(throws: KernelError.self) {
      for _ in 0..<20 { _ = try trainer.epoch() }
      _ = try trainer.weights()
    }
    #expect(error?.code == .diverged)
  }

  @Test func `schedules are the published arithmetic`() {
    #expect(Schedule.step(every: 3, factor: 0.5).rate(0.2, step: 3) == 0.2)
    #expect(Schedule.step(every: 3, factor: 0.5).rate(0.2, step: 7) == 0.05)
    let cosine = Schedule.cosine(warmup: 4, total: 12, floor: 0.25)
    #expect(cosine.rate(1, step: 1) == 0.25)
    #expect(cosine.rate(1, step: 4) == 1)
    #expect(abs(cosine.rate(1, step: 8) - 0.625) < 1e-15)
    #expect(cosine.rate(1, step: 12) == 0.25)
  }
}
