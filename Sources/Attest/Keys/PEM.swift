/// The textual encoding of keys (RFC 7468), one block, read strictly.
enum PEM {
  static let publicKeyLabel = "PUBLIC KEY"
  static let privateKeyLabel = "PRIVATE KEY"
  static let encryptedPrivateKeyLabel = "ENCRYPTED PRIVATE KEY"

  static func encode(label: String, der: [UInt8]) -> String {
    var text = "-----BEGIN \(label)-----\n"
    let body = Base64.encode(der.span)
    for start in stride(from: 0, to: body.count, by: 64) {
      text += String(decoding: body[start..<min(start + 64, body.count)], as: UTF8.self) + "\n"
    }
    return text + "-----END \(label)-----\n"
  }

  /// The contents of the only block of a text, or `nil`.
  static func decode(_ text: String, label: String) -> [UInt8]? {
    var der: [UInt8] = []
    guard decode(Array(text.utf8).span, label: label, into: { der.append($0) }) else { return nil }
    return der
  }

  /// Hands over the contents of the only block of a text byte by byte; `false` where it is none.
  ///
  /// Lines end in LF or CRLF; nothing stands before or after the block but empty lines. The base64 text is gathered in place, so that a
  /// secret leaves no copy outside of what the caller wipes.
  static func decode(_ text: borrowing Span<UInt8>, label: String, into sink: (UInt8) -> Void) -> Bool {
    let begin = Array("-----BEGIN \(label)-----".utf8)
    let end = Array("-----END \(label)-----".utf8)
    var at = skipBreaks(text, from: 0)
    guard starts(text, at, with: begin) else { return false }
    at += begin.count
    guard at < text.count, isBreak(text[at]) else { return false }
    guard let body = SecretBytes(count: max(1, text.count)) else { return false }
    var count = 0
    while at < text.count, text[at] != UInt8(ascii: "-") {
      if !isBreak(text[at]) {
        body[count] = text[at]
        count += 1
      }
      at += 1
    }
    guard starts(text, at, with: end), skipBreaks(text, from: at + end.count) == text.count else { return false }
    return body.withBytes { Base64.decode($0.extracting(0..<count), into: sink) }
  }

  private static func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func skipBreaks(_ text: borrowing Span<UInt8>, from start: Int) -> Int {
    var at = start
    while at < text.count, isBreak(text[at]) { at += 1 }
    return at
  }

  private static func starts(_ text: borrowing Span<UInt8>, _ at: Int, with prefix: [UInt8]) -> Bool {
    guard at + prefix.count <= text.count else { return false }
    for offset in prefix.indices where text[at + offset] != prefix[offset] { return false }
    return true
  }
}
