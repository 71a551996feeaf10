/// A key without quotes that swallowed a part of its value, or that holds characters which look like others.
struct SuspectKey {
  let text: EditedText
  /// The key, in the text's bytes.
  let range: Range<Int>
  /// Whether it has no value.
  let isAlone: Bool

  /// Ways to mend it; none for a key that is what it seems.
  var mends: [Mend] {
    let key = text.bytes[range]
    if isAlone, let mend = thousands() { return [mend] }
    guard key.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "=") }) else {
      return []
    }
    if LookAlike.found(in: text.text(range)) != nil, let mends = lookAlikes() { return mends }
    let name = range.lowerBound..<(key.firstIndex { !isNameByte($0) } ?? range.upperBound)
    guard let first = key.first, isLetter(first), name.upperBound < range.upperBound else { return [] }
    var rest = name.upperBound
    while rest < range.upperBound, key[rest] == 0x20 { rest += 1 }
    if key[name.upperBound] == UInt8(ascii: ":"), rest + 1 < range.upperBound, key[rest + 1] != UInt8(ascii: "/"),
      key[rest + 1] != UInt8(ascii: ":")
    {
      return [missingSpaceMend(text, name, name.upperBound)]
    }
    if key[rest] == UInt8(ascii: "{") || key[rest] == UInt8(ascii: "=") && isAlone {
      return [missingColonMend(text, name, rest, text.line(at: rest).upperBound)]
    }
    return []
  }

  /// `1,024` in brackets: the comma of a number ends the entry.
  private func thousands() -> Mend? {
    let bytes = text.bytes
    guard range.count == 3, bytes[range].allSatisfy(isDigit), range.lowerBound > 1, bytes[range.lowerBound - 1] == UInt8(ascii: ","),
      isDigit(bytes[range.lowerBound - 2])
    else { return nil }
    let start = bytes[..<(range.lowerBound - 1)].lastIndex { !isDigit($0) }.map { $0 + 1 } ?? 0
    let comma = range.lowerBound - 1..<range.lowerBound
    let digits = text.text(start..<comma.lowerBound) + text.text(range)
    return Mend(
      edits: [EditedText.Edit(comma, "")],
      diagnostic: Diagnostic(
        DiagnosticID.wrongType.rawValue, .error, "a comma inside a number", at: text.span(comma), "ends the entry here",
        help: "write `\(digits)`", fix: Diagnostic.Fix(text.span(comma), "")))
  }

  /// Nobody types longer lines, and each key looks at the whole of its line.
  private static let lineLimit = 4096

  /// Signs and spaces that stand for those of YAML; letters are left for whoever knows the keys.
  private func lookAlikes() -> [Mend]? {
    let signs = text.text(range).unicodeScalars.compactMap(LookAlike.init).filter { !isLetterLike($0) }
    guard !signs.isEmpty, text.line(at: range.lowerBound, within: SuspectKey.lineLimit) != nil else { return nil }
    let line = LineScan(text, text.line(at: range.lowerBound))
    if line.strangeIndentation.contains(where: { $0.range.lowerBound >= range.lowerBound && $0.character != nil }) {
      return strangeSpaces(text)
    }
    let found = line.lookAlikes.filter { range.contains($0.range.lowerBound) && !isLetterLike($0.character) }
    guard !found.isEmpty else { return nil }
    let first = found[0]
    let edits = found.map { EditedText.Edit($0.range, plain($0.character, behind: $0.range.upperBound)) }
    let whole = lookAlikeMend(edits, found, text, range)
    return found.count == 1 ? [whole] : [whole, lookAlikeMend([edits[0]], [first], text, range)]
  }

  private func isLetterLike(_ character: LookAlike) -> Bool {
    character.plain.utf8.allSatisfy { isNameByte($0) } && !character.plain.isEmpty
  }

  private func plain(_ character: LookAlike, behind: Int) -> String {
    let wantsSpace = (character.plain == ":" || character.plain == ",") && behind < text.bytes.count && text.bytes[behind] != 0x20
    return character.plain + (wantsSpace ? " " : "")
  }
}
