import Foundation
import Kernels
import TestSupport
import Testing

/// A Python with PyTorch and safetensors: `ETALON_TORCH` names its interpreter, else `.build/torch` is made on first use where pip has the
/// build of PyTorch for CPUs alone; the usual one is some gigabytes large.
enum TorchEnvironment {
  private static let packages = ["torch==2.13.0+cpu", "numpy", "safetensors"]

  static let python: String? = {
    if let named = ProcessInfo.processInfo.environment["ETALON_TORCH"] { return works(named) ? named : nil }
    let own = Repository.path(".build/torch/bin/python")
    if works(own) { return own }
    guard let python = findProgram("python3"), (try? run(python, ["-m", "venv", Repository.path(".build/torch")]))?.status == 0 else {
      return nil
    }
    _ = try? run(own, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"] + packages)
    return works(own) ? own : nil
  }()

  private static func works(_ python: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: python) && (try? run(python, ["-c", "import torch, safetensors"]))?.status == 0
  }

  static let reason: Comment = "pip has no \(packages[0]): set ETALON_TORCH to a Python that imports torch and safetensors"
}

@Suite struct TorchTests {
  /// The first eight batches as PyTorch takes them: rows of inputs and of labels.
  private func batches(_ example: TrainingCase) -> (inputs: [[Any]], labels: [[Any]]) {
    var order = (0..<example.data.rows).map { $0 }
    var stream = testStream(46)
    stream.shuffle(&order)
    let size = example.settings.batch
    let chosen = (0..<8).map { order[$0 * size..<($0 + 1) * size] }
    switch example.data {
    case .table(let data):
      return (
        chosen.map { $0.map { row in data.features[row * data.columns..<(row + 1) * data.columns].map { Double($0) } } },
        chosen.map { $0.map { Int(data.labels[$0]) } }
      )
    case .text(let data):
      let window = { (row: Int, shift: Int) in (0..<data.context).map { Int(data.tokens[row * data.context + $0 + shift]) } }
      return (chosen.map { $0.map { window($0, 0) } }, chosen.map { $0.map { window($0, 1) } })
    }
  }

  private func shape(_ architecture: Architecture) -> [String: Any] {
    switch architecture {
    case .mlp(let layers): ["sizes": layers]
    case .cnn(let s):
      [
        "image": [s.height, s.width, s.channels], "dense": s.dense,
        "blocks": s.blocks.map {
          ["channels": $0.channels, "kernel": $0.kernel, "stride": $0.stride, "padding": $0.padding, "pool": $0.pool]
        },
      ]
    case .gpt(let s):
      ["vocabulary": s.vocabulary, "layers": s.layers, "width": s.width, "heads": s.heads, "context": s.context]
    }
  }

  private func numbers(_ python: String, _ arguments: [String]) throws -> [Double] {
    let result = try run(python, [Repository.path("scripts/compare_torch.py")] + arguments)
    try #require(result.status == 0, "\(result.talk)")
    return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [Double])
  }

  private func example(_ kind: String) throws -> TrainingCase {
    let sgd = TrainingSettings(optimizer: .sgd(SGDSettings(learningRate: 0.05, momentum: 0.9)), batch: 5)
    switch kind {
    case "mlp": return try .mlp(sgd)
    case "cnn": return try .cnn(sgd)
    default: return try .gpt(TrainingSettings(optimizer: .adamw(AdamWSettings(learningRate: 1e-3)), batch: 3))
    }
  }

  @Test(.enabled(if: TorchEnvironment.python != nil, TorchEnvironment.reason), arguments: ["mlp", "cnn", "gpt"])
  func `from PyTorch's weights the first eight losses are PyTorch's, and it opens the checkpoint`(kind: String) throws {
    let python = try #require(TorchEnvironment.python)
    let (example, engine, folder) = (try example(kind), try Engine(threads: 2), try TemporaryFolder())
    let (inputs, labels) = batches(example)
    let description: [String: Any] = [
      "kind": kind, "shape": shape(example.architecture), "inputs": inputs, "labels": labels,
      "optimizer": kind == "gpt" ? "adamw" : "sgd", "rate": kind == "gpt" ? 1e-3 : 0.05, "momentum": 0.9,
    ]
    let file = try folder.write(String(decoding: try JSONSerialization.data(withJSONObject: description), as: UTF8.self), to: "case.json")
    let place = (file as NSString).deletingLastPathComponent
    let losses = try numbers(python, ["start", file, place])
    let start = [UInt8](try Data(contentsOf: URL(fileURLWithPath: place + "/start.safetensors")))
    let trainer = try Trainer(
      NetworkWeights(example.architecture, safetensors: start), data: example.data, settings: example.settings,
      stream: testStream(46), engine: engine)
    for expected in losses {
      let loss = Double(try trainer.step().loss)
      #expect(abs(loss - expected) <= 5e-6 * expected, "\(loss) and PyTorch's \(expected)")
    }
    #expect(losses.count == 8)

    let weights = try trainer.weights()
    try Data(try weights.safetensors()).write(to: URL(fileURLWithPath: place + "/end.safetensors"))
    let theirs = try numbers(python, ["logits", file, place])
    let all = try Inference(weights, engine: engine).logits(example.data)
    var order = (0..<example.data.rows).map { $0 }
    var stream = testStream(46)
    stream.shuffle(&order)
    let width = example.architecture.positions * example.architecture.outputs
    let ours = order.prefix(example.settings.batch).flatMap { all[$0 * width..<($0 + 1) * width] }
    #expect(ours.count == theirs.count)
    for (our, their) in zip(ours, theirs) { #expect(abs(Double(our) - their) <= 1e-5 * max(1, abs(their))) }
  }
}
