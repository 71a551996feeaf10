internal import Record

/// Runs the sampling loop of a trial, or one repetition where only results are wanted, and keeps what was measured.
func sample(
  into outcome: inout TrialOutcome, _ context: TrialContext, _ bench: Bench, _ body: () throws(RunFault) -> Void,
  check: () throws(RunFault) -> Void
) throws(RunFault) {
  guard context.purpose == .run, let timing = context.node.timing else {
    try body()
    try check()
    return
  }
  let loop = SamplingLoop(
    rule: timing.rule, witnessing: timing.series == "latency" ? .trial : .samples, bench: bench,
    deadline: Deadline(context.node.limits, bench), progress: context.progress,
    isCancelled: context.isCancelled)
  let samples = try loop.run(body, check: check)
  outcome.series = [SampleSeries(name: timing.series, nanoseconds: samples.times.map { U64($0) })]
  outcome.warmup = timing.rule.warmup
  outcome.stopped = samples.stopped
  outcome.witnesses = samples.witnesses
}
