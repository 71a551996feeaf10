internal import Record

extension KindCard {
  /// The card of a load.
  static func load(_ work: LoadWork, _ words: PageWords) -> KindCard {
    KindCard(title: words.aLoad, sentence: words.load(work), figures: [], limits: [words.loadLimit])
  }
}
