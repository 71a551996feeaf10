internal import Attest
internal import Interpreter
internal import Record
internal import Report
internal import Score

/// An evaluation that is compared, with the bundle that has its answers.
struct ComparedEvaluation {
  let bundle: IntactBundle
  /// The id of its cell.
  let node: String
  let sheet: EvaluationSheet

  /// The items at some positions as the first trial answered them.
  func answers(at positions: Set<Int>) -> [Int: AnsweredItem] {
    guard !positions.isEmpty, let line = bundle.records.raw.trials.first(where: { $0.node == node && $0.index == 0 }) else {
      return [:]
    }
    var (answers, place) = ([Int: AnsweredItem](), 0)
    let input = ReportInput(bundle.reading, bundle.records, in: .en)
    _ = input.answers(line, .max) { item in
      guard item.record.variant == nil else { return }
      if positions.contains(place) { answers[place] = item }
      place += 1
    }
    return answers
  }
}

/// Every compared pair, item by item, by its first metric; the page's items are shared between them.
func pairs(_ comparison: EvaluationComparison, _ sources: [ComparedEvaluation]) -> [EvaluationComparisonInput.Pair] {
  var firstTests: [EvaluationComparison.Test] = []
  for test in comparison.tests where !firstTests.contains(where: { $0.first == test.first && $0.second == test.second }) {
    firstTests.append(test)
  }
  let limit = EvaluationComparisonInput.mostItems / max(1, firstTests.count)
  func source(_ letter: String) -> ComparedEvaluation? {
    comparison.entrants.firstIndex { $0.letter == letter }.flatMap { sources.indices.contains($0) ? sources[$0] : nil }
  }
  return firstTests.compactMap { test in
    guard let first = source(test.first), let second = source(test.second),
      let agreement = EvaluationAgreement(first.sheet, second.sheet, by: test.metric)
    else { return nil }
    let wanted = agreement.differing.prefix(limit)
    let (mine, theirs) = (first.answers(at: Set(wanted)), second.answers(at: Set(wanted)))
    let items = wanted.compactMap { position in mine[position].flatMap { item in theirs[position].map { (item, $0) } } }
    return EvaluationComparisonInput.Pair(test.first, test.second, agreement, items: items)
  }
}
