internal import Record

/// The evaluations of a bundle, as exports go through them.
struct Evaluations {
  let input: ReportInput
  /// The cells that ask, with what they do.
  let cells: [(node: Node, work: EvaluateWork)]

  init(_ input: ReportInput, subject: String?) throws(ExportFault) {
    self.input = input
    let all = input.plan.nodes.compactMap { node -> (node: Node, work: EvaluateWork)? in
      if case .evaluate(let work) = node.work { (node, work) } else { nil }
    }
    guard !all.isEmpty else { throw .noEvaluation }
    cells = all.filter { cell in subject.map { $0.utf8.elementsEqual(cell.work.subject.utf8) } ?? true }
    if cells.isEmpty { throw .unknownSubject(Evaluations.subjects(of: all)) }
  }

  private static func subjects(of cells: [(node: Node, work: EvaluateWork)]) -> [String] {
    cells.map(\.work.subject).reduce(into: []) { ids, id in if !ids.contains(id) { ids.append(id) } }
  }

  /// The subjects that were asked, each once.
  var subjects: [String] { Evaluations.subjects(of: cells) }

  /// The trials of a cell that have items.
  func trials(of node: Node) -> [TrialLine] { input.trials.filter { $0.node == node.id && $0.items != nil } }

  /// Hands over every item, cell after cell.
  func forEachItem(_ take: (Node, TrialLine, AnsweredItem) -> Void) throws(ExportFault) {
    var isAnyRead = false
    for cell in cells {
      for trial in trials(of: cell.node) {
        guard input.answers(trial, .max, { take(cell.node, trial, $0) }) else { throw .noItems }
        isAnyRead = true
      }
    }
    if !isAnyRead { throw .noItems }
  }

  /// The metrics of a cell, each with those of its categories behind it.
  func metrics(of node: Node) -> [MetricValue] { input.scores.inOrder.filter { $0.node == node.id } }

  /// A text among the results of a cell, where its trials agree on one.
  func told(_ name: String, of node: Node) -> String? {
    for trial in input.results.trials where trial.node == node.id {
      if case .text(let text)? = trial.value(name) { return text }
    }
    return nil
  }
}
