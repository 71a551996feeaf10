/// A tiny fixed computation with a known answer: equal probes predict equal bits, and a wrong one unmasks a broken host.
public struct NumericProbe: Sendable {
  /// The name, stable across versions.
  public let name: String
  /// The checksum that every sound machine computes.
  public let expected: Checksum
  private let compute: @Sendable (Engine) throws(KernelError) -> Checksum

  /// Runs the probe.
  public func run(on engine: Engine) throws(KernelError) -> Checksum { try compute(engine) }

  /// Runs the probe, and tells whether the answer is the known one.
  public func holds(on engine: Engine) throws(KernelError) -> Bool { try run(on: engine) == expected }

  /// Every probe, sorted by name: each operation's golden run, and a training of two epochs for each kind of network.
  public static let all: [NumericProbe] = (operations + trainings).sorted {
    $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
  }

  private static let operations: [NumericProbe] = Operation.all.flatMap { operation in
    operation.types.map { type in
      NumericProbe(name: "\(operation.name).\(type.rawValue)", expected: operation.golden(type: type) ?? Checksum(value: 0)) {
        engine throws(KernelError) in try operation.goldenRun(type: type, engine: engine)
      }
    }
  }

  /// Two epochs over 20 rows of normal features with batches of 8, by AdamW, from the golden stream.
  private static func training(_ name: String, _ architecture: Architecture, expected: UInt64) -> NumericProbe {
    NumericProbe(name: name, expected: Checksum(value: expected)) { engine throws(KernelError) in
      var stream = RandomStream(Operation.goldenKey)
      let weights = try NetworkWeights(architecture, stream: &stream, engine: engine)
      let trainer = try Trainer(
        weights, data: try data(architecture, &stream, engine),
        settings: TrainingSettings(optimizer: .adamw(AdamWSettings(learningRate: 0.01)), batch: 8), stream: stream, engine: engine)
      for _ in 0..<2 { _ = try trainer.epoch() }
      var checksum = Checksum()
      checksum.append(try trainer.weights().safetensors())
      return checksum
    }
  }

  /// Rows of normal features, or a text of 20 windows that draws nothing.
  private static func data(
    _ architecture: Architecture, _ stream: inout RandomStream, _ engine: Engine
  ) throws(KernelError) -> TrainingSet {
    if case .gpt(let shape) = architecture {
      let tokens = (0...20 * shape.context).map { UInt32($0 * $0 % shape.vocabulary) }
      return .text(try TextData(tokens: tokens, vocabulary: shape.vocabulary, context: shape.context))
    }
    let features = try Buffer<Float>(20 * architecture.inputs)
    engine.normal(&stream, into: features)
    let labels = (0..<20).map { UInt32($0 * 7 % architecture.outputs) }
    return .table(
      try TrainingData(features: features.array, labels: labels, columns: architecture.inputs, classes: architecture.outputs))
  }

  private static let trainings = [
    training("train-mlp.f32", .mlp(layers: [6, 9, 3]), expected: 0x068e_e88a_9e66_0efa),
    training(
      "train-cnn.f32",
      .cnn(CNNShape(height: 6, width: 5, channels: 2, blocks: [.init(channels: 4, kernel: 3, padding: 1, pool: 2)], dense: [7, 3])),
      expected: 0x4e79_8bb5_91bf_4f34),
    training(
      "train-gpt.f32", .gpt(GPTShape(vocabulary: 13, layers: 2, width: 8, heads: 2, context: 7)), expected: 0xa7a9_a1bb_d870_1aba),
  ]
}
