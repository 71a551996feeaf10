internal import Record

extension KindCard {
  /// The card of an evaluation of answers.
  static func evaluate(_ work: EvaluateWork) -> KindCard {
    let items = work.items.map { "the first \(counted($0, "item"))" } ?? "the items"
    return KindCard(
      title: "An evaluation of answers",
      sentence: "The subject \(work.subject) answers \(items) of \(work.dataset), and "
        + "\(work.scorers.map { "\($0.name) (revision \($0.revision))" }.joined(separator: ", ")) judges the answers.",
      figures: [.distributions],
      limits: ["That a subject served the model it names, or would answer the same again: a verification reads the recorded answers."])
  }
}
