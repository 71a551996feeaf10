internal import Record

extension KindCard {
  /// The card of a training.
  static func train(_ work: TrainWork, _ words: PageWords) -> KindCard {
    KindCard(
      title: words.training, sentence: words.training(work),
      figures: [.distributions, .curves { series in series == "step-loss" ? .step : .epoch }])
  }
}
