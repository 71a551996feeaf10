// Text with signatures below it (c2sp.org/signed-note).

/// A text that keys signed; nothing in it is believed before a signature of a trusted key was checked.
public struct SignedNote: Sendable, Hashable {
  /// The signed text with its last line feed.
  public let text: String
  /// In the order of their lines.
  public var signatures: [Signature]

  /// One line below the text.
  public struct Signature: Sendable, Hashable {
    /// The name of the key.
    public let name: String
    /// The number that goes with the name; an identifier, not a hash to rely on.
    public let id: UInt32
    /// What the algorithm of the key made.
    public let bytes: [UInt8]
  }

  /// The most bytes of a note.
  public static let sizeLimit = 256 << 10
  /// The most signatures of a note.
  public static let signaturesLimit = 64

  /// A text that nobody signed yet; it ends with a line feed.
  init(unsigned text: String) {
    self.text = text
    signatures = []
  }

  /// Reads a note that is hostile until proven otherwise.
  ///
  /// - Throws: `note-malformed`.
  public init(reading bytes: [UInt8]) throws(AttestFault) {
    guard bytes.count <= SignedNote.sizeLimit, let note = String(validating: bytes, as: UTF8.self),
      bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), bytes.last == 0x0A
    else { throw SignedNote.malformed("not text of at most \(SignedNote.sizeLimit) bytes that ends with a line feed") }
    let blank = (1..<max(bytes.count, 1)).last { bytes[$0] == 0x0A && bytes[$0 - 1] == 0x0A }
    guard let blank, blank > 1 else { throw SignedNote.malformed("no empty line stands between text and signatures") }
    text = String(decoding: bytes[..<blank], as: UTF8.self)
    let lines = String(note.utf8.dropFirst(blank + 1).dropLast()) ?? ""
    signatures = []
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) { signatures.append(try Signature(line: line)) }
    guard signatures.count <= SignedNote.signaturesLimit else {
      throw SignedNote.malformed("more than \(SignedNote.signaturesLimit) signatures")
    }
  }

  /// The note as a file.
  public var bytes: [UInt8] { Array((text + "\n" + signatures.map(\.line).joined()).utf8) }

  static func malformed(_ reason: String) -> AttestFault {
    AttestFault("note-malformed", "not a signed note: \(reason)", help: "c2sp.org/signed-note describes the form")
  }
}

extension SignedNote.Signature {
  private static let mark = "\u{2014} "

  fileprivate init(line: Substring) throws(AttestFault) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard line.hasPrefix(Self.mark), parts.count == 3, NoteKey.isName(parts[1]), let blob = Base64.decode(String(parts[2])), blob.count > 4
    else { throw SignedNote.malformed("a line below the text is no signature") }
    name = String(parts[1])
    id = blob.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    bytes = Array(blob.dropFirst(4))
  }

  fileprivate var line: String {
    let head = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: id >> $0) }
    return "\(Self.mark)\(name) \(Base64.encode(head + bytes))\n"
  }
}
