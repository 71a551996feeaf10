// How many cells of a terminal a text takes.
//
// The rule is that of Unicode Standard Annex #11 applied per grapheme cluster: wide and fullwidth characters take two cells, combining
// and invisible ones none. Ambiguous characters count as one, as terminals outside East Asian locales show them.

/// Returns the number of terminal cells that `text` takes.
///
/// Control characters count as none. O(n).
public func displayWidth(_ text: some StringProtocol) -> Int {
  var width = 0
  for character in text { width += character.displayWidth }
  return width
}

extension Character {
  /// The cells of one grapheme cluster: those of its widest part, two for a flag or an emoji sequence.
  var displayWidth: Int {
    if let ascii = asciiValue { return ascii < 0x20 || ascii == 0x7f ? 0 : 1 }
    var widest = 0
    var regionalIndicators = 0
    for scalar in unicodeScalars {
      if scalar.value == 0xfe0f, unicodeScalars.first?.properties.isEmoji == true { return 2 }
      if (0x1f1e6...0x1f1ff).contains(scalar.value) { regionalIndicators += 1 }
      widest = max(widest, scalar.displayWidth)
    }
    return regionalIndicators == 2 ? 2 : widest
  }

  /// Whether the cluster takes two cells.
  var isWide: Bool { displayWidth == 2 }
}

extension Unicode.Scalar {
  /// The cells of one scalar on its own.
  var displayWidth: Int {
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator: return 0
    default: return properties.isEmojiPresentation && !isRegionalIndicator || isEastAsianWide ? 2 : 1
    }
  }

  private var isRegionalIndicator: Bool { (0x1f1e6...0x1f1ff).contains(value) }

  /// East Asian Width W or F, emoji left out; found by bisection.
  private var isEastAsianWide: Bool {
    guard value >= 0x1100 else { return false }
    var low = 0
    var high = eastAsianWide.count
    while low < high {
      let middle = (low + high) / 2
      let range = eastAsianWide[middle]
      if range.contains(value) { return true }
      if value < range.lowerBound { high = middle } else { low = middle + 1 }
    }
    return false
  }
}

/// The ranges of EastAsianWidth.txt with W or F, in order; unassigned points inside a block count with the block.
private let eastAsianWide: [ClosedRange<UInt32>] = [
  0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x3247, 0x3250...0x4dbf, 0x4e00...0xa4cf, 0xa960...0xa97f,
  0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6f, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18d8f,
  0x1aff0...0x1b2ff, 0x1f200...0x1f265, 0x20000...0x2fffd, 0x30000...0x3fffd,
]
