internal import Text

extension Diagnostic {
  /// The diagnostic for a person: source lines with carets under what is meant.
  ///
  /// - Parameter colour: Whether to mark severity and carets with ANSI colours; they never carry meaning alone.
  public func human(colour: Bool = false) -> String { HumanRenderer(diagnostic: self, colour: colour).text }
}

extension [Diagnostic] {
  /// All of them for a person, an empty line between two.
  public func human(colour: Bool = false) -> String { map { $0.human(colour: colour) }.joined(separator: "\n") }
}

private struct HumanRenderer {
  let diagnostic: Diagnostic
  let colour: Bool

  /// Places, those of the primary file first, in the order of files and lines.
  private var groups: [(source: SourceText, labels: [(label: Diagnostic.Label, isPrimary: Bool)])] {
    let marked = [(diagnostic.primary, true)] + diagnostic.secondary.map { ($0, false) }
    var sources: [SourceText] = []
    for (label, _) in marked where !sources.contains(label.span.source) { sources.append(label.span.source) }
    return sources.map { source in
      let mine = marked.filter { $0.0.span.source == source }.map { (label: $0.0, isPrimary: $0.1) }
      return (source, mine.sorted { $0.label.span.range.lowerBound < $1.label.span.range.lowerBound })
    }
  }

  private var gutter: Int {
    groups.flatMap { group in group.labels.map { String(group.source.line(of: $0.label.span.range.lowerBound)).count } }.max() ?? 1
  }

  var text: String {
    var lines = [paint("\(diagnostic.severity.rawValue)[\(diagnostic.id)]", severityColour) + ": " + printable(diagnostic.headline)]
    for (index, group) in groups.enumerated() {
      let place = (group.labels.first { $0.isPrimary } ?? group.labels[0]).label.span
      let position = place.start
      lines.append(
        pad("", gutter) + (index == 0 ? " --> " : " ::: ") + "\(printable(group.source.name)):\(position.line):\(position.column)")
      lines.append(empty)
      lines += excerpt(group.source, group.labels)
    }
    if let help = diagnostic.help { lines += [empty, paint("help", "36") + ": " + multiline(help)] }
    return lines.joined(separator: "\n") + "\n"
  }

  private func excerpt(_ source: SourceText, _ labels: [(label: Diagnostic.Label, isPrimary: Bool)]) -> [String] {
    var lines: [String] = []
    var shown: Int?
    for (label, isPrimary) in labels {
      let number = source.line(of: label.span.range.lowerBound)
      let line = ExcerptLine(source, number, around: label.span.range)
      if shown != number { lines.append(" " + pad("\(number)", gutter) + " | " + line.text) }
      shown = number
      let marks = String(repeating: isPrimary ? "^" : "-", count: line.width)
      let said = label.text.isEmpty ? marks : marks + " " + printable(label.text)
      lines.append(empty + " " + spaces(line.column) + paint(said, isPrimary ? severityColour : "34"))
    }
    return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }
  }

  private var empty: String { " " + pad("", gutter) + " |" }
  private var severityColour: String { diagnostic.severity == .error ? "1;31" : "1;33" }

  private func multiline(_ help: String) -> String {
    help.split(separator: "\n", omittingEmptySubsequences: false).map { printable($0) }.joined(separator: "\n      ")
  }

  private func paint(_ text: String, _ code: String) -> String { colour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }
  private func pad(_ text: String, _ width: Int) -> String { spaces(width - text.count) + text }
}

/// One source line as it is shown, with the cells that a span takes in it.
///
/// Long lines are cut around the span.
private struct ExcerptLine {
  /// The most cells that are shown of a line.
  static let limit = 120
  static let lead = 40
  /// Bytes that are looked at on each side; enough to fill the shown cells with any characters.
  static let reach = 1024

  let text: String
  let column: Int
  let width: Int

  init(_ source: SourceText, _ number: Int, around span: Range<Int>) {
    let range = source.range(ofLine: number)
    let start = min(max(span.lowerBound, range.lowerBound), range.upperBound)
    let end = min(max(span.upperBound, start), range.upperBound)
    // Only what can be shown is looked at: a line may be the whole file.
    let near = source.boundary(before: max(range.lowerBound, start - ExcerptLine.reach))
    let middle = source.boundary(before: min(end, start + ExcerptLine.reach))
    let far = source.boundary(before: min(range.upperBound, end + ExcerptLine.reach))
    let before = ExcerptLine.cells(source.text(near..<start))
    let inside = ExcerptLine.cells(source.text(start..<max(start, middle)))
    let after = ExcerptLine.cells(source.text(end..<max(end, far)))
    let total = (before + inside + after).reduce(0) { $0 + $1.width }
    let isWhole = near == range.lowerBound && middle == end && far == range.upperBound
    guard !isWhole || total > ExcerptLine.limit else {
      text = (before + inside + after).map(\.text).joined()
      column = before.reduce(0) { $0 + $1.width }
      width = max(1, inside.reduce(0) { $0 + $1.width })
      return
    }
    let head = ExcerptLine.fitting(before.reversed(), ExcerptLine.lead).reversed()
    let shownInside = ExcerptLine.fitting(inside, ExcerptLine.limit - ExcerptLine.lead)
    let tail = ExcerptLine.fitting(after, max(0, ExcerptLine.limit - ExcerptLine.lead - shownInside.reduce(0) { $0 + $1.width }))
    let opening = head.count < before.count || near > range.lowerBound ? "…" : ""
    let isCut = shownInside.count < inside.count || middle < end
    let closing = isCut || tail.count < after.count || far < range.upperBound ? "…" : ""
    text = opening + (head + shownInside + (isCut ? [] : tail)).map(\.text).joined() + closing
    column = opening.count + head.reduce(0) { $0 + $1.width }
    width = max(1, shownInside.reduce(0) { $0 + $1.width })
  }

  private static func cells(_ text: String) -> [(text: String, width: Int)] {
    shownSource(text).map { (String($0), $0.displayWidth) }
  }

  private static func fitting(_ cells: some Sequence<(text: String, width: Int)>, _ limit: Int) -> [(text: String, width: Int)] {
    var taken = 0
    return Array(
      cells.prefix { cell in
        taken += cell.width
        return taken <= limit
      })
  }
}
