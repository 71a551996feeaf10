import Kernels
import Testing

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

  @Test func `settings that cannot be, and data of another kind, are typed errors`() throws {
    let engine = try Engine()
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
