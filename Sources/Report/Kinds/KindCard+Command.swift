internal import Record

extension KindCard {
  /// The card of a program.
  static func command(_ work: CommandWork) -> KindCard {
    KindCard(
      title: "A program", sentence: "The program \(work.program), pinned by digest and run in a sandbox.", figures: [.distributions])
  }
}
