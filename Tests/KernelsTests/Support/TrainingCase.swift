import Kernels

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

  /// A trainer that goes on from a state, with the same streams from their beginning.
  func trainer(resuming state: TrainingState, _ engine: Engine) throws -> Trainer {
    try Trainer(
      resuming: state, data: data, settings: settings, stream: testStream(41), dropoutStream: settings.dropout > 0 ? testStream(40) : nil,
      engine: engine)
  }

  /// The losses and the weights' file after some steps.
  func result(steps: Int, _ engine: Engine) throws -> (losses: [Float], weights: [UInt8]) {
    let trainer = try trainer(engine)
    for _ in 0..<steps { _ = try trainer.step() }
    return (trainer.losses, try trainer.weights().safetensors())
  }

  /// One of each kind of network.
  static func of(_ kind: String, _ settings: TrainingSettings) throws -> TrainingCase {
    switch kind {
    case "mlp": try mlp(settings)
    case "cnn": try cnn(settings)
    default: try gpt(settings)
    }
  }
}
