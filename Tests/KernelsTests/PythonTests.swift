import Foundation
import Kernels
import TestSupport
import Testing

@Suite struct PythonTests {
  private func words(_ x: [Float]) -> [String] { x.map { String($0.bitPattern, radix: 16) } }

  private func json(_ value: Any) throws -> String {
    String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
  }

  private func products(_ engine: Engine) throws -> [[String: Any]] {
    var stream = testStream(61)
    return try [(3, 5, 257), (1, 1, 513), (4, 7, 2), (2, 3, 1300), (2, 2, 0)].map { m, n, k in
      let a = nastyFloats(m * k, &stream)
      let b = nastyFloats(k * n, &stream)
      let c = try engine.product(ProductShape(m: m, n: n, k: k), a, b)
      return [
        "check": "gemm", "name": "gemm \(m)x\(n)x\(k)", "m": m, "n": n, "k": k, "a": words(a), "b": words(b),
        "out": words(c),
      ]
    }
  }

  private func arrays(_ engine: Engine) throws -> [[String: Any]] {
    var stream = testStream(62)
    let x = nastyFloats(9000, &stream)
    let small =
      x.prefix(200).map { $0.magnitude > 1e3 ? $0 * 1e-18 : $0 * 20 } + [0, -0.0, .infinity, -.infinity, .nan, 88.72284, -103.5, 1]
    return [
      ["check": "reduce_sum", "name": "reduce-sum", "x": words(x), "out": words([try engine.sum(x)])],
      ["check": "exp", "name": "exp", "x": words(small), "out": words(try engine.map(.exp, small))],
      ["check": "log", "name": "log", "x": words(small), "out": words(try engine.map(.log, small))],
      [
        "check": "softmax", "name": "softmax", "columns": 40, "x": words(Array(small.prefix(200))),
        "out": words(try engine.softmax(Array(small.prefix(200)), columns: 40)),
      ],
    ]
  }

  private func training(_ name: String, _ optimizer: Optimizer, _ extra: [String: Any], _ engine: Engine) throws -> [String: Any] {
    let key = StreamKey(key: 0x1234_5678_9abc_def0, high: 0x0fed_cba9_8765_4321)
    var stream = RandomStream(key)
    let layers = [7, 12, 5, 3]
    let model = try NetworkWeights(.mlp(layers: layers), stream: &stream, engine: engine)
    var other = testStream(63)
    let features = (0..<7 * 20).map { _ in Float(other.uniform() - 0.5) }
    let labels = (0..<20).map { _ in UInt32(other.integer(below: 3)) }
    let data = try TrainingData(features: features, labels: labels, columns: 7, classes: 3)
    let trainer = try Trainer(
      model, data: .table(data), settings: TrainingSettings(optimizer: optimizer, batch: 8), stream: stream, engine: engine)
    let losses = try (0..<5).map { _ in try trainer.step().loss }
    let trained = try trainer.weights()
    let parameters = ["weight", "bias"].flatMap { kind in (0..<3).flatMap { trained.elements("layers.\($0).\(kind)") } }
    let plain: [String: Any] = [
      "check": "train", "name": name, "key": String(key.key, radix: 16), "high": String(key.high, radix: 16),
      "layers": layers, "features": words(features), "labels": labels.map { Int($0) }, "batch": 8, "steps": 5,
      "losses": words(losses), "out": words(parameters),
    ]
    return plain.merging(extra) { $1 }
  }

  @Test(.enabled(if: NumpyEnvironment.isThere, NumpyEnvironment.reason))
  func `a Python program written from the page computes the same bits`() throws {
    let python = try NumpyEnvironment.python.get()
    let engine = try Engine(threads: 2)
    var cases = try products(engine) + arrays(engine)
    cases.append(
      try training(
        "five steps of SGD", .sgd(SGDSettings(learningRate: 0.1, momentum: 0.9)),
        ["optimizer": "sgd", "rate": 0.1, "momentum": 0.9], engine))
    cases.append(
      try training(
        "five steps of AdamW", .adamw(AdamWSettings(learningRate: 0.01)), ["optimizer": "adamw", "rate": 0.01], engine))
    let folder = try TemporaryFolder()
    let script = Repository.path("scripts/check_numerics.py")

    let honest = try run(python, [script, try folder.write(try json(cases), to: "cases.json")])
    #expect(honest.status == 0, "\(honest.output)\n\(honest.talk)")
    #expect(honest.output.split(separator: "\n").count == cases.count)

    // The comparison can fail: one bit of one output.
    var out = try #require(cases[0]["out"] as? [String])
    out[0] = String((UInt32(out[0], radix: 16) ?? 0) ^ 1, radix: 16)
    cases[0]["out"] = out
    let changed = try run(python, [script, try folder.write(try json([cases[0]]), to: "changed.json")])
    #expect(changed.status == 1 && changed.output.contains("DIFFERENT"))
  }
}
