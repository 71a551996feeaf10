public import Attest
public import Record

/// Some items of a sealed set with the proofs that they are of it: what anybody can check without a key.
public struct Opening: Sendable, Hashable {
  /// The digest that names the set.
  public var commitment: Digest
  /// The items that are shown.
  public var items: [Item]

  /// One item.
  public struct Item: Sendable, Hashable {
    /// From 0.
    public var index: Int
    /// What the owner of the set calls it: a label that nothing proves.
    public var id: String
    /// The fields that are shown.
    public var disclosures: [Disclosure]
    /// The digests of all its fields.
    public var digests: ItemDigests
    /// From the leaf upwards.
    public var proof: [Digest]

    /// An item by its parts.
    public init(index: Int, id: String, disclosures: [Disclosure], digests: ItemDigests, proof: [Digest]) {
      (self.index, self.id, self.disclosures, self.digests, self.proof) = (index, id, disclosures, digests, proof)
    }

    /// The fields that are shown, as a line of JSON Lines without the line feed.
    public var line: [UInt8] { JSON.object(JSON.Object(disclosures.map { JSON.Object.Member($0.name, $0.value) })).canonicalBytes }

    /// Whether every field is shown.
    public var isWhole: Bool { disclosures.count == digests.digests.count }
  }

  static let schema = "etalon-opening-1"

  /// An opening by its parts.
  public init(commitment: Digest, items: [Item]) { (self.commitment, self.items) = (commitment, items) }

  /// The record, canonical.
  public var json: JSON {
    let items = items.map { item in
      [
        "digests": .array(item.digests.digests.map { .string($0) }), "disclosures": .array(item.disclosures.map { .string($0.text) }),
        "id": .string(item.id), "index": .number(Double(item.index)), "proof": .array(item.proof.map { .string($0.hex) }),
      ] as JSON
    }
    return ["commitment": .string(commitment.hex), "items": .array(items), "schema": .string(Opening.schema)]
  }

  /// What `check` proves, canonical: the place and the shown fields of each item, and nothing that only the file says.
  public var proven: JSON {
    [
      "commitment": .string(commitment.hex),
      "items": .array(
        items.map { item in
          [
            "fields": .object(JSON.Object(item.disclosures.map { JSON.Object.Member($0.name, $0.value) })),
            "index": .number(Double(item.index)),
          ]
        }),
    ]
  }

  /// Reads an opening.
  ///
  /// - Throws: `seal-opening`.
  public init(_ bytes: [UInt8]) throws(AttestFault) {
    guard let record = try? JSON(parsing: bytes, limits: JSON.Limits(depth: 8, bytes: 256 << 20, nodes: 10_000_000)) else {
      throw Opening.fault("it is no JSON")
    }
    self = try Opening(record)
  }

  /// Reads an opening from its record.
  public init(_ record: JSON) throws(AttestFault) {
    guard record["schema"]?.text == Opening.schema, let commitment = record["commitment"]?.text.flatMap(Digest.init(hex:)),
      let records = record["items"]?.elements, !records.isEmpty
    else { throw Opening.fault("it is no record of the schema `\(Opening.schema)`") }
    self.commitment = commitment
    items = []
    for record in records { items.append(try Opening.item(record)) }
  }

  private static func item(_ record: JSON) throws(AttestFault) -> Item {
    guard let number = record["index"]?.number, let index = Int(exactly: number), index >= 0, let id = record["id"]?.text,
      let texts = record["disclosures"]?.elements, let digests = record["digests"]?.elements?.compactMap(\.text),
      let proof = record["proof"]?.elements?.compactMap({ $0.text.flatMap(Digest.init(hex:)) })
    else { throw fault("an item is malformed") }
    let disclosures = texts.compactMap { $0.text.flatMap(Disclosure.init) }
    guard disclosures.count == texts.count else { throw fault("a field of item \(index) is malformed") }
    return Item(index: index, id: id, disclosures: disclosures, digests: ItemDigests(sorted: digests), proof: proof)
  }

  /// Refuses an opening whose items are not those of the set that a commitment names.
  ///
  /// - Throws: `seal-opening`, with the item.
  public func check(against commitment: SealCommitment) throws(AttestFault) {
    guard self.commitment == commitment.digest else {
      throw Opening.fault("it is of the set \(self.commitment.short)…, and the commitment is of \(commitment.digest.short)…")
    }
    guard Set(items.map(\.index)).count == items.count else { throw Opening.fault("an item stands in it twice") }
    for item in items { try check(item, commitment) }
  }

  private func check(_ item: Item, _ commitment: SealCommitment) throws(AttestFault) {
    let known = Set(item.digests.digests)
    guard known.count == item.digests.digests.count, item.digests.digests == item.digests.digests.sorted() else {
      throw Opening.fault("the digests of item \(item.index) are not sorted")
    }
    for disclosure in item.disclosures where !known.contains(disclosure.digest) {
      throw Opening.fault("a field of item \(item.index) has another digest than was sealed")
    }
    guard Set(item.disclosures.map(\.name)).count == item.disclosures.count else {
      throw Opening.fault("a field of item \(item.index) is shown twice")
    }
    let isIncluded = MerkleTree.isIncluded(
      leaf: item.digests.leaf, at: UInt64(item.index), of: UInt64(commitment.count), proof: item.proof, root: commitment.root)
    guard isIncluded else { throw Opening.fault("item \(item.index) is not the one that was sealed at its place") }
  }

  static func fault(_ reason: String) -> AttestFault {
    AttestFault(
      "seal-opening", "the opening does not hold: \(reason)", help: "get it again from whoever opened the items; believe nothing of it")
  }
}
