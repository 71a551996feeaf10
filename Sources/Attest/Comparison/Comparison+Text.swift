public import Record
internal import Text

extension Comparison {
  /// The comparison as plain lines: the headline, the answers, the differences, what makes them weaker.
  ///
  /// - Parameter all: Whether to list what matters to few, too, and more than twenty rows of a section.
  public func lines(all: Bool = false) -> [String] {
    let width = answers.map { displayWidth($0.question) }.max() ?? 0
    var lines = ["A, here:  \(excerpt(a))", "B, there: \(excerpt(b))", "", headline, ""]
    lines += answers.map { "\(padded($0.question, to: width))  \($0.answer.rawValue): \($0.because)" }
    for section in sections { lines += [""] + section.lines(all: all) }
    if !notes.isEmpty { lines += [""] + notes.map { "note: \($0)" } }
    return lines
  }
}

extension Comparison.Section {
  /// How many rows a text has, unless all are asked for.
  private static let shownRows = 20

  fileprivate func lines(all: Bool) -> [String] {
    if isMinor, !all { return ["\(title): \(rows.count) (--all lists them)"] }
    let shown = rows.prefix(all ? rows.count : Comparison.Section.shownRows)
    let width = min(48, shown.map { displayWidth($0.name) }.max() ?? 0)
    let rest = rows.count - shown.count
    return ["\(title):"] + shown.map { $0.line(width) } + (rest > 0 ? ["  and \(rest) more (--all lists them)"] : [])
  }
}

extension Comparison.Row {
  fileprivate func line(_ width: Int) -> String {
    "  \(padded(name, to: width))  \(a ?? "(not told)")  |  \(b ?? "(not told)")" + (remark.map { "  (\($0))" } ?? "")
  }
}
