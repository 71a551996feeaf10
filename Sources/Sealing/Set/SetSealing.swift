public import Attest
public import Record

/// Seals a set: takes its items one after another, and gives what is encrypted and what is public.
public struct SetSealing {
  /// A holder of a copy, before anything is sealed.
  public struct Holder: Sendable, Hashable {
    public var name: String
    public var recipients: [AgeRecipient]

    public init(name: String, recipients: [AgeRecipient]) { (self.name, self.recipients) = (name, recipients) }
  }

  /// Where the encrypted bytes of a copy go; the copy behind the last is the index.
  public typealias Sink = (_ copy: Int, _ bytes: [UInt8]) throws(AttestFault) -> Void

  private let holders: [Holder]
  private let canaries: [String]
  private let sink: Sink
  private var copies: [CopyWriter] = []
  private var salts = Salts()
  private var leaves: [Digest] = []
  private var ids: [(UInt64, UInt64)] = []
  private var offsets: [UInt64] = [0]

  /// Begins.
  ///
  /// - Throws: `seal-holder` where one holder or key stands twice.
  public init(for holders: [Holder], sink: @escaping Sink) throws(AttestFault) {
    try SetSealing.check(holders)
    self.holders = holders
    self.sink = sink
    canaries = holders.map { _ in Canary.fresh() }
    for index in holders.indices {
      copies.append(CopyWriter(try AgeWriter(to: holders[index].recipients) { (bytes) throws(AttestFault) in try sink(index, bytes) }))
    }
  }

  private static func check(_ holders: [Holder]) throws(AttestFault) {
    guard !holders.isEmpty else { throw AttestFault("age-recipient", "nobody could open the set: it has no recipient", help: "give `--recipient age1…`") }
    let (names, keys) = (holders.map(\.name), holders.flatMap(\.recipients))
    guard Set(names).count == names.count else {
      throw AttestFault("seal-holder", "two copies would have one holder", help: "give each a name of its own: `--recipient NAME=age1…`")
    }
    guard Set(keys).count == keys.count else {
      throw AttestFault("seal-holder", "one key would open two copies, so a leaked one would name nobody", help: "give each holder a key of its own")
    }
  }

  /// Takes the next item.
  public mutating func add(id: String, _ fields: JSON.Object) throws(AttestFault) {
    let disclosures = fields.members.map { Disclosure($0.name, $0.value, salt: salts.next()) }
    leaves.append(ItemDigests(of: disclosures).leaf)
    ids.append((SealIndex.key(of: id), UInt64(ids.count)))
    let head = Array("{\"canary\":\"".utf8)
    var tail = Array("\",\"disclosures\":[".utf8)
    for (index, disclosure) in disclosures.enumerated() {
      if index > 0 { tail.append(UInt8(ascii: ",")) }
      tail.append(UInt8(ascii: "\""))
      tail += disclosure.text.utf8
      tail.append(UInt8(ascii: "\""))
    }
    tail += "],\"id\":".utf8
    tail += JSON.string(id).canonicalBytes
    tail += [UInt8(ascii: "}"), 0x0A]
    for copy in holders.indices { try copies[copy].write(head + canaries[copy].utf8 + tail) }
    offsets.append((offsets.last ?? 0) + UInt64(head.count + Canary.count + tail.count))
  }

  /// Ends: the commitment, and the tree's digests from the leaves up.
  public mutating func finish(name: String, sealed: Timestamp) throws(AttestFault) -> (commitment: SealCommitment, tree: [UInt8]) {
    for copy in copies { try copy.finish() }
    let index = holders.count
    let sink = self.sink
    var writer = try AgeWriter(to: holders.flatMap(\.recipients)) { (bytes) throws(AttestFault) in try sink(index, bytes) }
    try writer.write(SealIndex.bytes(offsets: offsets, ids: ids))
    try writer.finish()
    let tree = MerkleTree(leaves: leaves)
    let made = zip(holders, canaries).map { SealCommitment.Copy(holder: $0.name, recipients: $0.recipients, canary: Canary.digest(of: $1)) }
    return (
      SealCommitment(name: name, count: leaves.count, root: tree.root, sealed: sealed, copies: made),
      tree.levels.flatMap { $0.flatMap(\.bytes) }
    )
  }

  /// Salts from the system's randomness, drawn many at once.
  private struct Salts {
    private var pool: [UInt8] = []
    private var at = 0

    mutating func next() -> [UInt8] {
      if at == pool.count {
        (pool, at) = (randomBytes(16 << 10), 0)
      }
      defer { at += 16 }
      return Array(pool[at..<(at + 16)])
    }
  }
}

/// A writer that stands in an array.
private final class CopyWriter {
  private var writer: AgeWriter?

  init(_ writer: consuming AgeWriter) { self.writer = consume writer }

  func write(_ bytes: [UInt8]) throws(AttestFault) { try writer?.write(bytes) }

  func finish() throws(AttestFault) { try writer.take()?.finish() }
}
