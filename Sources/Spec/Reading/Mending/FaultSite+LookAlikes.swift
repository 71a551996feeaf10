internal import Text

extension FaultSite {
  /// Characters that look like others, line by line: the first on a line alone, then all of them.
  func lookAlikes() -> [Mend] {
    lines.flatMap { line -> [Mend] in
      let found = line.lookAlikes
      guard let first = found.first else { return [] }
      if found.count == 1 { return [mend([first], line)] }
      // Brackets come in pairs; punctuation of a text stays what it is unless the line cannot be read so.
      let opensBracket = found.dropFirst().first.map { $0.range.lowerBound == first.range.upperBound && isOpening($0) } ?? false
      return opensBracket ? [mend(found, line), mend([first], line)] : [mend([first], line), mend(found, line)]
    }
  }

  /// A bracket with something of the language behind it.
  private func isOpening(_ found: (range: Range<Int>, character: LookAlike)) -> Bool {
    let next = found.range.upperBound < text.bytes.count ? text.bytes[found.range.upperBound] : 0x80
    return (found.character.plain == "[" || found.character.plain == "{") && next < 0x80
  }

  private func mend(_ found: [(range: Range<Int>, character: LookAlike)], _ line: LineScan) -> Mend {
    let edits = found.map { EditedText.Edit($0.range, plain($0.character, behind: $0.range.upperBound)) }
    return lookAlikeMend(edits, found, text, line.start..<line.end)
  }

  /// What to write for it; a colon or a comma wants a space behind it.
  private func plain(_ character: LookAlike, behind: Int) -> String {
    let wantsSpace = (character.plain == ":" || character.plain == ",") && behind < text.bytes.count && !isSpace(text.bytes[behind])
    return character.plain + (wantsSpace ? " " : "")
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D }
}

/// A mend of characters that look like others, shown with the entry as it should be.
func lookAlikeMend(
  _ edits: [EditedText.Edit], _ found: [(range: Range<Int>, character: LookAlike)], _ text: EditedText, _ entry: Range<Int>
) -> Mend {
  let first = found[0]
  let span = text.span(first.range)
  let written = lookAlikeCorrection(edits, text, entry)
  let also = found.dropFirst().prefix(3).map { Diagnostic.Label(text.span($0.range), $0.character.description) }
  return Mend(
    edits: edits,
    diagnostic: Diagnostic(
      DiagnosticID.lookAlike.rawValue, .error, lookAlikeHeadline(first.character), at: span, first.character.description, also: also,
      help: "write " + quoted(written.trimmingSpaces), fix: Diagnostic.Fix(span, edits[0].replacement)))
}

extension String {
  /// Without spaces at its ends.
  var trimmingSpaces: String {
    let scalars = unicodeScalars.drop { $0 == " " }
    return String(String.UnicodeScalarView(scalars.reversed().drop { $0 == " " }.reversed()))
  }
}

/// What is said of a character that looks like another.
func lookAlikeHeadline(_ character: LookAlike) -> String {
  if character.plain.isEmpty { return "\(character.noun): \(codePoint(character.scalar))" }
  if character.isSpace { return "\(character.noun) where a space has to stand" }
  return "\(quoted(String(character.scalar))) only looks like `\(character.plain)`"
}

private func lookAlikeCorrection(_ edits: [EditedText.Edit], _ text: EditedText, _ entry: Range<Int>) -> String {
  var written = ""
  var at = entry.lowerBound
  for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where edit.range.lowerBound >= at {
    written += text.text(at..<edit.range.lowerBound) + edit.replacement
    at = edit.range.upperBound
  }
  return written + text.text(at..<max(at, entry.upperBound))
}

// MARK: - Indentation

/// Tabs and strange spaces in the indentation of a whole text: one mend for each width that they may be meant to have.
///
/// A file is mended as a whole, since an editor that put in one put in all of them.
func strangeSpaces(_ text: EditedText) -> [Mend] {
  var found: [(range: Range<Int>, character: LookAlike?)] = []
  var lines = 0
  var next: Range<Int>? = text.line(at: 0)
  while let range = next {
    let strange = LineScan.strangeIndentation(text, range)
    if !strange.isEmpty { lines += 1 }
    found += strange
    next = text.line(after: range)
  }
  guard let first = found.first else { return [] }
  return [2, 4, 8, 1].map { width in
    let edits = found.map { range, character in
      let isNarrow = character != nil && character?.scalar.value != 0x3000
      return EditedText.Edit(range, String(repeating: " ", count: isNarrow ? 1 : width))
    }
    return Mend(edits: edits, diagnostic: indentationProblem(text.span(first.range), first.character, lines: lines))
  }
}

private func indentationProblem(_ span: Span, _ character: LookAlike?, lines: Int) -> Diagnostic {
  let others = lines > 1 ? "; \(lines - 1) more line\(lines == 2 ? " is" : "s are") indented so" : ""
  guard let character else {
    return Diagnostic(
      DiagnosticID.tabIndentation.rawValue, .error, "a tab where YAML wants spaces", at: span, "a tab" + others,
      help: "indent with spaces; most editors can convert the file, and `expand -t 2 FILE` does")
  }
  return Diagnostic(
    DiagnosticID.lookAlike.rawValue, .error, "\(character.noun) in the indentation", at: span, character.description + others,
    help: "indent with plain spaces, U+0020; `sed 's/\\xC2\\xA0/ /g; s/\\xE3\\x80\\x80/  /g' FILE` converts a file")
}

extension LineScan {
  /// Tabs and look-alikes of spaces in the indentation of a line.
  static func strangeIndentation(_ text: EditedText, _ range: Range<Int>) -> [(range: Range<Int>, character: LookAlike?)] {
    let head = text.bytes[range].prefix { $0 == 0x20 || $0 == 0x09 || $0 >= 0x80 }
    guard head.contains(where: { $0 != 0x20 }) else { return [] }
    let line = LineScan(text, range)
    return line.isBlank ? [] : line.strangeIndentation
  }
}
