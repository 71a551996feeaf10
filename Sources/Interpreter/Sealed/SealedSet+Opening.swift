public import Attest
internal import Glibc
public import Record
public import Sealing
internal import Text

extension SealedSet {
  /// Opens chosen items: they are shown with their proofs, burned, and move to the open set.
  ///
  /// - Parameters:
  ///   - ids: What the set's owner calls them.
  ///   - fields: The fields that are shown; all without it.
  /// - Throws: `age-identity`, `seal-no-item`, `seal-burned`, `seal-differs`.
  public func open(
    _ ids: [String], fields: [String]? = nil, with identities: [AgeIdentity], at time: Timestamp? = nil
  ) throws(AttestFault) -> (opening: Opening, path: String) {
    let copy = try copy(for: identities)
    let indices = try indices(of: ids, with: identities)
    let opening = try opening(indices, fields: fields, copy, with: identities)
    return (opening, try burn(opening, .opened, at: time ?? Bench.system.now(), by: copy.holder))
  }

  /// Notes that items were shown, and keeps what was shown; gives the file of the opening.
  func burn(
    _ opening: Opening, _ act: AccessLog.Act, at time: Timestamp, by holder: String, for subject: Digest? = nil
  ) throws(AttestFault) -> String {
    let entry = AccessLog.Entry(act, at: time, by: holder, items: opening.items.map(\.index).sorted(), for: subject)
    var number = 0
    try note(entry) { (log) throws(AttestFault) in
      number = log.entries.count
      if act == .opened { try refuse(opening, log) }
    }
    try makeFolders(file(SealedSet.openingsName))
    let path = file("\(SealedSet.openingsName)/\(number).json")
    try writeNewFile(path, opening.json.canonicalBytes)
    try keep(opening.items.filter(\.isWhole))
    return path
  }

  /// An item is opened once.
  private func refuse(_ opening: Opening, _ log: AccessLog) throws(AttestFault) {
    for item in opening.items {
      guard let entry = log.entries.first(where: { $0.items.contains(item.index) }) else { continue }
      throw AttestFault(
        "seal-burned", "the item \(quoted(item.id)) was opened before, on \(entry.time) by \(quoted(entry.holder))",
        help: "its opening stands in `\(SealedSet.openingsName)`, and `\(SealedSet.openName)` has it in plain; nothing was opened now")
    }
    let known = Set(try openedItems().map(\.index))
    if let item = opening.items.first(where: { known.contains($0.index) }) {
      throw AttestFault(
        "seal-burned", "the item \(quoted(item.id)) was opened before: an opening in `\(SealedSet.openingsName)` has it, though the access log does not",
        help: "find out who opened it without a trace; nothing was opened now")
    }
  }

  /// The items that somebody was shown, by the access log and by the openings that lie in the folder.
  ///
  /// - Throws: `seal-log`, `seal-opening`.
  public func burned() throws(AttestFault) -> Set<Int> { try log().burned.union(try openedItems().map(\.index)) }

  /// Appends items to the open set.
  private func keep(_ items: [Opening.Item]) throws(AttestFault) {
    let path = file(SealedSet.openName)
    var lines: [UInt8] = []
    for item in items { lines += item.line + [0x0A] }
    do throws(SystemError) {
      let file = try OpenFile.open(path, flags: O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, mode: 0o666)
      try file.write(lines.span)
      try file.synchronize()
    } catch { throw error.fault("write", path) }
  }

  /// Every item that was opened, by the openings that the folder keeps, each checked against the commitment.
  ///
  /// - Throws: `seal-opening`.
  func openedItems() throws(AttestFault) -> [Opening.Item] {
    var items: [Opening.Item] = []
    for name in Files.names(in: file(SealedSet.openingsName)) {
      let opening = try Opening(try readFile(file("\(SealedSet.openingsName)/\(name)"), limit: 256 << 20))
      try opening.check(against: commitment)
      items += opening.items
    }
    return items
  }

