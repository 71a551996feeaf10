internal import Record

extension KindCard {
  /// The card of a program.
  static func command(_ work: CommandWork, _ words: PageWords) -> KindCard {
    KindCard(title: words.aProgram, sentence: words.program(work.program), figures: [.distributions])
  }
}
