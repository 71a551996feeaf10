internal import Attest
internal import Record
internal import Sealing

extension EvaluateExecutor {
  /// Executes a trial over a sealed set: everything that is kept goes through the seal, and no message repeats what was asked or answered.
  func executeSealed(_ input: InputPlan) throws(RunFault) -> TrialOutcome {
    let seal = try openedSeal(input)
    var inner = self
    inner.seal = seal
    inner.context.answers = seal.answers(context.answers)
    inner.surroundings.notice = { [context] in context.progress(.waiting(milliseconds: $0.wait, reason: EvaluateExecutor.untold)) }
    do throws(RunFault) {
      var outcome = try inner.executeOpen()
      outcome.results = EvaluationSeal.shown(outcome.results)
      outcome.series = EvaluationSeal.unordered(outcome.series)
      if outcome.status != .ok, let reason = outcome.reason, !EvaluateExecutor.isOwn(reason) {
        outcome.reason = "the subject gave no usable answers; \(EvaluateExecutor.untold)"
      }
      return outcome
    } catch {
      guard !EvaluateExecutor.plain.contains(error.code) else { throw error }
      throw RunFault(error.code, EvaluateExecutor.untold, help: "try the same cell with an open set, whose messages tell more")
    }
  }

  private static let untold = "more is not told, since it may repeat a question of the sealed set"

  /// Faults whose messages come from files, permissions and the plan alone.
  private static let plain: Set<RunFault.Code> = [
    .interrupted, .diskFull, .notAllowed, .notPermitted, .journalFailed, .journalBusy, .journalCorrupt, .sealed, .inputMissing,
    .inputDiffers,
    .ageChanged, .ageHeader, .ageIdentity, .agePayload, .sealCommitment, .sealDiffers, .sealLog, .sealUnlogged, .noBubblewrap,
    .sandboxFailed, .noLibcurl, .badCredentials, .openCredentials, .unreadableCredentials, .noScorer, .targetNotMet, .noSubject,
  ]

  /// A program that tests an answer would stand on the disk.
  func requireMemoryAlone(_ evaluation: Evaluation) throws(RunFault) {
    let asked = evaluation.askedByScorers.compactMap { context.plan.subject($0) }
    guard let program = asked.first(where: { $0.access.word == PythonSubject.word }) else { return }
    throw RunFault(
      .sealed, "the scorer of a sealed set asks `\(program.id)`, which writes programs to the disk",
      help: "score the set by a scorer that runs none")
  }

  /// Limits of time and budget are the plan's own words.
  private static func isOwn(_ reason: String) -> Bool { reason.hasPrefix("the time limit") || reason.hasPrefix("the budget") }

  /// The trial's seal: a new one, or the one that an earlier attempt left.
  private func openedSeal(_ input: InputPlan) throws(RunFault) -> EvaluationSeal {
    guard let keys = context.sealKeys else { throw .sealed(input.id) }
    if context.plan.inputs.count(where: { $0.isSealed && context.node.inputs.contains($0.id) }) > 1 {
      throw RunFault(
        .sealed, "`\(context.node.id)` reads two sealed sets", help: "ask each in a cell of its own: their holders may be others")
    }
    do throws(AttestFault) {
      if let kept = try orAttestFault({ () throws(RunFault) in try context.answers.transcript(EvaluationSeal.keyExchange) }) {
        return try EvaluationSeal(opening: kept, with: keys.identities)
      }
      let seal = try EvaluationSeal(for: try orAttestFault { () throws(RunFault) in try keys.recipients(input.id) })
      let event = EventLog.Event(
        exchange: EvaluationSeal.keyExchange, times: QueryTimes(scheduled: 0, sent: 0, end: 0), retries: 0, isAnswered: true)
      try orAttestFault { () throws(RunFault) in
        try context.answers.keep(seal.wrapped, event)
        try context.answers.commit()
      }
      return seal
    } catch { throw RunFault(error, help: error.code == "age-identity" ? "resume with the identity that the run was started with" : nil) }
  }

  private func orAttestFault<Value>(_ body: () throws(RunFault) -> Value) throws(AttestFault) -> Value {
    do throws(RunFault) { return try body() } catch { throw AttestFault(error.code.rawValue, error.message, help: error.help) }
  }
}
