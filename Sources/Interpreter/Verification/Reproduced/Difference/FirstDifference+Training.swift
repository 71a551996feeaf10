internal import Kernels
internal import Record

extension FirstDifference {
  /// Of a training: the first loss of a step, the first mean of an epoch, and the first weight of the earliest file that differs.
  func training(_ work: TrainWork) -> [Finding] {
    [stepLoss, epochLoss].compactMap { $0 } + weights
  }

  private var stepLoss: Finding? {
    if let pair = files("step-loss") {
      return Parting(.f32, recorded: pair.recorded, here: pair.here).map { finding("step-loss", $0, "the first step whose loss differs") }
    }
    guard case .series(let one)? = recorded["step-loss"], case .series(let other)? = here["step-loss"],
      let parting = Parting(recorded: one, here: other)
    else { return nil }
    return finding("step-loss", parting, "the first step whose loss differs")
  }

  private var epochLoss: Finding? {
    guard case .series(let one)? = recorded["loss"], case .series(let other)? = here["loss"],
      let parting = Parting(recorded: one, here: other)
    else { return nil }
    return finding("loss", parting, "the first epoch whose mean loss differs")
  }

  /// Checkpoints in the order of their epochs, then the last weights: the first that differs.
  private var weights: [Finding] {
    let epochs = recorded.keys.compactMap { $0.hasPrefix("checkpoint-") ? Int($0.dropFirst(11)) : nil }.sorted()
    for name in epochs.map({ "checkpoint-\($0)" }) + ["weights"] where recorded[name] != here[name] {
      guard let pair = files(name), let parting = Parting(weights: pair.recorded, here: pair.here) else { continue }
      return [finding(name, parting, "the first weight that differs")]
    }
    return []
  }
}
