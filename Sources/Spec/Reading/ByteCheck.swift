internal import Text

/// Looks at the bytes of a file before libyaml sees them: size, encoding, characters and directives.
struct ByteCheck {
  let source: SourceText
  /// Where the document begins in the source.
  var start = 0
  let limits: ReadingLimits
  let problems: Problems

  /// What may be parsed; `nil` where nothing may.
  ///
  /// Characters that must not be there are reported and taken out, so that the rest can be checked.
  func text() -> EditedText? {
    guard source.bytes.count <= limits.bytes else {
      problems.error(
        .fileTooLarge, "the file has \(source.bytes.count) bytes, and \(limits.bytes) are allowed", at: Span(source, 0..<0),
        help: "keep data in files of its own, and name them in `datasets`")
      return nil
    }
    let text = EncodingCheck(problems: problems).text(of: source, from: start)
    guard hasSoundDirectives(text) else { return nil }
    return withoutRefused(text)
  }

  // MARK: - Characters

  /// So many characters that must not be there, and the file is no text at all.
  private static let refusedLimit = 20

  private func withoutRefused(_ text: EditedText) -> EditedText? {
    var edits: [EditedText.Edit] = []
    let bytes = text.bytes
    var at = 0
    while at < bytes.count {
      let byte = bytes[at]
      let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      if isRefused(bytes, at, length) {
        refuse(text.span(at..<at + length))
        edits.append(EditedText.Edit(at..<at + length, ""))
        if edits.count >= ByteCheck.refusedLimit { return nil }
      }
      at += length
    }
    return text.replacing(edits)
  }

  private func isRefused(_ bytes: [UInt8], _ at: Int, _ length: Int) -> Bool {
    let byte = bytes[at]
    if length == 1 { return byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F }
    let scalar = bytes[at..<min(at + length, bytes.count)].dropFirst().reduce(UInt32(byte) & (0xFF >> UInt32(length + 1))) {
      $0 << 6 | UInt32($1 & 0x3F)
    }
    return ByteCheck.isRefused(scalar)
  }

  /// C1 controls, line breaks that only YAML 1.1 knows, marks that reorder text, a byte order mark inside, and noncharacters.
  private static func isRefused(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0x9F, 0x61C, 0x200E...0x200F, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF: true
    default: false
    }
  }

  private func refuse(_ span: Span) {
    let name = span.text.unicodeScalars.first.map(codePoint) ?? "a byte"
    problems.error(
      .controlCharacter, "a character that must not stand in a spec: \(name)", at: span, "here",
      help: "remove it, or write it as an escape in a double-quoted text", fix: Diagnostic.Fix(span, ""))
  }

  // MARK: - Directives

  /// libyaml takes seconds on files full of `%TAG`; the only directive a spec may have is the version's, once, at the top.
  private func hasSoundDirectives(_ text: EditedText) -> Bool {
    let bytes = text.bytes
    var start = 0
    var seenContent = false
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      if bytes[start] == UInt8(ascii: "%") {
        let line = text.span(start..<end)
        guard !seenContent, ByteCheck.isVersion(line.text) else {
          problems.error(
            .directive, "a line that begins with `%`", at: line, seenContent ? "not allowed here" : "not a directive of the language",
            help: "the only directive is `%YAML 1.2`, once, before everything else; it can be left out")
          return false
        }
        seenContent = true
      } else if end > start, bytes[start] != UInt8(ascii: "#") {
        seenContent = true
      }
      start = end + 1
    }
    return true
  }

  private static func isVersion(_ line: String) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    return words.count >= 2 && words[0] == "%YAML" && words[1] == "1.2" && (words.count == 2 || words[2].hasPrefix("#"))
  }
}
