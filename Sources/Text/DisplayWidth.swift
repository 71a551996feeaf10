// How many cells of a terminal a text takes.

/// Returns the number of terminal cells that `text` takes; control characters count as none.
///
/// Complexity: O(n).
public func displayWidth(_ text: some StringProtocol) -> Int {
  text.reduce(0) { $0 + $1.displayWidth }
}

extension Character {
  /// The terminal cells of one grapheme cluster: 0, 1, 2 or, for a conjunct of several letters, more.
  ///
  /// The rule is that of Unicode Standard Annex #11 per cluster: a cluster with a wide or fullwidth character takes two cells, as does
  /// an emoji with the selector of its picture; any other takes a cell for each of its scalars that stands on its own. Ambiguous
  /// characters count as one, as terminals outside East Asian locales show them. O(number of scalars).
  public var displayWidth: Int {
    if let ascii = asciiValue { return ascii < 0x20 || ascii == 0x7F ? 0 : 1 }
    var sum = 0
    for scalar in unicodeScalars {
      if scalar == "\u{FE0F}", unicodeScalars.first?.properties.isEmoji == true { return 2 }
      let cells = scalar.displayWidth
      if cells == 2 { return 2 }
      sum += cells
    }
    return sum == 0 && unicodeScalars.contains { $0.properties.generalCategory == .spacingMark } ? 1 : sum
  }
}

extension Unicode.Scalar {
  /// The cells that a scalar adds to its cluster.
  fileprivate var displayWidth: Int {
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .spacingMark, .lineSeparator, .paragraphSeparator: 0
    default: isWide ? 2 : 1
    }
  }

  /// Whether the character is of East Asian Width W or F; found by bisection.
  private var isWide: Bool {
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].contains(value)
  }
}

/// Returns `text` with spaces behind it up to `cells` terminal cells; a longer text stays as it is.
public func padded(_ text: String, to cells: Int) -> String {
  text + spaces(cells - displayWidth(text))
}

/// Returns that many spaces; none for a negative number.
public func spaces(_ count: Int) -> String {
  String(repeating: " ", count: max(0, count))
}
