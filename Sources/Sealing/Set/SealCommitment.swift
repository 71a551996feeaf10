public import Attest
public import Record

/// What is public of a sealed set, and names it: how many items it has, the root over their digests, and who holds which copy.
public struct SealCommitment: Sendable, Hashable {
  /// What its owner calls it.
  public var name: String
  /// How many items it has.
  public var count: Int
  /// The root of the tree (RFC 6962) over the digests of the items.
  public var root: Digest
  /// When it was sealed, as its owner says.
  public var sealed: Timestamp
  /// The copies, each for a holder.
  public var copies: [Copy]

  /// A copy of the set.
  public struct Copy: Sendable, Hashable {
    /// Who holds it.
    public var holder: String
    /// The keys that open it.
    public var recipients: [AgeRecipient]
    /// SHA-256 of the canary that stands in every line of this copy and of no other.
    public var canary: Digest
  }

  static let schema = "etalon-sealed-set-1"
  /// The longest that is read.
  package static let limit = 1 << 20

  /// Everybody who can open some copy.
  public var recipients: [AgeRecipient] { copies.flatMap(\.recipients) }

  /// The canonical bytes, whose SHA-256 names the set.
  public var bytes: [UInt8] {
    let copies = copies.map { copy in
      [
        "canary": .string(copy.canary.hex), "holder": .string(copy.holder),
        "recipients": .array(copy.recipients.map { .string($0.description) }),
      ] as JSON
    }
    let record: JSON = [
      "copies": .array(copies), "items": .number(Double(count)), "name": .string(name), "root": .string(root.hex),
      "schema": .string(SealCommitment.schema), "sealed": .string(sealed.recordText),
    ]
    return record.canonicalBytes
  }

  /// What names the set.
  public var digest: Digest { SHA256.digest(of: bytes) }

  /// Reads a commitment, which has one spelling.
  ///
  /// - Throws: `seal-commitment`.
  public init(_ bytes: [UInt8]) throws(AttestFault) {
    guard let record = try? JSON(parsing: bytes, limits: JSON.Limits(depth: 8, bytes: SealCommitment.limit, nodes: 100_000)),
      record["schema"]?.text == SealCommitment.schema
    else { throw SealCommitment.fault("it is no record of the schema `\(SealCommitment.schema)`") }
    guard let name = record["name"]?.text, let number = record["items"]?.number, let count = Int(exactly: number), count > 0,
      let root = record["root"]?.text.flatMap(Digest.init(hex:)), let sealed = record["sealed"]?.text.flatMap(Timestamp.init(recordText:)),
      let copies = record["copies"]?.elements, !copies.isEmpty
    else { throw SealCommitment.fault("a field is missing or malformed") }
    (self.name, self.count, self.root, self.sealed, self.copies) = (name, count, root, sealed, [])
    for copy in copies { self.copies.append(try SealCommitment.copy(copy)) }
    guard self.bytes == bytes else { throw SealCommitment.fault("it is not canonical JSON, or holds more than it should") }
  }

  private static func copy(_ record: JSON) throws(AttestFault) -> Copy {
    guard let holder = record["holder"]?.text, let canary = record["canary"]?.text.flatMap(Digest.init(hex:)),
      let texts = record["recipients"]?.elements, !texts.isEmpty
    else { throw fault("a copy is malformed") }
    var recipients: [AgeRecipient] = []
    for text in texts { recipients.append(try AgeRecipient(text.text ?? "")) }
    return Copy(holder: holder, recipients: recipients, canary: canary)
  }

  init(name: String, count: Int, root: Digest, sealed: Timestamp, copies: [Copy]) {
    (self.name, self.count, self.root, self.sealed, self.copies) = (name, count, root, sealed, copies)
  }

  private static func fault(_ reason: String) -> AttestFault {
    AttestFault("seal-commitment", "the commitment of the sealed set cannot be read: \(reason)", help: "it is the file `commitment.json` of `etalon dataset seal`")
  }
}
