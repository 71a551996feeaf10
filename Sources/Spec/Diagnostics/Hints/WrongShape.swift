internal import Text

/// A list where a mapping has to stand, or the reverse: says how to write it, and takes out of it what can still be checked.
struct WrongShape {
  let problems: Problems
  /// How messages call the value: `the key `claims``.
  let what: Phrase

  /// The entries that a value has although it is no mapping, after saying so; `nil` where it has none.
  func entries(of value: YAMLValue, help: String) -> [Entry]? {
    if value.isUnresolved { return nil }
    if let text = unfinishedKeys(value) { return DocumentReader.read(text, ReadingLimits(), problems)?.entries }
    guard let elements = value.elements else {
      problems.error(.wrongType, "\(what) has to be a mapping", at: value.span, "this is \(value.noun)", help: help)
      return nil
    }
    let entries = elements.flatMap(entries)
    let first = entries.first.map { quoted($0.key.text) }
    problems.error(
      .wrongType, "\(what) has to be a mapping", at: value.span, "this is a list",
      help: first.map { "write \($0) as a key, `\(entries[0].key.text):`, without a `-` before it" } ?? help)
    return entries.isEmpty ? nil : entries
  }

  /// `- g:` followed by its keys, `- g: { … }`, or `- name: g` followed by its keys.
  private func entries(of element: YAMLValue) -> [Entry] {
    guard let entries = element.entries, let first = entries.first else { return [] }
    let rest = YAMLValue(element.span, .mapping(Array(entries.dropFirst())))
    if first.value.isNothing, entries.count > 1 { return [Entry(key: first.key, value: rest)] }
    if first.key.text == "name" || first.key.text == "id", let name = first.value.scalar, entries.count > 1 {
      return [Entry(key: Key(text: name.text, span: first.value.span), value: rest)]
    }
    return entries
  }

  /// The elements that a value has although it is no list, after saying so; `nil` where it has none.
  func elements(of value: YAMLValue) -> [YAMLValue]? {
    if value.isUnresolved { return nil }
    if let entries = value.entries {
      let example = entries.first?.value.scalar.map { "`- \($0.text.prefix(40))`" }
      problems.error(
        .wrongType, "\(what) has to be a list", at: value.span, "this is a mapping",
        help: "write each entry behind a `- `, without a name" + (example.map { ": " + $0 } ?? ""))
      return entries.isEmpty ? nil : entries.map(\.value)
    }
    let text = value.scalar?.text ?? ""
    if let dash = LookAlike.found(in: String(text.prefix(1))), dash.plain == "-" {
      problems.error(
        .lookAlike, lookAlikeHeadline(dash.first), at: value.span.part(0..<String(dash.first.scalar).utf8.count), dash.first.description,
        help: "an entry of a list begins with `- `, a hyphen and a space")
      return nil
    }
    problems.error(.wrongType, "\(what) has to be a list", at: value.span, "this is \(value.noun)", help: listHelp(text))
    return value.isNothing || text.contains(",") || text.hasPrefix("-") ? nil : [value]
  }

  private func listHelp(_ text: String) -> String {
    if text.isEmpty { return "a list stands in brackets, `[a, b]`, or has an entry behind each `- `" }
    if text.hasPrefix("-") { return "an entry of a list begins with `- `, a hyphen and a space" }
    let parts = text.split(separator: ",").map { $0.drop { $0 == " " } }
    if parts.count > 1, !text.contains("(") {
      return "a list stands in brackets: `[\(printable(parts.joined(separator: ", ").prefix(60)))]`"
    }
    let needsQuotes = text.contains { "[]{},:#".contains($0) }
    let entry = printable(text.prefix(60))
    return needsQuotes ? "a list of one is `[\"\(entry)\"]`" : "a list of one is `[\(entry)]`"
  }

  /// Nobody types longer lines, and each value looks at the whole of its line.
  private static let lineLimit = 4096

  /// `kernel:gemm` and the like on lines of their own: keys whose colons YAML did not see, reported; the lines with them mended.
  private func unfinishedKeys(_ value: YAMLValue) -> EditedText? {
    guard !problems.isFull, let scalar = value.scalar, scalar.style == .plain, !value.isNothing else { return nil }
    let whole = EditedText(value.span.source)
    let start = whole.offset(of: value.span.range.lowerBound)
    guard let line = whole.line(at: start, within: WrongShape.lineLimit), LineScan(whole, line).start == start else { return nil }
    let text = whole.part(whole.line(at: start).lowerBound..<whole.offset(of: value.span.range.upperBound))
    var mends: [Mend] = []
    var next: Range<Int>? = text.line(at: 0)
    while let range = next {
      let line = LineScan(text, range)
      if !line.isBlank {
        guard !line.name.isEmpty, let mend = mend(text, line, line.name, line.firstAfter(line.name.upperBound)) else { return nil }
        mends.append(mend)
      }
      next = text.line(after: range)
    }
    for diagnostic in mends.flatMap(\.diagnostics) { problems.add(diagnostic) }
    return text.replacing(mends.flatMap(\.edits))
  }

  private func mend(_ source: EditedText, _ line: LineScan, _ name: Range<Int>, _ rest: Int) -> Mend? {
    if let found = line.lookAlikes.first, found.range.lowerBound == name.upperBound, found.character.plain == ":" {
      return lookAlikeMend([EditedText.Edit(found.range, ": ")], [found], source, line.start..<line.end)
    }
    guard rest < line.end else { return nil }
    if source.bytes[name.upperBound] == UInt8(ascii: ":"), name.upperBound + 1 < line.end {
      return missingSpaceMend(source, name, name.upperBound)
    }
    return rest > name.upperBound ? missingColonMend(source, name, rest, line.end) : nil
  }
}
