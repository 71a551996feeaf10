public import Record

/// A kind of model that can be trained.
public struct ModelEntry: Sendable {
  /// The name, as a spec writes it.
  public var name: String
  /// The version of the catalogue that brought it.
  public var since: Int
  /// The building blocks that a training is made of, by the names of the catalogue.
  public var trainingBlocks: @Sendable (TrainWork) -> [String]
  /// The building blocks that serving the model is made of.
  public var servingBlocks: @Sendable (TrainWork) -> [String]
  /// Why such a model cannot be, and what to do; `nil` where it can.
  public var problem: @Sendable (TrainWork) -> SizeProblem?
  /// About how many bytes of memory its training takes; `nil` where that cannot be counted.
  public var footprint: @Sendable (TrainWork) -> UInt64?

  /// Describes a model by functions of its training.
  public init(
    name: String, since: Int = 1, trainingBlocks: @escaping @Sendable (TrainWork) -> [String],
    servingBlocks: @escaping @Sendable (TrainWork) -> [String], problem: @escaping @Sendable (TrainWork) -> SizeProblem?,
    footprint: @escaping @Sendable (TrainWork) -> UInt64? = { _ in nil }
  ) {
    self.name = name
    self.since = since
    self.trainingBlocks = trainingBlocks
    self.servingBlocks = servingBlocks
    self.problem = problem
    self.footprint = footprint
  }
}
