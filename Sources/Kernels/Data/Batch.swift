/// The rows of one batch in memory, side by side in their order.
final class Batch {
  let architecture: Architecture
  /// The most rows.
  let capacity: Int
  /// The rows that are loaded.
  private(set) var rows = 0

  private let features: Buffer<Float>
  private let tokens: Buffer<UInt32>
  private let labels: Buffer<UInt32>
  private let losses: Buffer<Float>

  init(_ architecture: Architecture, rows: Int) throws(KernelError) {
    self.architecture = architecture
    capacity = rows
    let isText = if case .gpt = architecture { true } else { false }
    features = try Buffer(isText ? 0 : try Batch.count(rows, architecture.inputs))
    tokens = try Buffer(isText ? try Batch.count(rows, architecture.inputs) : 0)
    labels = try Buffer(try Batch.count(rows, architecture.positions))
    losses = try Buffer(labels.count)
  }

  /// Room for `rows` rows of `each` floats.
  static func room(_ rows: Int, _ each: Int) throws(KernelError) -> Buffer<Float> { try Buffer(try count(rows, each)) }

  /// The number of elements of `rows` rows.
  static func count(_ rows: Int, _ each: Int) throws(KernelError) -> Int {
    let (count, overflow) = rows.multipliedReportingOverflow(by: each)
    guard !overflow else { throw .outOfMemory }
    return count
  }

  /// The answers of the loaded rows, whose mean is the loss.
  var answers: Int { rows * architecture.positions }

  func features(from row: Int) -> Buffer<Float> { features.part(from: row * architecture.inputs) }
  func tokens(from row: Int) -> Buffer<UInt32> { tokens.part(from: row * architecture.inputs) }
  func labels(from row: Int) -> Buffer<UInt32> { labels.part(from: row * architecture.positions) }
  func losses(from row: Int) -> Buffer<Float> { losses.part(from: row * architecture.positions) }

  /// Copies rows of a data set that fits the architecture; at most `capacity`.
  func load(_ chosen: ArraySlice<UInt32>, of set: TrainingSet) {
    rows = min(capacity, chosen.count)
    let chosen = chosen.prefix(rows)
    switch set {
    case .table(let data):
      FloatArrays.gather(data.features, rows: chosen, columns: data.columns, into: features)
      labels.fill(chosen.map { data.labels[Int($0)] })
    case .text(let data):
      for (row, window) in chosen.enumerated() {
        let (start, context) = (Int(window) * data.context, data.context)
        tokens(from: row).fill(data.tokens[start..<start + context])
        labels(from: row).fill(data.tokens[start + 1..<start + context + 1])
      }
    }
  }

  /// Loads one window that begins with some tokens; what stands behind them has no influence on their logits.
  func load(text: [UInt32]) {
    rows = 1
    tokens.fill(text)
  }

  /// The mean loss of the loaded rows.
  func meanLoss(_ engine: Engine) throws(KernelError) -> Float {
    try engine.sum(losses, count: answers) / Float(answers)
  }
}
