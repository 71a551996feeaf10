internal import Record

/// Executes one trial by the executor of its kind.
func executeTrial(_ context: TrialContext, _ bench: Bench) throws(RunFault) -> TrialOutcome {
  switch context.node.work {
  case .kernel(let work): return try executeKernel(work, on: work.tier.backend, context, bench)
  case .train(let work): return try executeTrain(work, context, bench)
  case .infer(let work): return try executeInfer(work, context, bench)
  case .evaluate: return try executeEvaluate(context, bench)
  case .command: return try executeCommand(context, bench)
  }
}

extension RunFault {
  /// Why a trial ended, and what to do about it, in one sentence.
  var reason: String { help.map { "\(message) (\($0))" } ?? message }

  /// What a fault makes of the one trial it ends.
  var status: TrialStatus {
    switch code {
    case "cut": .cut
    case "need-missing": .skipped
    case "target-not-met", "not-allowed", "input-missing", "input-differs", "invalid-plan": .refused
    default: .failed
    }
  }
}