  /// The places of items by their ids.
  func indices(of ids: [String], with identities: [AgeIdentity]) throws(AttestFault) -> [Int] {
    let reader = try SealedFile(copy(of: copy(for: identities).holder)).opened(with: identities)
    let index = try self.index(with: identities)
    var indices: [Int] = []
    for id in ids {
      var found: Int?
      for candidate in try index.candidates(for: id) {
        let line = try SealedLine(try reader.bytes(try index.range(of: candidate)).dropLast())
        if line.id.utf8.elementsEqual(id.utf8) { found = candidate }
      }
      guard let found else {
        throw AttestFault(
          "seal-no-item", "the set \(quoted(commitment.name)) has no item \(quoted(id))",
          help: "items without an id are called by their numbers, from 1")
      }
      if indices.contains(found) { throw AttestFault("seal-no-item", "the item \(quoted(id)) is named twice", help: "name each item once") }
      indices.append(found)
    }
    return indices
  }

  private func index(with identities: [AgeIdentity]) throws(AttestFault) -> OpenIndex {
    try OpenIndex(try SealedFile(file(SealedSet.indexName)).opened(with: identities), items: commitment.count)
  }

  /// Some items with their proofs, each checked against the commitment.
  func opening(
    _ indices: [Int], fields: [String]? = nil, _ copy: SealCommitment.Copy, with identities: [AgeIdentity]
  ) throws(AttestFault) -> Opening {
    let reader = try SealedFile(self.copy(of: copy.holder)).opened(with: identities)
    let index = try self.index(with: identities)
    let file = try SealedFile(file(SealedSet.treeName))
    let tree = StoredTree(count: commitment.count) { (range) throws(AttestFault) in try file.bytes(range) }
    var items: [Opening.Item] = []
    for place in indices {
      let line = try SealedLine(try reader.bytes(try index.range(of: place)).dropLast())
      let shown = line.disclosures.filter { fields?.contains($0.name) ?? true }
      guard !shown.isEmpty else {
        throw AttestFault(
          "seal-no-item", "the item \(quoted(line.id)) has none of the fields that are wanted", help: "leave `--fields` out to show all")
      }
      items.append(Opening.Item(index: place, id: line.id, disclosures: shown, digests: line.digests, proof: try tree.proof(of: place)))
    }
    let opening = Opening(commitment: commitment.digest, items: items)
    try opening.check(against: commitment)
    return opening
  }

  /// Every item as JSON Lines, checked against the commitment: what a run asks.
  ///
  /// Complexity: O(bytes).
  func items(with identities: [AgeIdentity]) throws(AttestFault) -> [UInt8] {
    let copy = try copy(for: identities)
    let reader = try SealedFile(self.copy(of: copy.holder)).opened(with: identities)
    var (items, leaves, held): ([UInt8], [Digest], [UInt8]) = ([], [], [])
    items.reserveCapacity(reader.count / 2)
    try reader.read(0..<reader.count, orFault: { $0 }) { (piece) throws(AttestFault) in
      for index in 0..<piece.count {
        guard piece[index] == 0x0A else {
          held.append(piece[index])
          continue
        }
        let line = try SealedLine(held)
        leaves.append(line.digests.leaf)
        items += line.item + [0x0A]
        held.removeAll(keepingCapacity: true)
      }
    }
    guard held.isEmpty, leaves.count == commitment.count, MerkleTree(leaves: leaves).root == commitment.root else {
      throw AttestFault(
        "seal-differs", "the copy of \(quoted(copy.holder)) is not the set of its commitment",
        help: "get the folder again from whoever sealed it; nothing was asked")
    }
    return items
  }

  /// Publishes an identity, so that everybody can open the set and check every past run over it.
  ///
  /// - Throws: `age-identity` where it opens no copy.
  public func publish(_ identities: [AgeIdentity], at time: Timestamp? = nil) throws(AttestFault) -> String {
    let copy = try copy(for: identities)
    let path = file(SealedSet.identityName)
    try note(AccessLog.Entry(.published, at: time ?? Bench.system.now(), by: copy.holder))
    let mine = identities.filter { copy.recipients.contains($0.recipient) }
    try writeNewFile(path, mine.flatMap { identity in identity.withText { Array("# public key: \(identity.recipient)\n\($0)\n".utf8) } })
    return path
  }
}
