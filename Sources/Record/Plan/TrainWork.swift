/// Training of a model to a quality target.
///
/// Results and artefacts: `docs/bundle-format.md` lists them.
/// Measurement series: `time` (whole training of one sample, to the quality target).
public struct TrainWork: Sendable, Hashable, Codable {
  /// The network that learns.
  public var model: Model
  /// The rows (texts: windows) of one step.
  public var batch: Int
  /// Rows (texts: windows) whose gradients are computed together; the unit that data-parallel work is cut by.
  public var microBatch: Int?
  /// How a gradient changes the weights.
  public var optimizer: Optimizer
  /// How the learning rate changes with the steps.
  public var schedule: Schedule
  /// The share of activations that is dropped.
  public var dropout: Rational
  /// Input id.
  public var dataset: String
  /// Over `accuracy` (test part, after each epoch), `loss` (mean of the epoch) and `epoch` (from 1).
  public var stop: Expression?
  /// The most epochs that are run; absent where `steps` alone bounds it.
  public var epochs: Int?
  /// The most steps that are run.
  public var steps: Int?
  /// Weights are kept after every so many epochs; absent: the last ones alone.
  public var checkpoints: Int?
  /// Revisions of the building blocks by name.
  public var revisions: [String: Int]

  /// A training of a model on a dataset.
  public init(
    model: Model, batch: Int, microBatch: Int? = nil, optimizer: Optimizer, schedule: Schedule = .constant,
    dropout: Rational = Rational(0), dataset: String, stop: Expression?, epochs: Int? = nil, steps: Int? = nil, checkpoints: Int? = nil,
    revisions: [String: Int]
  ) {
    self.model = model
    self.batch = batch
    self.microBatch = microBatch
    self.optimizer = optimizer
    self.schedule = schedule
    self.dropout = dropout
    self.dataset = dataset
    self.stop = stop
    self.epochs = epochs
    self.steps = steps
    self.checkpoints = checkpoints
    self.revisions = revisions
  }

  /// Whether it learns from running text, in windows of tokens, rather than from rows of a table.
  public var readsText: Bool { if case .gpt = model { true } else { false } }
}
