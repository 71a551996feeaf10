internal import Attest

/// The head of an age file: who can open it, and the code that binds it to the key.
struct AgeHeader {
  /// One way to the file's key.
  struct Stanza {
    var words: [String]
    var body: [UInt8]
  }

  var stanzas: [Stanza]
  /// Everything that the code is over: up to and including `---`.
  var covered: [UInt8]
  var code: [UInt8]
  /// Where the payload begins.
  var count: Int

  static let version = "age-encryption.org/v1"
  /// The longest that is read.
  static let limit = 256 << 10

  /// Reads a head from the beginning of a file.
  ///
  /// - Throws: `age-header`.
  init(_ bytes: [UInt8]) throws(AttestFault) {
    var lines = Lines(bytes: bytes)
    let first = try lines.next()
    guard first == AgeHeader.version else {
      throw AgeHeader.fault(first.hasPrefix("age-encryption.org/") ? "it is of another version of the format" : "it is no age file")
    }
    stanzas = []
    while true {
      let line = try lines.next()
      if line.hasPrefix("---") {
        guard line.hasPrefix("--- "), let code = AgeHeader.base64(String(line.dropFirst(4))), code.count == 32 else {
          throw AgeHeader.fault("its last line is malformed")
        }
        (self.code, count) = (code, lines.at)
        covered = Array(bytes[..<(lines.at - line.utf8.count + 2)])
        guard !stanzas.isEmpty else { throw AgeHeader.fault("it names no recipient") }
        return
      }
      stanzas.append(try AgeHeader.stanza(line, &lines))
    }
  }

  private static func stanza(_ line: String, _ lines: inout Lines) throws(AttestFault) -> Stanza {
    guard line.hasPrefix("-> ") else { throw fault("a line is neither a recipient nor the end") }
    let words = line.dropFirst(3).split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (33...126).contains($0) } }) else { throw fault("a recipient is malformed") }
    var body: [UInt8] = []
    while true {
      let text = try lines.next()
      guard text.utf8.count <= 64, let piece = base64(text) else { throw fault("a recipient's body is malformed") }
      body += piece
      if text.utf8.count < 64 { return Stanza(words: words, body: body) }
    }
  }

  /// Base64 without padding, in its one spelling.
  static func base64(_ text: String) -> [UInt8]? {
    guard !text.utf8.contains(UInt8(ascii: "=")) else { return nil }
    return Base64.decode(text + String(repeating: "=", count: (4 - text.utf8.count % 4) % 4))
  }

  /// The same, written.
  static func base64(_ bytes: [UInt8]) -> String { String(Base64.encode(bytes).prefix { $0 != "=" }) }

  static func fault(_ reason: String) -> AttestFault {
    AttestFault("age-header", "the head of the age file cannot be read: \(reason)", help: "get the file again; `age` reads the same ones")
  }

  private struct Lines {
    let bytes: [UInt8]
    var at = 0

    /// The next line without its end.
    mutating func next() throws(AttestFault) -> String {
      let start = at
      guard start < bytes.count, let end = bytes[start...].prefix(64 << 10).firstIndex(of: 0x0A) else { throw AgeHeader.fault("it ends too early") }
      at = end + 1
      guard let text = String(validating: bytes[start..<end], as: UTF8.self), text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
        throw AgeHeader.fault("it holds bytes that do not belong there")
      }
      return text
    }
  }
}

extension AgeHeader {
  /// The bytes of a head that wraps a key for recipients.
  static func bytes(wrapping key: borrowing SecretBytes, for recipients: [AgeRecipient]) throws(AttestFault) -> [UInt8] {
    var text = version + "\n"
    for recipient in recipients { text += try X25519Stanza.wrap(key, for: recipient) }
    text += "---"
    let mac = try code(over: Array(text.utf8), key)
    return Array((text + " " + base64(mac) + "\n").utf8)
  }

  /// The code over a head.
  static func code(over bytes: [UInt8], _ key: borrowing SecretBytes) throws(AttestFault) -> [UInt8] {
    let code = try KeyedHash.code(of: bytes.span, key: try KeyedHash.derive(from: key, salt: [], for: "header"))
    return code.withBytes { span in (0..<32).map { span[$0] } }
  }

  /// The lines of a stanza.
  static func lines(_ words: [String], _ body: [UInt8]) -> String {
    var (lines, rest) = ("-> " + words.joined(separator: " ") + "\n", Substring(base64(body)))
    while rest.utf8.count >= 64 {
      lines += rest.prefix(64) + "\n"
      rest = rest.dropFirst(64)
    }
    return lines + rest + "\n"
  }
}
