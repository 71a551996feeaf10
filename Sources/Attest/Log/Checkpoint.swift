// The head of a log (c2sp.org/tlog-checkpoint).
public import Record

/// What a log says of itself at one size: its name, how many entries it has, and the root over them.
public struct Checkpoint: Sendable, Hashable {
  /// The name of the log.
  public let origin: String
  /// How many entries it has.
  public let size: UInt64
  /// The Merkle root (RFC 6962) over its entries.
  public let root: Digest

  /// A checkpoint from its parts.
  public init(origin: String, size: UInt64, root: Digest) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Reads the text of a note; lines beyond the third are signed with it and say nothing here.
  ///
  /// - Throws: `checkpoint-malformed`.
  public init(text: String) throws(AttestFault) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.count >= 3, !lines.contains(where: \.isEmpty), let size = UInt64(lines[1]), String(size) == lines[1], size < 1 << 62,
      let root = Base64.decode(String(lines[2])).flatMap({ Digest($0) })
    else {
      throw AttestFault(
        "checkpoint-malformed", "not a checkpoint: it has no lines with the log's name, a size and a root hash",
        help: "c2sp.org/tlog-checkpoint describes the form")
    }
    self.init(origin: String(lines[0]), size: size, root: root)
  }

  /// The text that is signed.
  public var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }
}

/// A checkpoint with the note that it stands in.
public struct SignedCheckpoint: Sendable, Hashable {
  /// What the log says.
  public let checkpoint: Checkpoint
  /// The text with its signatures.
  public var note: SignedNote

  /// Reads a checkpoint that is hostile until proven otherwise; no signature is checked.
  ///
  /// - Throws: `note-malformed`, `checkpoint-malformed`.
  public init(reading bytes: [UInt8]) throws(AttestFault) {
    note = try SignedNote(reading: bytes)
    checkpoint = try Checkpoint(text: note.text)
  }

  /// A checkpoint that a log signs under its own name.
  public init(_ checkpoint: Checkpoint, signedWith key: borrowing SigningKey) throws(AttestFault) {
    self.checkpoint = checkpoint
    note = SignedNote(unsigned: checkpoint.text)
    try note.sign(as: checkpoint.origin, with: key)
  }

  /// Demands a signature of the log's key.
  ///
  /// - Throws: `checkpoint-signature`.
  public func demandSignature(of key: NoteKey) throws(AttestFault) {
    let isSigned = checkpoint.origin.utf8.elementsEqual(key.name.utf8) ? note.isSigned(by: key) : nil
    if isSigned == true { return }
    throw AttestFault(
      "checkpoint-signature",
      isSigned == nil ? "the checkpoint is not signed by the key of log `\(key.name)`" : "the checkpoint's signature does not fit its text",
      help: "its log is `\(checkpoint.origin)`, its signatures are by \(note.signatures.map(\.name).joined(separator: ", "))")
  }
}
