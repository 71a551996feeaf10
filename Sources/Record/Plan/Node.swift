/// A cell: one point of a workload's matrix, with everything its trials need.
public struct Node: Sendable, Hashable, Codable {
  /// The workload's name, with the cell's coordinates when it has a matrix: `gemm[target=one-core,type=f32]` (axes sorted).
  @Name public var id: String
  /// The name of the workload that it is a point of.
  public var workload: String
  /// Its place in the matrix, axes sorted; empty where there is none.
  public var coordinates: [Coordinate]
  /// The target that it runs on: its id in the plan.
  public var target: String
  /// How its numbers come about, and what that promises.
  public var numerics: Numerics
  /// Cells whose artefacts this one reads.
  public var needs: [String]
  /// Inputs (ids) this one reads.
  public var inputs: [String]
  /// The number of planned trials, each with streams of its own.
  public var trials: Int
  /// What it executes.
  public var work: Work
  /// How many timed repetitions a trial takes.
  public var sampling: Sampling
  /// Bounds that cut a trial short.
  public var limits: Limits
  /// What follows from its trials, in the order of the reports.
  public var metrics: [Metric]

  /// A cell of a plan.
  public init(
    id: String, workload: String, coordinates: [Coordinate], target: String, numerics: Numerics, needs: [String], inputs: [String],
    trials: Int, work: Work, sampling: Sampling, limits: Limits, metrics: [Metric]
  ) {
    self.id = id
    self.workload = workload
    self.coordinates = coordinates
    self.target = target
    self.numerics = numerics
    self.needs = needs
    self.inputs = inputs
    self.trials = trials
    self.work = work
    self.sampling = sampling
    self.limits = limits
    self.metrics = metrics
  }

  /// The metric of a name, or `nil`.
  public func metric(_ name: String) -> Metric? { metrics.first { $0.name == name } }
}

/// A value on an axis of a matrix.
public struct Coordinate: Sendable, Hashable, Codable {
  /// The name of the axis.
  public var axis: String
  /// The value on the axis, as the spec wrote it.
  public var value: String

  /// A place on an axis.
  public init(axis: String, value: String) {
    self.axis = axis
    self.value = value
  }
}
