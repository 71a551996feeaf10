extension Node {
  /// The sample series that the stopping rule of this cell is about, and the rule itself; `nil` where no rule ends the trial.
  ///
  /// Who measures and who verifies both ask here. A single-stream scenario takes exactly its number of queries; an evaluation puts each
  /// item once, so no rule ends it.
  public var timing: (series: String, rule: Sampling)? {
    switch work {
    case .kernel, .train, .command: ("time", sampling)
    case .infer(let infer):
      switch infer.scenario.kind {
      case .singleStream:
        ("latency", Sampling(warmup: sampling.warmup, min: infer.scenario.queries, max: infer.scenario.queries))
      case .offline: ("time", sampling)
      }
    case .evaluate: nil
    }
  }
}
