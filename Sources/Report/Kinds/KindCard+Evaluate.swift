internal import Record

extension KindCard {
  /// The card of an evaluation of answers.
  static func evaluate(_ work: EvaluateWork, _ words: PageWords) -> KindCard {
    KindCard(title: words.anEvaluation, sentence: words.evaluation(work), figures: [.distributions], limits: [words.evaluateLimit])
  }
}
