/// What a run yielded, as far as metrics, claims and scores follow from it.
public struct RawRecords: Sendable {
  /// What was run.
  public var plan: Plan
  /// What became of each trial, in plan order.
  public var trials: [TrialLine]
  /// What a re-execution must reproduce.
  public var results: Results
  /// Results of the vendor tier.
  public var bounded: BoundedResults
  /// The raw samples of all trials.
  public var measurements: Measurements

  /// What scores follow from.
  public init(plan: Plan, trials: [TrialLine], results: Results, bounded: BoundedResults, measurements: Measurements) {
    self.plan = plan
    self.trials = trials
    self.results = results
    self.bounded = bounded
    self.measurements = measurements
  }
}

/// All records of a run, decoded: what a bundle holds and everything that reads a run takes in.
@dynamicMemberLookup
public struct RunRecords: Sendable {
  /// What scores follow from.
  public var raw: RawRecords
  /// SHA-256 of the plan's canonical JSON.
  public var planDigest: Digest
  /// The files that were read.
  public var inputs: Inputs
  /// The fingerprint of the host.
  public var environment: Fingerprint
  /// Who ran it, when, and what was out of the ordinary.
  public var run: RunRecord
  /// As they stand in the records; whoever trusts nobody derives them again.
  public var scores: Scores

  /// The records of a run.
  public init(
    raw: RawRecords, planDigest: Digest, inputs: Inputs, environment: Fingerprint, run: RunRecord, scores: Scores
  ) {
    self.raw = raw
    self.planDigest = planDigest
    self.inputs = inputs
    self.environment = environment
    self.run = run
    self.scores = scores
  }

  /// A record that scores follow from.
  public subscript<Value>(dynamicMember path: WritableKeyPath<RawRecords, Value>) -> Value {
    get { raw[keyPath: path] }
    set { raw[keyPath: path] = newValue }
  }
}
