/// How a network learns, besides what it is and what it learns from.
public struct TrainingSettings: Equatable, Sendable {
  /// How gradients change parameters.
  public var optimizer: Optimizer
  /// How the learning rate changes over the steps.
  public var schedule: Schedule
  /// The rows of a batch, at least 1; an epoch's last batch may be smaller.
  public var batch: Int
  /// The rows of a micro-batch, or nil for whole batches.
  ///
  /// A batch is cut into micro-batches in order. Each one's gradient is computed alone, and these are added by the tree of
  /// `docs/numerics.md`: so its value is part of what is computed, and the number of workers that share the work is not.
  public var microBatch: Int?
  /// The probability that a value is dropped: behind each hidden dense layer; in a gpt behind the embeddings and at the end of each
  /// residual branch.
  public var dropout: Double

  /// Creates settings.
  public init(
    optimizer: Optimizer, schedule: Schedule = .constant, batch: Int, microBatch: Int? = nil, dropout: Double = 0
  ) {
    self.optimizer = optimizer
    self.schedule = schedule
    self.batch = batch
    self.microBatch = microBatch
    self.dropout = dropout
  }

  func checked() throws(KernelError) {
    try optimizer.checked()
    try schedule.checked()
    try Architecture.check("a batch's number of rows", batch, 1...1 << 24)
    if let microBatch { try Architecture.check("a micro-batch's number of rows", microBatch, 1...1 << 24) }
    guard (0..<1).contains(dropout) else {
      throw KernelError(.parameterOutOfRange, "dropout cannot be \(dropout)", hint: "choose at least 0 and less than 1")
    }
  }
}
