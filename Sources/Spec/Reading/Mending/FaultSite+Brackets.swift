internal import Text

extension FaultSite {
  private var isInFlow: Bool { fault.context.contains("flow mapping") || fault.context.contains("flow sequence") }

  /// Brackets that are not closed, closed twice or by another one, and commas that are missing between entries.
  func brackets() -> [Mend] {
    guard isInFlow, opening < text.bytes.count else { return closedTwice() }
    let bracket = text.bytes[opening]
    guard bracket == UInt8(ascii: "{") || bracket == UInt8(ascii: "[") else { return [] }
    let closing = bracket == UInt8(ascii: "{") ? "}" : "]"
    return selection() + closedByAnother(closing) + missingComma(closing) + unclosed(closing)
  }

  /// `gemm[type=f32].time < 1 s` in brackets, where YAML takes its own brackets for a list.
  private func selection() -> [Mend] {
    guard at < text.bytes.count, text.bytes[at] == UInt8(ascii: "["), at > opening, isNameByte(text.bytes[at - 1]) else { return [] }
    let line = LineScan(text, text.line(at: at))
    var low = word(before: at).lowerBound
    func opens(_ byte: UInt8) -> Bool { [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ",")].contains(byte) }
    while low > line.start, !opens(text.bytes[low - 1]), !(text.bytes[low - 1] == 0x20 && text.bytes[low - 2] == UInt8(ascii: ":")) {
      low -= 1
    }
    while low < at, text.bytes[low] == 0x20 { low += 1 }
    var (high, depth) = (at, 0)
    while high < line.end {
      let byte = text.bytes[high]
      if byte == UInt8(ascii: "[") { depth += 1 }
      if depth == 0, [UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(byte) || line.colons.contains(high) { break }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      high += 1
    }
    while high > at, text.bytes[high - 1] == 0x20 { high -= 1 }
    return quoting(low..<high).map { edits, written in
      mend(
        edits, .unclosedBracket, "a selection inside brackets has to be quoted", at: text.span(at..<at + 1),
        "YAML takes this bracket for a list", help: "quote it: " + quoted(written), fix: Diagnostic.Fix(text.span(low..<high), written))
    }
  }

  private func closedTwice() -> [Mend] {
    guard at < text.bytes.count, [UInt8(ascii: "}"), UInt8(ascii: "]")].contains(text.bytes[at]) else { return [] }
    let (span, sign) = (text.span(at..<at + 1), text.text(at..<at + 1))
    return [
      mend(
        [EditedText.Edit(at..<at + 1, "")], .unclosedBracket, "a `\(sign)` that closes nothing", at: span, "nothing is open here",
        help: "remove it, or open the bracket that it closes", fix: Diagnostic.Fix(span, ""))
    ]
  }

