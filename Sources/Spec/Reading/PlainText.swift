internal import Text

/// Looks at a text without quotes for what its writer cannot have meant.
struct PlainText {
  let problems: Problems
  let source: SourceText

  /// Reports what is strange; strange spaces at the ends are taken off.
  func check(_ scalar: inout Scalar, _ place: Span) {
    if scalar.text.utf8.contains(where: { $0 >= 0x80 }) {
      trim(&scalar.text, place)
    }
    checkComment(scalar.text, place)
  }

  /// YAML takes spaces off the ends of a text; a person cannot tell others from them.
  private func trim(_ text: inout String, _ place: Span) {
    let scalars = text.unicodeScalars
    func isStrange(_ scalar: Unicode.Scalar) -> Bool { LookAlike(scalar).map { $0.isSpace || $0.plain.isEmpty } ?? false }
    let head = scalars.prefix(while: isStrange)
    let tail = scalars.dropFirst(head.count).reversed().prefix(while: isStrange)
    guard let character = (head.first ?? tail.first).flatMap(LookAlike.init) else { return }
    let kept = String(scalars.dropFirst(head.count).dropLast(tail.count))
    let at = head.isEmpty ? place.range.upperBound - String(String.UnicodeScalarView(tail)).utf8.count : place.range.lowerBound
    let length = String(character.scalar).utf8.count
    problems.error(
      .lookAlike, "\(character.noun) at the \(head.isEmpty ? "end" : "beginning") of a text",
      at: place.source.bytes.indices.contains(at) ? Span(place.source, at..<at + length) : place, character.description,
      help: "write \(quoted(kept)); if it belongs there, quote the text", fix: Diagnostic.Fix(place, kept))
    text = kept
  }

  /// `Test #3` ends before ` #3`: rarely meant where no space follows the sign.
  private func checkComment(_ text: String, _ place: Span) {
    let bytes = source.bytes
    var at = place.range.upperBound
    guard place.source == source, at < bytes.count, bytes[at] == 0x20 else { return }
    while at < bytes.count, bytes[at] == 0x20 { at += 1 }
    guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "#"), bytes[at + 1] > 0x20, bytes[at + 1] != UInt8(ascii: "#"),
      CoreScalar(text) == .text
    else { return }
    let end = bytes[at...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
    let whole = source.text(place.range.lowerBound..<end)
    problems.warning(
      .commentInText, "the text ends before ` #`, which begins a comment", at: Span(source, at..<end), "not a part of \(quoted(text))",
      help: "quote the text if this belongs to it: \(quoted("\"\(whole)\"")); a comment has a space behind its `#`")
  }
}
