internal import Text

/// Looks at the bytes of a file before libyaml sees them: size, encoding, characters and directives.
struct ByteCheck {
  let source: SourceText
  let limits: ReadingLimits
  let problems: Problems

  /// Whether the bytes may be parsed.
  func passes() -> Bool {
    guard source.bytes.count <= limits.bytes else {
      problems.error(
        .fileTooLarge, "the file has \(source.bytes.count) bytes, and \(limits.bytes) are allowed", at: Span(source, 0..<0),
        help: "keep data in files of its own, and name them in `datasets`")
      return false
    }
    guard isUTF8() else { return false }
    let before = problems.errors
    checkCharacters()
    checkDirectives()
    return problems.errors == before
  }

  private func isUTF8() -> Bool {
    guard let at = source.bytes.firstInvalidUTF8 else { return true }
    let isWide = source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF])
    problems.error(
      .notUTF8, "the file is not UTF-8", at: Span(source, at..<at + 1), "this byte begins no character",
      help: isWide ? "it looks like UTF-16; save it as UTF-8" : "save it as UTF-8")
    return false
  }

  private func checkCharacters() {
    let bytes = source.bytes
    var at = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        if byte < 0x20 && byte != 0x09 && byte != 0x0A && byte != 0x0D || byte == 0x7F { refuse(at..<at + 1) }
        at += 1
        continue
      }
      let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
      let scalar = bytes[at..<min(at + length, bytes.count)].dropFirst().reduce(UInt32(byte) & (0xFF >> UInt32(length + 1))) {
        $0 << 6 | UInt32($1 & 0x3F)
      }
      if ByteCheck.isRefused(scalar) { refuse(at..<at + length) }
      at += length
    }
  }

  /// C1 controls, line breaks that only YAML 1.1 knows, marks that reorder text, a byte order mark inside, and noncharacters.
  private static func isRefused(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0x9F, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE...0xFFFF: true
    default: false
    }
  }

  private func refuse(_ range: Range<Int>) {
    let span = Span(source, range)
    let name = span.text.unicodeScalars.first.map { "U+" + padded(String($0.value, radix: 16, uppercase: true)) } ?? "a byte"
    problems.error(
      .controlCharacter, "a character that must not stand in a spec: \(name)", at: span, "here",
      help: "remove it, or write it as an escape in a double-quoted text")
  }

  private func padded(_ digits: String) -> String { String(repeating: "0", count: max(0, 4 - digits.count)) + digits }

  /// libyaml takes seconds on files full of `%TAG`; the only directive a spec may have is the version's, once, at the top.
  private func checkDirectives() {
    let bytes = source.bytes
    var start = bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    var seenContent = false
    while start < bytes.count {
      let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      if bytes[start] == UInt8(ascii: "%") {
        let line = Span(source, start..<end)
        guard !seenContent, ByteCheck.isVersion(line.text) else {
          problems.error(
            .directive, "a line that begins with `%`", at: line, seenContent ? "not allowed here" : "not a directive of the language",
            help: "the only directive is `%YAML 1.2`, once, before everything else; it can be left out")
          return
        }
        seenContent = true
      } else if end > start, bytes[start] != UInt8(ascii: "#") {
        seenContent = true
      }
      start = end + 1
    }
  }

  private static func isVersion(_ line: String) -> Bool {
    let words = line.split(separator: " ", omittingEmptySubsequences: true)
    return words.count >= 2 && words[0] == "%YAML" && words[1] == "1.2" && (words.count == 2 || words[2].hasPrefix("#"))
  }
}

extension [UInt8] {
  /// The offset of the first byte that begins no character, or `nil` for well-formed UTF-8 (Unicode Standard, table 3-7).
  var firstInvalidUTF8: Int? {
    var at = 0
    while at < count {
      let byte = self[at]
      if byte < 0x80 {
        at += 1
        continue
      }
      guard let tail = tails(at, byte) else { return at }
      at += tail
    }
    return nil
  }

  /// The length of the multi-byte character at an offset, `nil` where it is malformed.
  private func tails(_ at: Int, _ byte: UInt8) -> Int? {
    let (length, second): (Int, ClosedRange<UInt8>)
    switch byte {
    case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard at + length <= count, second.contains(self[at + 1]) else { return nil }
    return self[(at + 1)..<(at + length)].allSatisfy { $0 & 0xC0 == 0x80 } ? length : nil
  }
}