  private func closedByAnother(_ closing: String) -> [Mend] {
    guard at < text.bytes.count, [UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")")].contains(text.bytes[at]) else { return [] }
    let (span, sign, opener) = (text.span(at..<at + 1), text.text(at..<at + 1), text.text(opening..<opening + 1))
    let also = [Diagnostic.Label(text.span(opening..<opening + 1), "opened here")]
    return [
      mend(
        [EditedText.Edit(at..<at + 1, closing)], .unclosedBracket, "a `\(opener)` is closed by `\(sign)`", at: span,
        "`\(closing)` was expected", also: also, help: "write `\(closing)`", fix: Diagnostic.Fix(span, closing)),
      // The sign closes a bracket further out.
      mend(
        [EditedText.Edit(at..<at, closing)], .unclosedBracket, "a `\(opener)` is not closed before the next `\(sign)`", at: span,
        "`\(closing)` is missing before this", also: also, help: "write `\(closing)\(sign)`",
        fix: Diagnostic.Fix(text.span(at..<at), closing)),
    ]
  }

  /// A comma before the word that the parser did not expect, or, where it stopped at a colon, before the key of the colon.
  private func missingComma(_ closing: String) -> [Mend] {
    guard at < text.bytes.count else { return [] }
    let isColon = text.bytes[at] == UInt8(ascii: ":")
    let word = isColon ? keyBefore(at) : at..<at + 1
    var gap = word.lowerBound
    while gap > opening + 1, [0x20, 0x0A, 0x0D].contains(text.bytes[gap - 1]) { gap -= 1 }
    // A colon behind the first word of a value belongs to a text, not to a key.
    guard !word.isEmpty, gap > opening + 1, ![UInt8(ascii: ":"), UInt8(ascii: ",")].contains(text.bytes[gap - 1]) else { return [] }
    if text.bytes[gap - 1] == UInt8(ascii: ";") { gap -= 1 }
    let isSemicolon = text.bytes[gap] == UInt8(ascii: ";")
    let place = isColon ? word : at..<tokenEnd(at)
    return [
      mend(
        [EditedText.Edit(gap..<gap + (isSemicolon ? 1 : 0), ",")], .unclosedBracket,
        isSemicolon ? "a `;` where a comma has to stand" : "a comma is missing before \(quoted(text.text(place)))",
        at: isSemicolon ? text.span(gap..<gap + 1) : text.span(place), "`,` or `\(closing)` was expected before this",
        also: [Diagnostic.Label(text.span(opening..<opening + 1), "in this")], help: "put a comma between two entries",
        fix: Diagnostic.Fix(text.span(gap..<gap + (isSemicolon ? 1 : 0)), ","))
    ]
  }

  /// The key that a colon belongs to, with its quotes.
  private func keyBefore(_ colon: Int) -> Range<Int> {
    let quote = colon > 0 ? text.bytes[colon - 1] : 0
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
      let start = text.bytes[..<(colon - 1)].lastIndex(where: { $0 == quote || $0 == 0x0A }), text.bytes[start] == quote
    else { return word(before: colon) }
    return start..<colon
  }

  private func tokenEnd(_ at: Int) -> Int {
    let end = text.bytes[at...].firstIndex { !isNameByte($0) } ?? text.bytes.count
    return max(at + 1, end)
  }

  /// Closed at the end of its own line, or of any line before the one where the parser stopped.
  private func unclosed(_ closing: String) -> [Mend] {
    let opener = text.span(opening..<opening + 1)
    let first = text.line(at: opening).lowerBound
    return lines.filter { $0.range.lowerBound >= first && !$0.isBlank }.map { line in
      let gap = text.bytes[line.end - 1] == UInt8(ascii: ")") ? line.end - 1..<line.end : line.end..<line.end
      return mend(
        [EditedText.Edit(gap, closing)], .unclosedBracket, "a \(quoted(opener.text)) is not closed", at: opener,
        "opened here", also: [Diagnostic.Label(text.span(gap), "`\(closing)` is missing here")],
        help: "close it with `\(closing)`", fix: Diagnostic.Fix(text.span(gap), closing))
    }
  }

  // MARK: - Quotes

  /// Quotes that are not closed, and text behind a closing quote.
  func quotes() -> [Mend] {
    if fault.context.contains("quoted scalar"), opening < text.bytes.count { return unclosedQuote() }
    guard !isInFlow, at > line.range.lowerBound, at < line.end,
      let quote = text.bytes[line.range.lowerBound..<at].last(where: { $0 != 0x20 }),
      quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return [] }
    let rest = text.span(at..<line.end)
    return [
      mend(
        [EditedText.Edit(at..<line.end, "")], .yamlSyntax, "this is not YAML: text behind a closing quote", at: rest,
        "the text ended before this", help: "quote all of it, and double the quotes inside: `'it''s \"so\"'`")
    ]
  }

  private func unclosedQuote() -> [Mend] {
    let quote = text.text(opening..<opening + 1)
    let opener = text.span(opening..<opening + 1)
    let line = text.line(at: opening)
    var end = line.upperBound
    while end > opening + 1, text.bytes[end - 1] == 0x20 { end -= 1 }
    var ends = [end]
    // In brackets the text ends before what closes them, or before the next comma.
    while end > opening + 1, [UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20].contains(text.bytes[end - 1]) { end -= 1 }
    if end < ends[0] { ends.append(end) }
    if let colon = text.bytes[opening..<end].firstIndex(of: UInt8(ascii: ":")) { ends.append(colon) }
    if let comma = text.bytes[opening..<end].firstIndex(of: UInt8(ascii: ",")) { ends.append(comma) }
    return ends.map { end in
      mend(
        [EditedText.Edit(end..<end, quote)], .unclosedQuote, "a quoted text is never closed", at: opener, "opened here",
        also: [Diagnostic.Label(text.span(end..<end), "\(quote) may be missing here")], help: "close it with the same quote",
        fix: Diagnostic.Fix(text.span(end..<end), quote))
    }
  }
}
