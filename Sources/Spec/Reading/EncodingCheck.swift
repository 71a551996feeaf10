/// Finds out how a file is encoded where it is not UTF-8, says so, and makes UTF-8 of it.
struct EncodingCheck {
  let problems: Problems

  /// The text of a source; what cannot be decoded stands in it as U+FFFD.
  func text(of source: SourceText, from start: Int) -> EditedText {
    if let wide = WideEncoding(source.bytes) { return EditedText(decoded(source, wide)) }
    let text = EditedText(source, from: start)
    guard let at = text.bytes.firstInvalidUTF8 else { return text }
    let narrow = NarrowEncoding(text.bytes)
    problems.error(
      .notUTF8, "the file is not UTF-8", at: text.span(at..<at + 1), "this byte begins no character", help: narrow.help)
    return text.replacing(narrow.edits)
  }

  private func decoded(_ source: SourceText, _ wide: WideEncoding) -> SourceText {
    let text = SourceText(name: source.name, bytes: Array(wide.text(source.bytes).utf8))
    problems.error(
      .notUTF8, "the file is not UTF-8 but \(wide.name)", at: Span(text, 0..<min(1, text.bytes.count)), "two or four bytes a character",
      help: "save it as UTF-8; `iconv -f \(wide.name) -t UTF-8 FILE > NEW` converts it")
    return text
  }
}

/// UTF-16 or UTF-32, told by its byte order mark or by the zeros that it puts between the letters of English.
private struct WideEncoding {
  let width: Int
  let isBigEndian: Bool

  var name: String { "UTF-\(width * 8)" + (isBigEndian ? "BE" : "LE") }

  init?(_ bytes: [UInt8]) {
    let marks: [(mark: [UInt8], width: Int, isBigEndian: Bool)] = [
      ([0xFF, 0xFE, 0, 0], 4, false), ([0, 0, 0xFE, 0xFF], 4, true), ([0xFF, 0xFE], 2, false), ([0xFE, 0xFF], 2, true),
    ]
    if let known = marks.first(where: { bytes.starts(with: $0.mark) }) {
      (width, isBigEndian) = (known.width, known.isBigEndian)
      return
    }
    let head = bytes.prefix(256)
    let zeros = (0..<4).map { phase in head.indices.count { $0 % 4 == phase && head[$0] == 0 } }
    let quarter = head.count / 4
    guard quarter > 1 else { return nil }
    switch zeros.map({ $0 * 10 > quarter * 6 }) {
    case [false, true, true, true]: (width, isBigEndian) = (4, false)
    case [true, true, true, false]: (width, isBigEndian) = (4, true)
    case [false, true, false, true]: (width, isBigEndian) = (2, false)
    case [true, false, true, false]: (width, isBigEndian) = (2, true)
    default: return nil
    }
  }

  /// The text, without a byte order mark.
  func text(_ bytes: [UInt8]) -> String {
    let units = stride(from: 0, to: bytes.count - bytes.count % width, by: width).map { at in
      (isBigEndian ? Array(bytes[at..<at + width]) : bytes[at..<at + width].reversed()).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    let text =
      width == 2 ? String(decoding: units.map { UInt16(truncatingIfNeeded: $0) }, as: UTF16.self) : String(decoding: units, as: UTF32.self)
    return text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
  }
}

/// One or two bytes a character: GB18030 with its parts GBK and GB2312, or a Western code page.
private struct NarrowEncoding {
  let edits: [EditedText.Edit]
  let help: String

  init(_ bytes: [UInt8]) {
    var edits: [EditedText.Edit] = []
    var (pairs, chinese, at) = (0, 0, 0)
    while at < bytes.count {
      guard bytes[at] >= 0x80 else {
        at += 1
        continue
      }
      if let length = bytes.lengthOfUTF8(at), length > 1 {
        at += length
        continue
      }
      let length = NarrowEncoding.isPair(bytes, at) ? 2 : 1
      pairs += 1
      chinese += length == 2 && bytes[at] >= 0xA1 && bytes[at + 1] >= 0xA1 ? 1 : 0
      edits.append(EditedText.Edit(at..<at + length, "\u{FFFD}"))
      at += length
    }
    self.edits = edits
    let name = chinese * 2 > pairs ? "GB18030" : "WINDOWS-1252"
    help =
      "it looks like \(name == "GB18030" ? "GB18030 (GBK)" : name): save it as UTF-8; `iconv -f \(name) -t UTF-8 FILE > NEW` converts it"
  }

  private static func isPair(_ bytes: [UInt8], _ at: Int) -> Bool {
    guard at + 1 < bytes.count, (0x81...0xFE).contains(bytes[at]) else { return false }
    return (0x40...0xFE).contains(bytes[at + 1]) && bytes[at + 1] != 0x7F
  }
}

extension [UInt8] {
  /// The offset of the first byte that begins no character, or `nil` for well-formed UTF-8 (Unicode Standard, table 3-7).
  var firstInvalidUTF8: Int? {
    var at = 0
    while at < count {
      guard let length = lengthOfUTF8(at) else { return at }
      at += length
    }
    return nil
  }

  /// The length of the character at an offset, `nil` where it is malformed.
  func lengthOfUTF8(_ at: Int) -> Int? {
    let byte = self[at]
    if byte < 0x80 { return 1 }
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
