internal import Record

/// An Ed25519 key with the name and the use that it has below notes.
public struct NoteKey: Sendable, Hashable {
  /// The name in the signature's line, by habit a URL without its scheme.
  public let name: String
  /// What its signatures say.
  public let use: Use
  /// The key.
  public let key: PublicKey

  /// What a signature below a note says; the raw value is the type byte of c2sp.org/signed-note.
  public enum Use: UInt8, Sendable, Hashable {
    /// A log signs its checkpoint.
    case log = 0x01
    /// A witness says when it saw the checkpoint (c2sp.org/tlog-cosignature).
    case cosignature = 0x04
  }

  /// A named key, or `nil` for a name that no note can have.
  public init?(_ name: String, _ use: Use, _ key: PublicKey) {
    guard NoteKey.isName(name) else { return nil }
    self.name = name
    self.use = use
    self.key = key
  }

  /// The number that stands before a signature: the first bytes of SHA-256 over name, line feed, type and key.
  public var id: UInt32 {
    SHA256.digest(of: Array(name.utf8) + [0x0A, use.rawValue] + key.bytes).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The key as one line that other programs read: name, number and key, joined by `+`.
  public var verifierKey: String {
    let digits = String(id, radix: 16)
    return "\(name)+\(String(repeating: "0", count: 8 - digits.count))\(digits)+\(Base64.encode([use.rawValue] + key.bytes))"
  }

  /// Whether a text can name a key: not empty, no white space, no control character, no plus.
  public static func isName(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.count <= 255
      && text.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0 != "+" && $0.value >= 0x20 && $0.value != 0x7F }
  }

  /// Whether a signature is meant to be of this key.
  func isNamed(by signature: SignedNote.Signature) -> Bool {
    signature.id == id && signature.name.utf8.elementsEqual(name.utf8)
  }
}

extension SignedNote {
  /// Adds the signature of a log.
  mutating func sign(as name: String, with key: borrowing SigningKey) throws(AttestFault) {
    let id = try NoteKey.named(name, .log, key.publicKey).id
    signatures.append(Signature(name: name, id: id, bytes: key.signature(over: Array(text.utf8))))
  }

  /// What became of the signatures of a log's key.
  ///
  /// - Returns: `nil` where there is none, else whether each of them holds.
  public func isSigned(by key: NoteKey) -> Bool? {
    let own = signatures.filter { key.isNamed(by: $0) }
    return own.isEmpty ? nil : own.allSatisfy { key.key.verifies($0.bytes, over: Array(text.utf8)) }
  }
}

extension NoteKey {
  /// A named key.
  ///
  /// - Throws: `log-name` for a name that no note can have.
  public static func named(_ name: String, _ use: Use, _ key: PublicKey) throws(AttestFault) -> NoteKey {
    guard let named = NoteKey(name, use, key) else {
      throw AttestFault(
        "log-name", "a name below a checkpoint cannot be empty or hold spaces or `+`", help: "use a URL without its scheme: lab.example/log"
      )
    }
    return named
  }
}
