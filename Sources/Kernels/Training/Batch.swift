internal import CKernels

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
    let isText = architecture.positions > 1 || architecture.kind == "gpt"
    features = try Buffer(isText ? 0 : try Batch.count(rows, architecture.inputs))
    tokens = try Buffer(isText ? try Batch.count(rows, architecture.inputs) : 0)
    labels = try Buffer(try Batch.count(rows, architecture.positions))
    losses = try Buffer(labels.count)
  }

  /// Room for `rows` rows of `each` floats.
  static func room(_ rows: Int, _ each: Int) throws(KernelError) -> Slice<Float> {
    Slice(try Buffer<Float>(try count(rows, each)))
  }

  /// The number of elements of `rows` rows.
  static func count(_ rows: Int, _ each: Int) throws(KernelError) -> Int {
    let (count, overflow) = rows.multipliedReportingOverflow(by: each)
    guard !overflow else { throw Buffer<Float>.outOfMemory }
    return count
  }

  /// The answers of the loaded rows, whose mean is the loss.
  var answers: Int { rows * architecture.positions }

  func features(from row: Int) -> Slice<Float> { Slice(features, from: row * architecture.inputs) }
  func tokens(from row: Int) -> Slice<UInt32> { Slice(tokens, from: row * architecture.inputs) }
  func labels(from row: Int) -> Slice<UInt32> { Slice(labels, from: row * architecture.positions) }
  func losses(from row: Int) -> Slice<Float> { Slice(losses, from: row * architecture.positions) }

  /// Copies rows of a data set that fits the architecture; at most `capacity`.
  func load(_ chosen: ArraySlice<UInt32>, of set: TrainingSet) {
    rows = min(capacity, chosen.count)
    let chosen = chosen.prefix(rows)
    switch set {
    case .table(let data):
      FloatArrays.gather(data.features, rows: chosen, columns: data.columns, into: features)
      unsafe data.labels.withUnsafeBufferPointer { source in
        for (row, index) in chosen.enumerated() { unsafe labels.base[row] = source[Int(index)] }
      }
    case .text(let data):
      let context = data.context
      unsafe data.tokens.withUnsafeBufferPointer { source in
        guard let from = source.baseAddress else { return }
        for (row, window) in chosen.enumerated() {
          let start = unsafe from + Int(window) * context
          unsafe (tokens.base + row * context).update(from: start, count: context)
          unsafe (labels.base + row * context).update(from: start + 1, count: context)
        }
      }
    }
  }

  /// The mean loss of the loaded rows.
  func meanLoss(_ engine: Engine) throws(KernelError) -> Float {
    try engine.sum(Slice(losses), count: answers) / Float(answers)
  }
}
