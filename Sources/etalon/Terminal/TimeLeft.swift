internal import Text

/// How long a run may still take, judged by how long it took so far; nothing is said before there is something to judge by.
struct TimeLeft {
  private var runStarted: UInt64
  private var trialStarted: UInt64
  /// Trials that this process finished, and those that are left.
  private var done = 0
  private var left: Int

  /// Nanoseconds after which a judgement is worth a word.
  private static let patience: UInt64 = 2_000_000_000

  init(trials: Int, at now: UInt64) { (left, runStarted, trialStarted) = (trials, now, now) }

  mutating func beginTrial(at now: UInt64) { trialStarted = now }

  mutating func endTrial() {
    done += 1
    left = max(0, left - 1)
  }

  /// As the end of a line, such as `, 12 s left, 3 min for the run`; empty where nothing can be said.
  ///
  /// - Parameter share: How much of the trial under way is done.
  func text(_ share: Double, at now: UInt64) -> String {
    let inTrial = now &- trialStarted
    guard inTrial >= TimeLeft.patience, share > 0.01, share < 1 else { return "" }
    let trial = Double(inTrial) * (1 - share) / share
    let run = Double(now &- runStarted) / (Double(done) + share) * (Double(left) - share)
    let more = left > 1 ? ", \(TimeLeft.words(run)) for the run" : ""
    return ", \(TimeLeft.words(trial)) left\(more)"
  }

  /// A time in nanoseconds as a person says it.
  private static func words(_ nanoseconds: Double) -> String {
    let seconds = Int(min(max(0, nanoseconds / 1e9), 1e9))
    if seconds < 100 { return "\(seconds) s" }
    if seconds < 6000 { return "\((seconds + 30) / 60) min" }
    return "\((seconds + 1800) / 3600) h"
  }
}
