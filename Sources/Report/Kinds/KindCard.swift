internal import Record

/// What the page says and draws of one kind of work.
///
/// Each kind makes its card in a file of its own in this folder.
struct KindCard: Sendable {
  /// What stands for the cells of a workload whose sentences differ, such as `Training`.
  let title: String
  /// What a cell computes, as a sentence.
  let sentence: String
  /// The pictures of the cells, in the order of the page.
  let figures: [CellFigure]
  /// What nobody should conclude from the numbers of this kind, as sentences; empty where the general limits say it all.
  var limits: [String] = []
}

extension Work {
  /// The card of the work's kind, filled with the work, in the words of a language.
  func card(in words: PageWords) -> KindCard {
    switch self {
    case .kernel(let work): .kernel(work, words)
    case .train(let work): .train(work, words)
    case .infer(let work): .infer(work, words)
    case .evaluate(let work): .evaluate(work, words)
    case .command(let work): .command(work, words)
    case .load(let work): .load(work, words)
    }
  }
}
