public import Attest
internal import Record

/// An item of a copy as it is decrypted: its id and its fields with their salts.
public struct SealedLine: Sendable, Hashable {
  public var id: String
  public var disclosures: [Disclosure]

  /// Reads a line without its line feed.
  ///
  /// - Throws: `seal-differs`; the message repeats nothing of the line.
  public init(_ bytes: [UInt8]) throws(AttestFault) {
    guard let record = try? JSON(parsing: bytes, limits: JSON.Limits(depth: 4, bytes: 4 << 20, nodes: 100_000)),
      let id = record["id"]?.text, let texts = record["disclosures"]?.elements
    else { throw SealFault.differs("a line is malformed") }
    self.id = id
    disclosures = []
    for text in texts {
      guard let disclosure = text.text.flatMap(Disclosure.init) else { throw SealFault.differs("a field is malformed") }
      disclosures.append(disclosure)
    }
  }

  /// The item as a line of JSON Lines, without the line feed.
  public var item: [UInt8] { JSON.object(JSON.Object(disclosures.map { JSON.Object.Member($0.name, $0.value) })).canonicalBytes }

  /// The public digests.
  public var digests: ItemDigests { ItemDigests(of: disclosures) }
}
