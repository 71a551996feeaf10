// Filling lines with words, counted in cells. East Asian text has no spaces and may break between any two wide characters.

internal import Text

/// Returns the lines of `text`, filled with words up to `width` cells.
///
/// Runs of spaces are one space; line breaks in the text stay. A word wider than the line stands alone and overflows, so that a path or
/// an address can be copied. Between wide characters a line may break anywhere but before closing punctuation. O(n).
public func wrapped(_ text: String, width: Int) -> [String] {
  text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { fill($0, width: width) }
}

private func fill(_ paragraph: Substring, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in paragraph.split(separator: " ") {
    for (index, piece) in breakable(word).enumerated() {
      let gap = index == 0 && !line.isEmpty ? 1 : 0
      let cells = displayWidth(piece)
      if !line.isEmpty, used + gap + cells > width {
        lines.append(line)
        (line, used) = (piece, cells)
      } else {
        line += (gap == 1 ? " " : "") + piece
        used += gap + cells
      }
    }
  }
  return lines + [line]
}

/// The pieces of a word that must not be torn: each wide character with the closing punctuation behind it, and the runs between.
private func breakable(_ word: Substring) -> [String] {
  var pieces: [String] = []
  var lastIsWide = true
  for character in word {
    let wide = character.displayWidth == 2
    if !pieces.isEmpty, !lastIsWide && !wide || closing.contains(character) {
      pieces[pieces.count - 1].append(character)
    } else {
      pieces.append(String(character))
    }
    lastIsWide = wide
  }
  return pieces
}

/// Punctuation that must not begin a line.
private let closing: Set<Character> = [
  "、", "。", "，", "．", "：", "；", "！", "？", "）", "］", "｝", "」", "』", "】", "》", "〉", "…", ",", ".", ":", ";", "!", "?", ")", "]", "}",
]
