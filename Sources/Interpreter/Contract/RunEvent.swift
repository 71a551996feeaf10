public import Record

/// What happens in a run, for whoever shows it.
public enum RunEvent: Sendable {
  /// A run begins, or goes on with so many of its trials already on record.
  case began(trials: Int, alreadyFinished: Int)
  /// Cells of a bundle are about to be executed again, at this cost.
  case estimated(ReproductionCost)
  /// A trial begins.
  case trialStarted(TrialPlace)
  /// A trial has come further.
  case progressed(TrialPlace, TrialProgress)
  /// A trial has come to an end, as planned or not.
  case trialEnded(TrialPlace, TrialSummary)
  /// All trials are on record; the bundle is being written.
  case exporting
}

/// Which trial of which.
public struct TrialPlace: Sendable, Hashable {
  /// The name of the trial.
  public var id: TrialID
  /// The number of trials of the cell.
  public var trials: Int
  /// The position of this trial among all of the run, from 1.
  public var position: Int
  /// The number of trials of the run.
  public var total: Int
}

/// What a trial came to, in brief.
public struct TrialSummary: Sendable {
  /// What became of it.
  public var status: TrialStatus
  /// Why it did not finish, in a sentence.
  public var reason: String?
  /// Whether it was taken from the cache.
  public var cached: Bool
  /// The metrics of the trial alone; those that the spec asks for come first.
  public var metrics: [MetricValue]
  /// How many of them the spec asks for.
  public var asked: Int
  /// Why its interval is not as narrow as the rule asks for; `nil` where it is.
  public var missed: String?
}
