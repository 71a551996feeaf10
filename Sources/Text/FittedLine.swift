/// Cuts a line to so many cells of a terminal, with `…` at the end where something was cut.
///
/// Escape sequences take no cell and stay, also behind the cut, so that no colour runs on. O(n).
public func fitted(_ line: String, to width: Int) -> String {
  var (kept, cells, isFull, isEscape) = ("", 0, false, false)
  for character in line {
    if character == "\u{1B}" { isEscape = true }
    if isEscape {
      kept.append(character)
      // A sequence that sets a colour ends with a letter.
      if character != "\u{1B}", character.isLetter { isEscape = false }
      continue
    }
    cells += character.displayWidth
    guard !isFull else { continue }
    // A cell stays for the mark of the cut.
    isFull = cells >= width
    if isFull { kept += width > 0 ? "…" : "" } else { kept.append(character) }
  }
  return cells <= width ? line : kept
}
