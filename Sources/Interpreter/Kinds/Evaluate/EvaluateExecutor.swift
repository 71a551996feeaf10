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
  var context: TrialContext
  var surroundings: Surroundings
  var scorers = Scorer.all
  /// Hides what is kept, where the set is sealed.
  var seal: EvaluationSeal?
  private let bench: Bench

  init(_ work: EvaluateWork, _ context: TrialContext, _ bench: Bench) {
    (self.work, self.context, self.bench) = (work, context, bench)
    surroundings = Surroundings(permissions: context.permissions, bench: bench)
    surroundings.isStream = work.delivery.stream
    surroundings.notice = { context.progress(.waiting(milliseconds: $0.wait, reason: $0.reason)) }
    surroundings.policy.jitterSeed = (try? context.streamKey("retries")).map { $0.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
  }

  func execute() throws(RunFault) -> TrialOutcome {
    if let input = context.plan.sealedInput(of: context.node) { return try executeSealed(input) }
    return try executeOpen()
  }

  /// Executes the trial with whatever seal there is.
  func executeOpen() throws(RunFault) -> TrialOutcome {
    let evaluation = try Evaluation(
      plan: context.plan, node: context.node, trial: context.index, data: context.input, scorers: scorers,
      isSound: context.isLookedAt(work.dataset), streamKey: context.streamKey)
    if seal != nil { try requireMemoryAlone(evaluation) }
    let questioning = Questioning(evaluation, context, surroundings, bench)
    if context.purpose == .run {
      // A look before the run is at the first trial.
      let isChecked = context.index == 0 && ([work.dataset] + work.prompt.sources).allSatisfy(context.isLookedAt)
      if !isChecked { try evaluation.checkPrompts() }
      try questioning.ask()
    }
    var outcome = try outcome(of: evaluation, questioning.ending)
    if context.purpose == .run { outcome.series = try questioning.series() }
    outcome.witnesses = questioning.witness.map { [$0] } ?? []
    return outcome
  }

  /// Scores what is on record now, exactly as a verification does.
  private func outcome(of evaluation: Evaluation, _ ending: Questioning.Ending) throws(RunFault) -> TrialOutcome {
    var recorded = RecordedSubject(context.answers.line)
    var derivation = ItemDerivation(evaluation)
    var writer = ItemWriter(keep: context.answers.keepItems)
    var kept = KeptLines(seal)
    try derivation.derive(from: &recorded) { (lines) throws(RunFault) in
      try kept.add(lines)
    } items: { (record) throws(RunFault) in
      try writer.add(line: ItemWriter.line(of: try kept.record(record)))
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
    outcome.transcripts = try kept.finish()
    return outcome
  }
}

/// The lines of transcripts as they are kept, digested as they come.
private struct KeptLines: ~Copyable {
  private let seal: EvaluationSeal?
  private var hash: SHA256?
  private var last: [UInt8] = []
  private var isKeyed = false

  init(_ seal: EvaluationSeal?) { self.seal = seal }

  /// Takes the lines of a probe or an item.
  mutating func add(_ lines: [UInt8]) throws(RunFault) {
    last = lines
    guard !lines.isEmpty else { return }
    if lines.starts(with: KeptLines.probe) { return update(try seal?.stored(lines) ?? lines) }
    try key()
    update(try seal?.stored(lines) ?? lines)
  }

  /// The record of the item whose lines came last.
  func record(_ record: ItemRecord) throws(RunFault) -> ItemRecord { try seal?.stored(record, last) ?? record }

  /// The digest of all lines; `nil` where there are none.
  consuming func finish() throws(RunFault) -> Digest? {
    try key()
    return hash.take()?.finalize()
  }

  /// The wrapped key stands between probes and items.
  private mutating func key() throws(RunFault) {
    guard let seal, !isKeyed else { return }
    isKeyed = true
    update(try seal.wrapped.line() + [0x0A])
  }

  private mutating func update(_ lines: [UInt8]) {
    if hash == nil { hash = SHA256() }
    hash?.update(lines)
  }

  /// How the line of a probe begins in canonical JSON.
  private static let probe = Array("{\"exchange\":\"probe/".utf8)
}
