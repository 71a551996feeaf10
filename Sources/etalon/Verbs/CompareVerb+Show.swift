internal import CommandTree
internal import Record
internal import Score
internal import Text

// A comparison for people: the same rows as a table of the terminal and of Markdown.
extension EvaluationComparison {
  private static let head = ["pair", "metric", "first", "second", "difference (95 %)", "p", "p (Holm)", "only 1st/2nd", "n", "finds"]

  func text(notes: [String], style: Style) -> String {
    var lines = entrants.map { "\(style.bold($0.letter))  \(printable($0.bundle))  \(printable($0.cell))  \(printable($0.subject))" } + [""]
    lines += obstacles.map { style.warning($0.isRefusal ? "refused" : "not alike") + "  " + words(of: $0) }
    lines += notes.map { "note  " + $0 } + [""]
    lines += equatedLines
    guard !tests.isEmpty else {
      return (lines + ((equated ?? []).isEmpty ? ["nothing was compared"] : [])).joined(separator: "\n")
    }
    let table = Table(EvaluationComparison.head.map { Table.Column($0) }, rows: tests.map(EvaluationComparison.row))
    return (lines + table.lines(style: style) + [""] + legend).joined(separator: "\n")
  }

  func markdown(notes: [String]) -> String {
    func row(_ cells: [String]) -> String { "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
    var lines = [row(["", "bundle", "cell", "subject", "items"]), row([String](repeating: "---", count: 5))]
    lines += entrants.map { row([$0.letter, printable($0.bundle), printable($0.cell), printable($0.subject), "\($0.items)"]) } + [""]
    lines += obstacles.map { "- **\($0.isRefusal ? "refused" : "not alike")**: \(words(of: $0))" } + notes.map { "- note: \($0)" } + [""]
    lines += equatedLines.map { $0.isEmpty ? $0 : "- " + $0 }
    if !tests.isEmpty {
      lines += [row(EvaluationComparison.head), row([String](repeating: "---", count: EvaluationComparison.head.count))]
      lines += tests.map { row(EvaluationComparison.row(of: $0)) } + [""]
    }
    return (lines + legend.map { $0 + "  " }).joined(separator: "\n")
  }

  /// Pairs over two releases, each with what the linking items alone say.
  private var equatedLines: [String] {
    func number(_ value: Double) -> String { Format.number(value, significant: 3) }
    let lines = (equated ?? []).map { pair in
      let direct = pair.directLow.flatMap { low in pair.directHigh.map { " (\(number(low)) to \(number($0)))" } } ?? ""
      return
        "equated  \(pair.first) - \(pair.second)  \(printable(pair.metric)) on \(quoted(pair.releases[1])): \(number(pair.shares[0])) and \(number(pair.shares[1])), "
        + "difference \(number(pair.difference)) (\(number(pair.low)) to \(number(pair.high))), in logits \(number(pair.logits)) "
        + "(\(number(pair.logitsLow)) to \(number(pair.logitsHigh))); \(counted(pair.linking, "linking item")), on which alone \(number(pair.direct))\(direct)"
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  private func words(of obstacle: Obstacle) -> String {
    "\(obstacle.between.joined(separator: " and ")): \(printable(obstacle.reason))"
  }

  private var legend: [String] {
    [
      "difference: first minus second, for more items of the kind; p: two-sided, McNemar mid-p (m) or permutation of signs (e all, d drawn);",
      "finds: the least difference that this design detects with 80 % power at 5 %; unknown where all pairs differ alike",
    ]
  }

  private static func row(of test: Test) -> [String] {
    func number(_ value: Double) -> String { Format.number(value, significant: 3) }
    let interval = test.low.flatMap { low in test.high.map { " (\(number(low)) to \(number($0)))" } } ?? " (no interval)"
    let split = test.onlyFirst.flatMap { first in test.onlySecond.map { "\(first)/\($0)" } } ?? ""
    let mark: String =
      switch test.method {
      case .mcnemar: "m"
      case .permutations: "e"
      case .drawn: "d"
      }
    return [
      "\(test.first) - \(test.second)", test.metric + (test.direction == .lower ? " (lower is better)" : ""), number(test.means[0]),
      number(test.means[1]), number(test.difference) + interval, "\(number(test.p)) \(mark)", number(test.holm), split,
      test.units == test.items ? "\(test.items)" : "\(test.items) in \(test.units) units", test.detectable.map(number) ?? "unknown",
    ]
  }
}
