internal import Text

extension YAMLValue {
  /// The value with look-alikes of the language's characters taken for these, after reporting them; itself where there are none.
  func withoutLookAlikes(_ problems: Problems) -> YAMLValue? {
    guard let scalar, let (character, plain) = LookAlike.found(in: scalar.text) else { return nil }
    var written = plain
    // Typographic quotes around a word become quotes, which YAML takes off.
    if scalar.style == .plain, written.utf8.count > 1, let first = written.first, first == "\"" || first == "'", written.last == first {
      written = String(written.dropFirst().dropLast())
    }
    problems.error(
      .lookAlike, lookAlikeHeadline(character), at: TextPlace(scalar, span).place(of: character.scalar, in: scalar.text),
      character.description,
      help: "write \(quoted(written))", fix: Diagnostic.Fix(span, written))
    var changed = scalar
    changed.text = written
    return YAMLValue(span, .scalar(changed))
  }
}

extension YAMLValue {
  /// Typographic quotes are letters to YAML, so they would become a part of the text.
  func warnOfQuotes(_ problems: Problems) {
    guard let scalar, scalar.style == .plain else { return }
    let (text, place) = (scalar.text, span)
    let scalars = text.unicodeScalars
    guard scalars.count > 1, let first = scalars.first.flatMap(LookAlike.init), let last = scalars.last.flatMap(LookAlike.init),
      first.noun == "a typographic quote", first.plain == last.plain
    else { return }
    let inner = String(scalars.dropFirst().dropLast())
    problems.warning(
      .typographicQuotes, "typographic quotes are a part of the text that they stand around", at: place, first.description,
      help: "YAML quotes with `\"` or `'`: write \(quoted("\"\(inner)\"")), or \(quoted("\"\(text)\"")) if they belong to it")
  }
}

extension TextPlace {
  /// Where a character of a text stands for the first time.
  func place(of scalar: Unicode.Scalar, in text: String) -> Span {
    let before = text.unicodeScalars.prefix { $0 != scalar }.reduce(0) { $0 + String($1).utf8.count }
    return span(before..<before + String(scalar).utf8.count)
  }
}
