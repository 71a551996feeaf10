internal import Record
internal import Text

/// What a run leaves out, each in a sentence: whoever exports a run and whoever verifies it say the same.
enum Omissions {
  /// What cells leave out by their plan, then the trials that did not finish.
  static func ofTrials(_ plan: Plan, _ lines: [TrialLine]) -> [String] {
    let unfinished = lines.filter { $0.status != .ok }.map { trial in
      "`\(trial.id)` \(trial.status.words)" + (trial.reason.map { ": \($0)" } ?? "")
    }
    return plan.nodes.compactMap { node in node.work.executor.omission.map { "`\(node.id)` \($0)" } } + unfinished
  }

  /// Inputs that a bundle does not carry although it was asked to, each with the reason.
  static func ofInputs(_ files: [InputFile]) -> [String] {
    files.filter { !$0.included }.map { file in
      "the bundle does not carry the input \(quoted(file.id)): \(Licenses.refusal(of: file.license) ?? "it was not asked for")"
    }
  }
}
