public import Record

/// What happens in a run, for whoever shows it.
public enum RunEvent: Sendable {
  /// A run begins, or goes on with so many of its trials already on record.
  case began(trials: Int, alreadyFinished: Int)
  case trialStarted(TrialPlace)
  case progressed(TrialPlace, TrialProgress)
  case trialEnded(TrialPlace, TrialSummary)
  /// All trials are on record; the bundle is being written.
  case exporting
}

/// Which trial of which.
public struct TrialPlace: Sendable, Hashable {
  public var node: String
  public var index: Int
  /// The number of trials of the cell.
  public var trials: Int
  /// The position of this trial among all of the run, from 1, and how many there are.
  public var position: Int
  public var total: Int
}

/// What a trial came to, in brief.
public struct TrialSummary: Sendable {
  public var status: TrialStatus
  public var reason: String?
  public var cached: Bool
  /// The metrics of the cell so far; the first is the one to show where there is room for one.
  public var metrics: [MetricValue]
}
