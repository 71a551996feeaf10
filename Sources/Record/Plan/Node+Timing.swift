extension Node {
  /// The sample series that the sampling rule of this cell is about; `nil` where no rule ends the trial.
  ///
  /// The measurer and the verifier both ask here.
  public var timing: Timing? { records.timed.map { Timing(series: $0, rule: sampling) } }

  /// How many invocations take the samples of a trial: 1 where no rule ends it.
  public var invocationCount: Int { timing == nil ? 1 : sampling.invocationCount }

  /// Whether its measurements come from one process and nobody said that this is what is meant: then they are about that run alone.
  public var isMeasuredInOneRun: Bool { timing != nil && sampling.invocations == nil }

  /// A series and the rule that ends it.
  public struct Timing: Sendable, Hashable {
    /// The name of the series.
    public var series: String
    /// The rule that decides how many samples it has.
    public var rule: Sampling
  }
}
