internal import Record

/// What one trial yielded.
struct TrialOutcome {
  var status: TrialStatus = .ok
  /// Why it did not finish, in a sentence.
  var reason: String?
  var results: [ResultValue] = []
  /// Results that are right within an error bound.
  var bounded: [ResultValue] = []
  var series: [SampleSeries] = []
  /// Untimed repetitions that came first.
  var warmup = 0
  var stopped = TrialMeasurement.Stopped.max
  var witnesses: [Witness] = []
  /// The fresh processes whose samples stand one after another in each series; `nil` where one process took them.
  var invocations: [TrialMeasurement.Invocation]?
  /// How many repetitions each sample stands for.
  var batch = 1
  /// The file of transcripts, whose lines were kept already; `nil` where nobody answered.
  var transcripts: Digest?
  /// The file of item records, whose pieces were kept already.
  var items: Digest?
  /// Files for `data/artifacts` by name of their role, such as `weights`.
  var artifacts: [(name: String, bytes: [UInt8])] = []
  /// The vendor's library that it ran in.
  var library: String?
  /// What the timed repetitions of each process took, where the target declares how that is counted.
  var energy: [EnergyWindow] = []
  /// What was made of that, with the rows of a meter's file that it follows from.
  var counted: (energy: TrialEnergy, rows: [UInt8]?)?
  /// The layers of the sandbox that were active.
  var isolation: [String]?

  /// A trial that did not come to an end, with the reason.
  static func ended(_ status: TrialStatus, _ reason: String) -> TrialOutcome {
    TrialOutcome(status: status, reason: reason)
  }

  /// Keeps the window of the samples that the outcome has.
  mutating func countEnergy(_ window: EnergyWindow?) {
    guard var window else { return }
    window.repetitions = (series.first?.count ?? 0) * batch
    energy = [window]
  }
}
