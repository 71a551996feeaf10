import Foundation
import Kernels
import TestSupport
import Testing

/// Whole trainings against docs/examples/portable_networks.py, which is written from docs/numerics.md alone.
@Suite struct PythonNetworkTests {
  private static let sgd = Optimizer.sgd(SGDSettings(learningRate: 0.05, momentum: 0.9))
  private static let adamw = Optimizer.adamw(AdamWSettings(learningRate: 0.003))

  /// A training, and how Python calls its shape, schedule and rule.
  private struct Example {
    var name: String
    var training: TrainingCase
    var schedule: [String: Any] = [:]
  }

  private func examples() throws -> [Example] {
    let (sgd, adamw) = (PythonNetworkTests.sgd, PythonNetworkTests.adamw)
    let cosine = Schedule.cosine(warmup: 2, total: 5, floor: 0.1)
    let cosineHere: [String: Any] = ["cosine": ["warmup": 2, "steps": 5, "final": 0.1]]
    return [
      Example(
        name: "a perceptron with dropout, micro-batches and a step schedule",
        training: try .mlp(
          TrainingSettings(optimizer: sgd, schedule: .step(every: 2, factor: 0.3), batch: 16, microBatch: 5, dropout: 0.25), rows: 40),
        schedule: ["step": ["every": 2, "factor": 0.3]]),
      Example(name: "a CNN", training: try .cnn(TrainingSettings(optimizer: sgd, batch: 8))),
      Example(
        name: "a CNN with dropout, micro-batches and a cosine schedule",
        training: try .cnn(TrainingSettings(optimizer: adamw, schedule: cosine, batch: 10, microBatch: 4, dropout: 0.1)),
        schedule: cosineHere),
      Example(name: "a transformer", training: try .gpt(TrainingSettings(optimizer: adamw, batch: 4))),
      Example(
        name: "a transformer with dropout, micro-batches and a cosine schedule",
        training: try .gpt(TrainingSettings(optimizer: adamw, schedule: cosine, batch: 6, microBatch: 4, dropout: 0.1)),
        schedule: cosineHere),
    ]
  }

  private func words(_ x: [Float]) -> [String] { x.map { String($0.bitPattern, radix: 16) } }

  /// What Python needs to know, and what it has to find.
  private func described(_ example: Example, steps: Int, _ engine: Engine) throws -> [String: Any] {
    let training = example.training
    let trainer = try training.trainer(engine)
    for _ in 0..<steps { _ = try trainer.step() }
    let weights = try trainer.weights()
    let tensors = Dictionary(uniqueKeysWithValues: weights.tensors.map { ($0.name, words($0.elements)) })
    var settings: [String: Any] = ["batch": training.settings.batch, "dropout": training.settings.dropout, "schedule": example.schedule]
    settings["micro-batch"] = training.settings.microBatch
    switch training.settings.optimizer {
    case .sgd(let rule): settings.merge(["optimizer": "sgd", "rate": rule.learningRate, "momentum": rule.momentum]) { $1 }
    case .adamw(let rule): settings.merge(["optimizer": "adamw", "rate": rule.learningRate]) { $1 }
    }
    var out: [String: Any] = [
      "check": "network", "name": example.name, "kind": training.architecture.kind, "shape": training.pythonShape,
      "rows": training.data.rows, "settings": settings, "stream": [41, 0x7465_7374], "dropout-stream": [40, 0x7465_7374],
      "losses": words(trainer.losses), "tensors": tensors,
    ]
    switch training.data {
    case .table(let table): out.merge(["features": words(table.features), "labels": table.labels.map { Int($0) }]) { $1 }
    case .text(let text): out["tokens"] = text.tokens.map { Int($0) }
    }
    return out
  }

  private func compare(_ cases: [[String: Any]]) throws -> Finished {
    let folder = try TemporaryFolder()
    let text = String(decoding: try JSONSerialization.data(withJSONObject: cases), as: UTF8.self)
    return try run(
      try NumpyEnvironment.python.get(), [Repository.path("scripts/check_numerics.py"), try folder.write(text, to: "cases.json")])
  }

  @Test(.enabled(if: NumpyEnvironment.isThere, NumpyEnvironment.reason))
  func `trainings written from the page in Python give the same bits`() throws {
    let engine = try Engine(threads: 3)
    let cases = try examples().map { try described($0, steps: 5, engine) }
    let found = try compare(cases)
    #expect(found.status == 0, "\(found.output)\n\(found.talk)")
    #expect(found.output.split(separator: "\n").count == cases.count)

    // The comparison can fail: another dropout, another micro-batch.
    for (key, value) in [("dropout", 0.3), ("micro-batch", 8)] as [(String, any Sendable)] {
      var settings = try #require(cases[0]["settings"] as? [String: Any])
      settings[key] = value
      #expect(try compare([cases[0].merging(["settings": settings]) { $1 }]).status == 1, "\(key)")
    }
  }
}

extension TrainingCase {
  /// The arguments of Python's function.
  fileprivate var pythonShape: [String: Any] {
    switch architecture {
    case .mlp(let layers): return ["layers": layers]
    case .cnn(let shape):
      let blocks = shape.blocks.map {
        ["channels": $0.channels, "kernel": $0.kernel, "stride": $0.stride, "padding": $0.padding, "pool": $0.pool]
      }
      return ["image": [shape.height, shape.width, shape.channels], "blocks": blocks, "dense": shape.dense]
    case .gpt(let shape):
      return [
        "vocabulary": shape.vocabulary, "layers": shape.layers, "width": shape.width, "heads": shape.heads, "context": shape.context,
      ]
    }
  }
}
