internal import Text

extension FaultSite {
  // MARK: - Indentation

  /// The line where the parser stopped, or the one before it, moved to where a neighbour begins.
  func indentations() -> [Mend] {
    let widths = lines.reversed().filter { !$0.isBlank && $0.range != line.range }.prefix(4).map(\.width)
    var seen: Set<Int> = [line.width]
    let mine = widths.filter { seen.insert($0).inserted }.map { indentation(of: line, $0) }
    guard let before = before(line), before.width != line.width else { return mine }
    return mine + [indentation(of: before, line.width)]
  }

  private func indentation(of line: LineScan, _ width: Int) -> Mend {
    let range = line.range.lowerBound..<line.indentation
    let end = text.bytes[line.indentation..<line.end].firstIndex(of: 0x20) ?? line.end
    let place = text.span(line.indentation..<max(end, line.indentation))
    let model = lines.last { $0.width == width && $0.range != line.range && !$0.isBlank }
    return mend(
      [EditedText.Edit(range, String(repeating: " ", count: width))], .badIndentation,
      "this line does not fit the mapping or list it stands in", at: place, "indented by \(line.width)",
      also: model.map { [Diagnostic.Label(text.span($0.indentation..<$0.indentation + 1), "indented by \(width)")] } ?? [],
      help: "keys of one mapping begin in the same column: "
        + (width == 0 ? "remove the spaces before it" : "indent it by \(width) spaces, as the line that is marked"),
      fix: Diagnostic.Fix(text.span(range), String(repeating: " ", count: width)))
  }

  // MARK: - Texts that have to be quoted

  /// `title: Server: compute`: a second colon on a line belongs to a text, which has to be quoted then.
  func colonsInTexts() -> [Mend] {
    guard at < text.bytes.count, text.bytes[at] == UInt8(ascii: ":") else { return [] }
    let line = LineScan(text, text.line(at: at))
    if fault.context.contains("flow mapping") || fault.context.contains("flow sequence") {
      guard let colon = text.bytes[max(opening, line.start)..<max(at, opening, line.start)].lastIndex(of: UInt8(ascii: ":")), at < line.end
      else { return [] }
      let end = text.bytes[at..<line.end].firstIndex { [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")].contains($0) } ?? line.end
      return colonInText(line.firstAfter(colon + 1)..<end)
    }
    guard let first = line.colons.first, first < at else { return [] }
    return colonInText(line.firstAfter(first + 1)..<line.end)
  }

  /// What the text is for is not known, so that nothing more is said about it: it goes on without its colons, marked as damaged.
  private func colonInText(_ value: Range<Int>) -> [Mend] {
    let colons = value.filter { at in
      text.bytes[at] == UInt8(ascii: ":") && (at + 1 >= value.upperBound || text.bytes[at + 1] == 0x20)
    }
    return quoting(value).map { _, written in
      mend(
        colons.map { EditedText.Edit($0..<$0 + 1, "\u{FFFD}") }, .unexpectedColon, "a `:` inside a text that is not quoted",
        at: text.span(at..<at + 1), "this colon would make a key",
        help: "quote the text: " + quoted(written), fix: Diagnostic.Fix(text.span(value), written))
    }
  }

  /// Texts that begin with a sign that means something to YAML.
  func specialCharacters() -> [Mend] {
    let isAlias = fault.context.contains("scanning an alias") || fault.context.contains("scanning an anchor")
    guard isAlias || fault.problem.contains("cannot start any token") else { return [] }
    let start = isAlias ? opening : at
    guard start >= line.range.lowerBound, start < line.end else { return [] }
    let ends = [
      line.end, text.bytes[start..<line.end].firstIndex { [UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]")].contains($0) },
    ]
    let sign = text.text(start..<start + 1)
    return ends.compactMap(\.self).flatMap { end in
      quoting(start..<end).map { edits, written in
        mend(
          edits, .yamlSyntax, "this is not YAML: a text cannot begin with \(quoted(sign))", at: text.span(start..<start + 1),
          "this sign means something to YAML", help: "quote the text: " + quoted(written),
          fix: Diagnostic.Fix(text.span(start..<end), written))
      }
    }
  }

  /// Quotes around a part of the text, in the kind of quotes that it does not hold.
  func quoting(_ range: Range<Int>) -> [(edits: [EditedText.Edit], written: String)] {
    var end = range.upperBound
    while end > range.lowerBound, text.bytes[end - 1] == 0x20 { end -= 1 }
    let inner = text.text(range.lowerBound..<end)
    let quote = !inner.contains("\"") && !inner.contains("\\") ? "\"" : !inner.contains("'") ? "'" : nil
    guard let quote, range.lowerBound < end else { return [] }
    let edits = [EditedText.Edit(range.lowerBound..<range.lowerBound, quote), EditedText.Edit(end..<end, quote)]
    return [(edits, quote + inner + quote)]
  }
}
