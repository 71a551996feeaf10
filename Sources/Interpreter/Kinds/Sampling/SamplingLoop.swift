internal import Record

/// Takes timed repetitions of one trial until the plan's rule is satisfied.
///
/// A repetition takes its own time, so that the clock runs around the work alone; the check of its output comes after the clock stopped, so
/// that hashing costs no measured time.
struct SamplingLoop {
  let rule: Sampling
  let witnessing: Witnessing
  let bench: Bench
  let deadline: Deadline
  let progress: (TrialProgress) -> Void
  let isCancelled: () -> Bool
  /// Whether energy is counted from before the first timed repetition to after the last.
  var countsEnergy = false

  /// How often the host is watched: around each sample, or once around all where samples are too short for it.
  enum Witnessing { case samples, trial }

  /// What a loop took.
  struct Samples: Equatable {
    var times: [UInt64] = []
    var witnesses: [Witness] = []
    var stopped = TrialMeasurement.Stopped.max
    /// What the timed repetitions took, where somebody asks.
    var energy: EnergyWindow?
  }

  /// Repeats a body: untimed `warmup` times, then timed until the rule stops.
  ///
  /// - Parameters:
  ///   - repetition: One repetition, which gives the nanoseconds it took.
  ///   - check: Looks at the output of the repetition just done, the untimed ones too; throws where it is not the trial's.
  func run(_ repetition: () throws(RunFault) -> UInt64, check: () throws(RunFault) -> Void) throws(RunFault) -> Samples {
    for done in 0..<rule.warmup {
      progress(.warmingUp(done: done, of: rule.warmup))
      try pause()
      _ = try repetition()
      try deadline.check()
      try check()
    }
    var samples = Samples()
    let whole = witnessing == .trial ? bench.beginWitness() : nil
    let energy = countsEnergy ? bench.beginEnergy() : nil
    var state = SamplingProgress(rule)
    while true {
      try pause()
      let witness = witnessing == .samples ? bench.beginWitness() : nil
      let time = try repetition()
      if let witness { samples.witnesses.append(witness()) }
      // A repetition that has begun is not broken off, but one that ends too late does not count.
      try deadline.check()
      try check()
      samples.times.append(time)
      state.add(time)
      progress(.sampling(done: samples.times.count, max: rule.max, halfWidth: state.halfWidth))
      if case .stop(let reason) = state.decision {
        samples.stopped = reason
        samples.energy = energy?()
        if let whole { samples.witnesses.append(whole()) }
        return samples
      }
    }
  }

  private func pause() throws(RunFault) {
    if isCancelled() { throw .interrupted }
    try deadline.check()
  }
}

/// The moment at which a limit cuts a trial.
struct Deadline {
  private let limit: UInt64?
  /// The whole limit, for words.
  private let full: UInt64
  let start: UInt64
  let monotonic: () -> UInt64

  /// - Parameter spent: Nanoseconds of the limit that are gone already.
  init(_ limits: Limits, _ bench: Bench, spent: UInt64 = 0) {
    // checked: the difference is taken where it is positive.
    limit = limits.time.map { $0.value > spent ? $0.value - spent : 0 }
    full = limits.time?.value ?? 0
    monotonic = bench.monotonic
    start = bench.monotonic()
  }

  /// Throws `cut` once the limit is reached.
  func check() throws(RunFault) {
    guard let limit else { return }
    let now = monotonic()
    if now >= start, now - start >= limit {
      throw RunFault(.cut, Deadline.reason(full), help: "raise `limits.time`")
    }
  }

  /// Why a trial ended at a limit in nanoseconds.
  static func reason(_ limit: UInt64) -> String {
    let value = Rational(Int128(limit), over: 1_000_000_000) ?? Rational(0)
    return "the time limit of \(value.decimalText ?? "\(value)") s was reached"
  }
}
