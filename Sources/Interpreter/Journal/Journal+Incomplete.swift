internal import Attest
internal import Record

// What a further attempt may complete.
extension Journal {
  /// Trials that did not finish and that a further attempt may finish, with those that wait for them; their answers stay on record.
  ///
  /// None where all that failed are evaluations whose every question has its answer: asking nothing would end the same.
  func incomplete() throws(RunFault) -> [FinishedTrial] {
    var (open, waiting): ([FinishedTrial], [FinishedTrial]) = ([], [])
    for trial in trials.values {
      if trial.status == .skipped { waiting.append(trial) } else if try isOpen(trial) { open.append(trial) }
    }
    return open.isEmpty ? [] : open + waiting
  }

  /// Evaluations that finished though some questions have no usable answer.
  func withErrors() throws(RunFault) -> [FinishedTrial] {
    var found: [FinishedTrial] = []
    for trial in trials.values where trial.status == .ok && isEvaluation(trial) {
      if try hasOpenQuestions(trial.id) { found.append(trial) }
    }
    return found
  }

  private func isOpen(_ trial: FinishedTrial) throws(RunFault) -> Bool {
    switch trial.status {
    case .ok, .skipped: return false
    case .refused, .cut: return true
    case .failed:
      guard isEvaluation(trial), try hasAnswers(of: trial.id) else { return true }
      return try hasOpenQuestions(trial.id)
    }
  }

  private func isEvaluation(_ trial: FinishedTrial) -> Bool { node(trial.node)?.work.kind == .evaluate }
}
