import Kernels
import Testing

/// A perceptron learns step by step as the page says.
@Suite struct PerceptronTrainingTests {
  /// Three clusters in eight dimensions.
  private func clusters(_ rows: Int, _ seed: UInt64) throws -> TrainingData {
    var stream = testStream(seed)
    var features: [Float] = []
    var labels: [UInt32] = []
    for _ in 0..<rows {
      let label = UInt32(stream.integer(below: 3))
      labels.append(label)
      for column in 0..<8 {
        features.append(Float(stream.uniform() - 0.5) + (column % 3 == Int(label) ? 1 : 0))
      }
    }
    return try TrainingData(features: features, labels: labels, columns: 8, classes: 3)
  }

  private func trainer(
    _ engine: Engine, optimizer: Optimizer = .adamw(AdamWSettings(learningRate: 0.02)), batch: Int = 16
  ) throws -> Trainer {
    var stream = testStream(41)
    let model = try NetworkWeights(.mlp(layers: [8, 20, 11, 3]), stream: &stream, engine: engine)
    return try Trainer(
      model, data: .table(try clusters(150, 42)), settings: TrainingSettings(optimizer: optimizer, batch: batch), stream: stream,
      engine: engine)
  }

  @Test(arguments: [
    Optimizer.adamw(AdamWSettings(learningRate: 0.02)), .sgd(SGDSettings(learningRate: 0.1, momentum: 0.9)),
  ])
  func `trained weights are the same bytes on every engine`(optimizer: Optimizer) throws {
    let results = try everyEngine().map { engine in
      let trainer = try trainer(engine, optimizer: optimizer)
      let epochs = try (0..<2).map { _ in try trainer.epoch().meanLoss }
      return (epochs, try trainer.weights().safetensors())
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test func `training learns`() throws {
    let engine = try Engine()
    let trainer = try trainer(engine)
    let first = try trainer.epoch().meanLoss
    for _ in 0..<10 { _ = try trainer.epoch() }
    #expect(try trainer.epoch().meanLoss < first / 4)
    let data = try clusters(200, 43)
    #expect(try trainer.evaluate(.table(data)).correct > 190)
  }

  @Test func `one step is the defined sequence of operations`() throws {
    let engine = try Engine(threads: 2)
    var stream = testStream(44)
    let model = try NetworkWeights(.mlp(layers: [8, 5, 3]), stream: &stream, engine: engine)
    let data = try clusters(300, 45)
    let rate = 0.05
    let trainer = try Trainer(
      model, data: .table(data), settings: TrainingSettings(optimizer: .sgd(SGDSettings(learningRate: rate)), batch: 300), stream: stream,
      engine: engine)
    let loss = try trainer.step().loss

    var order = (0..<300).map { $0 }
    stream.shuffle(&order)
    let x = order.flatMap { data.features[$0 * 8..<($0 + 1) * 8] }
    let labels = order.map { Int(data.labels[$0]) }
    let product = { (m, n, k, ta, tb, a: [Float], b: [Float]) in
      Reference.product(m: m, n: n, k: k, transposeA: ta, transposeB: tb, a, b)
    }
    var h = product(300, 5, 8, false, true, x, model.elements("layers.0.weight"))
    h = h.indices.map { Reference.relu(h[$0] + model.elements("layers.0.bias")[$0 % 5]) }
    var z = product(300, 3, 5, false, true, h, model.elements("layers.1.weight"))
    z = z.indices.map { z[$0] + model.elements("layers.1.bias")[$0 % 3] }
    var gradient: [Float] = []
    var losses: [Float] = []
    for (row, label) in labels.enumerated() {
      let (e, maximum, sum) = try Reference.exponentials(Array(z[row * 3..<row * 3 + 3])) { try engine.map(.exp, $0) }
      losses.append(try engine.map(.log, [sum])[0] - (z[row * 3 + label] - maximum))
      gradient += e.indices.map { (j: Int) -> Float in (j == label ? e[j] / sum - 1 : e[j] / sum) / 300 }
    }
    #expect(loss == Reference.sum(losses) / 300)

    let dW1 = product(3, 5, 300, true, false, gradient, h)
    let db1 = product(1, 3, 300, false, false, [Float](repeating: 1, count: 300), gradient)
    var dh = product(300, 5, 3, false, false, gradient, model.elements("layers.1.weight"))
    dh = dh.indices.map { h[$0] > 0 ? dh[$0] : 0 }
    let dW0 = product(5, 8, 300, true, false, dh, x)
    let db0 = product(1, 5, 300, false, false, [Float](repeating: 1, count: 300), dh)
    let updated = { (p: [Float], g: [Float]) in p.indices.map { p[$0] - Float(rate) * (0 * Float(0) + g[$0]) } }
    let trained = try trainer.weights()
    #expect(bits(trained.elements("layers.1.weight")) == bits(updated(model.elements("layers.1.weight"), dW1)))
    #expect(bits(trained.elements("layers.1.bias")) == bits(updated(model.elements("layers.1.bias"), db1)))
    #expect(bits(trained.elements("layers.0.weight")) == bits(updated(model.elements("layers.0.weight"), dW0)))
    #expect(bits(trained.elements("layers.0.bias")) == bits(updated(model.elements("layers.0.bias"), db0)))
  }

  @Test func `the last batch of an epoch may be smaller`() throws {
    let trainer = try trainer(try Engine(), batch: 64)
    let steps = try (0..<3).map { _ in try trainer.step() }
    #expect(steps.map(\.rows) == [64, 64, 22])
    #expect(steps.map(\.endsEpoch) == [false, false, true])
    #expect(try trainer.step().epoch == 2)
  }

  @Test func `divergence is a typed error`() throws {
    let trainer = try trainer(try Engine(), optimizer: .sgd(SGDSettings(learningRate: 1e6, momentum: 0.9)))
    let error = #expect(throws: KernelError.self) { for _ in 0..<50 { _ = try trainer.epoch() } }
    #expect(error?.code == .diverged)
  }

  @Test func `settings that cannot be are refused`() throws {
    let engine = try Engine()
    #expect(throws: KernelError.self) { try trainer(engine, optimizer: .sgd(SGDSettings(learningRate: .nan))) }
    #expect(throws: KernelError.self) { try trainer(engine, batch: 0) }
  }
}

extension NetworkWeights {
  /// The elements of a tensor, or none.
  func elements(_ name: String) -> [Float] { self[name]?.elements ?? [] }
}
