internal import Record
internal import Text

/// Compares the attempts at trials with what became of them, with the times of the run and with its interruptions.
struct AttemptChecks {
  private let run: RunRecord
  private(set) var findings: [Finding] = []

  init(records: BundleRecords) {
    run = records.run
    for (index, trial) in records.trials.enumerated() {
      let place = "\(BundleFile.trials):\(index + 1)#/attempts"
      checkEnding(trial, at: place)
      checkTimes(trial.attempts, at: place)
    }
    checkRun()
    let takingTurns = Set(records.plan.nodes.filter { $0.sampling.spread != nil }.map(\.id))
    checkInterruptions(records.trials, takingTurns)
  }

  private mutating func report(_ place: String, _ message: String, expected: String? = nil, found: String? = nil) {
    findings.append(Finding("attempts-differ", path: place, message, expected: expected, found: found))
  }

  /// The last attempt ended as the trial did.
  private mutating func checkEnding(_ trial: TrialLine, at place: String) {
    let last = trial.attempts.last?.outcome
    switch trial.status {
    case .ok where trial.cached:
      if last == .finished { report(place, "came from the cache, and yet an attempt at it finished") }
    case .ok, .cut:
      if last != .finished { report(place, "\(trial.status.words) without a finished attempt") }
    case .failed:
      if last != .failed { report(place, "failed without a failed attempt") }
    case .skipped:
      if last == .finished { report(place, "was skipped, and yet an attempt at it finished") }
    // A refusal may come before the first attempt, or in its middle.
    case .refused: break
    }
  }

  /// Attempts follow one another within the run; only one that was broken off may have no end.
  private mutating func checkTimes(_ attempts: [Attempt], at place: String) {
    var earlier = run.started
    for attempt in attempts {
      if attempt.ended == nil, attempt.outcome != .interrupted { report(place, "an attempt that was not broken off has no end") }
      for time in [attempt.started, attempt.ended].compactMap(\.self) {
        if time.recordText < earlier.recordText || run.ended.recordText < time.recordText {
          report(
            place, "the times of an attempt do not lie within the run, one after another",
            expected: "\(earlier) to \(run.ended)", found: "\(time)")
        }
        earlier = time
      }
    }
    let most = run.interruptions.count + 1
    if attempts.count > most {
      report(
        place, "more attempts than a run with \(counted(run.interruptions.count, "interruption")) can have made",
        expected: "at most \(most)",
        found: "\(attempts.count)")
    }
  }

  private mutating func checkRun() {
    if run.ended.recordText < run.started.recordText {
      findings.append(
        Finding(
          "time-order", path: "\(BundleFile.run)#/ended", "ended before it started", expected: "\(run.started) or later",
          found: "\(run.ended)"))
    }
  }

  /// Trials run one after another, so that an interruption breaks off at most one attempt; those whose invocations take turns are broken off
  /// together, each once.
  private mutating func checkInterruptions(_ trials: [TrialLine], _ takingTurns: Set<String>) {
    let broken = trials.filter { !takingTurns.contains($0.node) }.reduce(0) { $0 + $1.attempts.count { $0.outcome == .interrupted } }
    let place = "\(BundleFile.run)#/interruptions"
    if broken > run.interruptions.count {
      findings.append(
        Finding(
          "interruptions-differ", path: place, "more attempts were broken off than the run was", expected: "at least \(broken)",
          found: "\(run.interruptions.count)"))
    }
    var earlier = run.started
    for time in run.interruptions {
      if time.recordText < earlier.recordText || run.ended.recordText < time.recordText {
        findings.append(
          Finding(
            "interruptions-differ", path: place, "an interruption does not lie within the run, one after another",
            expected: "\(earlier) to \(run.ended)", found: "\(time)"))
      }
      earlier = time
    }
  }
}
