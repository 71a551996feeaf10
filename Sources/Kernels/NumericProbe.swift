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

  /// Every probe, sorted by name: each operation's golden run, and a training run of two epochs.
  public static let all: [NumericProbe] = (operations + [training]).sorted {
    $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
  }

  private static let operations: [NumericProbe] = Operation.all.flatMap { operation in
    operation.types.map { type in
      NumericProbe(name: "\(operation.name).\(type.rawValue)", expected: operation.golden(type: type) ?? Checksum(value: 0)) {
        engine throws(KernelError) in try operation.goldenRun(type: type, engine: engine)
      }
    }
  }

  private static let training = NumericProbe(name: "train-mlp.f32", expected: Checksum(value: 0x068e_e88a_9e66_0efa)) {
    engine throws(KernelError) in
    var stream = RandomStream(Operation.goldenKey)
    let model = try MLPModel(layers: [6, 9, 3], stream: &stream, engine: engine)
    let features = try Buffer<Float>(20 * 6)
    engine.normal(&stream, into: features)
    let labels = (0..<20).map { UInt32($0 * 7 % 3) }
    let data = try TrainingData(features: features.array, labels: labels, columns: 6, classes: 3)
    let optimizer = Optimizer.adamw(AdamWSettings(learningRate: 0.01))
    let trainer = try MLPTrainer(model, data: data, optimizer: optimizer, batch: 8, stream: stream, engine: engine)
    for _ in 0..<2 { _ = try trainer.epoch() }
    var checksum = Checksum()
    checksum.append(try trainer.model().safetensors())
    return checksum
  }
}
