internal import Attest
internal import Record
internal import Score

/// Executes an evaluation cell: asks what is not on record yet, makes every answer durable, and scores the transcripts.
func executeEvaluate(_ work: EvaluateWork, _ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  try EvaluateExecutor(work, context, bench).execute()
}

/// One trial of an evaluation.
struct EvaluateExecutor {
  let work: EvaluateWork
  let context: TrialContext
  var surroundings: Surroundings
  var scorers = Scorer.all
  private let bench: Bench

  init(_ work: EvaluateWork, _ context: TrialContext, _ bench: Bench) {
    (self.work, self.context, self.bench) = (work, context, bench)
    surroundings = Surroundings(permissions: context.permissions, bench: bench)
    surroundings.isStream = work.delivery.stream
    surroundings.notice = { context.progress(.waiting(milliseconds: $0.wait, reason: $0.reason)) }
    surroundings.policy.jitterSeed = (try? context.streamKey("retries")).map { $0.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
  }

  func execute() throws(RunFault) -> TrialOutcome {
    let evaluation = try Evaluation(
      plan: context.plan, node: context.node, trial: context.index, data: context.input, scorers: scorers, streamKey: context.streamKey)
    let questioning = Questioning(evaluation, context, surroundings, bench)
    if context.purpose == .run {
      try evaluation.checkPrompts()
      try questioning.ask()
    }
    var outcome = try outcome(of: evaluation, questioning.ending)
    if context.purpose == .run { outcome.series = try questioning.series() }
    outcome.witnesses = questioning.witness.map { [$0] } ?? []
    return outcome
  }

  /// Scores what is on record now, exactly as a verification does.
  private func outcome(of evaluation: Evaluation, _ ending: Questioning.Ending) throws(RunFault) -> TrialOutcome {
    var recorded = RecordedSubject(context.answers.transcript)
    var derivation = ItemDerivation(evaluation)
    var writer = ItemWriter(keep: context.answers.keepItems)
    var transcripts: SHA256?
    try derivation.derive(from: &recorded) { lines in
      guard !lines.isEmpty else { return }
      if transcripts == nil { transcripts = SHA256() }
      transcripts?.update(lines)
    } items: { (record) throws(RunFault) in
      try writer.add(line: ItemWriter.line(of: record))
    }
    let items = try writer.finish()
    var outcome: TrialOutcome
    switch (ending, derivation.verdict(items: items)) {
    case (.cut(let reason), _): outcome = .ended(.cut, reason)
    case (.unusable(let reason), _), (.whole, .failed(let reason)): outcome = .ended(.failed, reason)
    case (.whole, .results(let results)):
      outcome = TrialOutcome(results: results)
      outcome.items = items
    }
    outcome.transcripts = transcripts.take()?.finalize()
    return outcome
  }
}
