/// How far a trial has come.
public enum TrialProgress: Sendable {
  /// Untimed repetitions that are done, of so many.
  case warmingUp(done: Int, of: Int)
  /// Samples taken, the most there can be, and the half-width of the interval as a share of the mean.
  case sampling(done: Int, max: Int, halfWidth: Double?)
  /// An epoch that has ended, counted from 1, of at most so many, with its mean loss and the accuracy after it.
  case epoch(Int, of: Int, loss: Double, accuracy: Double)
  /// The subject makes the trial wait for so many milliseconds, and why.
  case waiting(milliseconds: Int, reason: String)
  /// Items that have an answer, of so many.
  case items(done: Int, of: Int)
}
