internal import Record

extension KindCard {
  /// The card of an inference; the catalogue's entry of the scenario gives its words.
  static func infer(_ work: InferWork) -> KindCard {
    KindCard(
      title: "Inference",
      sentence: "Inference with the model of \(work.model) on \(work.dataset), scenario \(work.scenario.word)"
        + "\(inParentheses(work.scenario.settings)). \(work.scenario.entry.summary)",
      figures: [.distributions])
  }
}
