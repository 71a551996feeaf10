internal import Record

extension KindCard {
  /// The card of an inference; the catalogue's entry of the scenario gives its words.
  static func infer(_ work: InferWork, _ words: PageWords) -> KindCard {
    KindCard(title: words.inference, sentence: words.inference(work), figures: [.distributions])
  }
}
