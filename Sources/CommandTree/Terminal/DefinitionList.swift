// Two aligned columns: a term, and its explanation wrapped beside it.

internal import Text

/// Terms and their explanations in two columns.
public struct DefinitionList: Sendable {
  /// The terms in order, each with what is said about it.
  public var entries: [(term: String, explanation: String)]
  /// Cells left free before the terms.
  public var indent: Int
  /// The widest term, in cells, that shares a line with its explanation.
  public var widestTerm: Int

  /// Creates a list.
  public init(_ entries: [(term: String, explanation: String)], indent: Int = 2, widestTerm: Int = 28) {
    self.entries = entries
    self.indent = indent
    self.widestTerm = widestTerm
  }

  /// The cells of the widest term that shares a line; lists shown together may agree on a larger one.
  public var termWidth: Int {
    entries.map { displayWidth($0.term) }.filter { $0 <= widestTerm }.max() ?? 0
  }

  /// Returns the lines, explanations wrapped to a page of `width` cells and at least 20 cells wide.
  public func lines(width: Int, termWidth: Int? = nil, style: Style = .plain) -> [String] {
    let column = termWidth ?? self.termWidth
    let margin = indent + column + 2
    var lines: [String] = []
    for entry in entries {
      let texts = wrapped(entry.explanation, width: max(20, width - margin))
      let cells = displayWidth(entry.term)
      let term = spaces(indent) + style.bold(entry.term)
      if entry.explanation.isEmpty {
        lines.append(term)
      } else if cells <= column {
        lines.append(term + spaces(column - cells + 2) + (texts.first ?? ""))
        lines += texts.dropFirst().map { spaces(margin) + $0 }
      } else {
        lines.append(term)
        lines += texts.map { spaces(margin) + $0 }
      }
    }
    return lines
  }
}
