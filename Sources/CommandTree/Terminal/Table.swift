// Rows and columns for a terminal, aligned by cells.

internal import Text

/// A table of plain text: a heading line, then one line a row.
public struct Table: Sendable, Equatable {
  /// To which side a column is flush.
  public enum Alignment: Sendable, Equatable {
    /// Words.
    case left
    /// Numbers with the same number of decimals.
    case right
  }

  /// A column: its heading and its alignment.
  public struct Column: Sendable, Equatable {
    /// The heading.
    public var title: String
    /// To which side its cells are flush.
    public var alignment: Alignment

    /// Creates a column.
    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// The columns from left to right.
  public var columns: [Column]
  /// The rows from top to bottom; cells that a row lacks are empty, cells beyond the columns are not shown.
  public var rows: [[String]]

  /// Creates a table.
  public init(_ columns: [Column], rows: [[String]] = []) {
    self.columns = columns
    self.rows = rows
  }

  /// Returns the lines, columns two spaces apart, without spaces at their ends; control characters in cells are escaped.
  public func lines(style: Style = .plain) -> [String] {
    let texts = ([columns.map(\.title)] + rows).map { row in columns.indices.map { $0 < row.count ? printable(row[$0]) : "" } }
    let widths = columns.indices.map { column in texts.map { displayWidth($0[column]) }.max() ?? 0 }
    return texts.enumerated().map { number, row in
      let cells = columns.indices.map { column in
        let room = spaces(widths[column] - displayWidth(row[column]))
        return columns[column].alignment == .left ? row[column] + room : room + row[column]
      }
      let line = cells.joined(separator: "  ").droppingTrailingSpaces
      return number == 0 ? style.bold(line) : line
    }
  }
}

extension String {
  /// The text without spaces at its end.
  var droppingTrailingSpaces: String {
    lastIndex { $0 != " " }.map { String(self[...$0]) } ?? ""
  }
}
