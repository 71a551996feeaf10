internal import Record

/// Samples a trial whose repetition is one piece of work, timed as a whole.
func sample(
  into outcome: inout TrialOutcome, _ context: TrialContext, _ bench: Bench, _ body: () throws(RunFault) -> Void,
  check: () throws(RunFault) -> Void
) throws(RunFault) {
  try sample(into: &outcome, context, bench) { () throws(RunFault) in
    let start = bench.monotonic()
    try body()
    let end = bench.monotonic()
    return end > start ? end - start : 0
  } check: { () throws(RunFault) in
    try check()
  }
}

/// Runs the sampling loop of a trial, or one repetition where only results are wanted, and keeps what was measured.
///
/// - Parameter repetition: One repetition, which gives the nanoseconds it took.
func sample(
  into outcome: inout TrialOutcome, _ context: TrialContext, _ bench: Bench, timed repetition: () throws(RunFault) -> UInt64,
  check: () throws(RunFault) -> Void
) throws(RunFault) {
  guard context.purpose == .run, let timing = context.node.timing else {
    _ = try repetition()
    try check()
    return
  }
  let loop = SamplingLoop(
    rule: timing.rule.ofInvocation, witnessing: timing.series == "latency" ? .trial : .samples, bench: bench,
    deadline: Deadline(context.node.limits, bench, spent: context.elapsed), progress: context.progress,
    isCancelled: context.isCancelled, countsEnergy: context.countsEnergy)
  let samples = try loop.run(repetition, check: check)
  outcome.series = [SampleSeries(name: timing.series, nanoseconds: samples.times.map { U64($0) })]
  outcome.warmup = timing.rule.warmup
  outcome.stopped = samples.stopped
  outcome.witnesses = samples.witnesses
  outcome.countEnergy(samples.energy)
}
