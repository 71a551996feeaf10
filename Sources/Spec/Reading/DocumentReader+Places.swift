/// Places of values: libyaml's are cut to what a person would call the value.
extension DocumentReader {
  /// A key without its anchor and tag.
  func keySpan(_ span: Span, _ event: YAMLEvent) -> Span {
    event.anchor == nil && event.tag == nil ? span : withoutProperties(span)
  }

  func scalarSpan(_ event: YAMLEvent, _ style: ScalarStyle) -> Span {
    let whole = span(event.range)
    let bare = event.anchor == nil && event.tag == nil ? whole : withoutProperties(whole)
    return style == .block ? trimmed(bare) : bare
  }

  /// Skips `&anchor` and `!tag` before a scalar.
  private func withoutProperties(_ span: Span) -> Span {
    var rest = source.bytes[span.range]
    while let first = rest.first, first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
      rest = rest.drop { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
    return rest.isEmpty ? span : Span(source, rest.startIndex..<span.range.upperBound)
  }

  /// libyaml ends block scalars and collections where the next token begins; people see their last character.
  private func trimmed(_ span: Span) -> Span {
    var end = span.range.upperBound
    while end > span.range.lowerBound, [0x20, 0x09, 0x0A, 0x0D].contains(source.bytes[end - 1]) { end -= 1 }
    return Span(source, span.range.lowerBound..<end)
  }

  func whole(_ start: YAMLEvent, _ end: YAMLEvent, last: Span?) -> Span {
    let from = span(start.range).range.lowerBound
    let isFlow = from < source.bytes.count && [UInt8(ascii: "["), UInt8(ascii: "{")].contains(source.bytes[from])
    let closing = span(end.range).range.upperBound
    // An alias stands where its anchor is, so the last child of a block may lie before the block.
    let to = isFlow ? closing : max(from, last?.source == source ? min(last?.range.upperBound ?? from, closing) : closing)
    return trimmed(Span(source, from..<max(from, to)))
  }
}
