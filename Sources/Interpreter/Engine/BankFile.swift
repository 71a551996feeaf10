public import Attest
internal import Record
public import Sealing

/// The file of a bank, and how its items were asked.
public struct BankFile: Sendable {
  /// Where it lies.
  public let path: String
  public var bank: QuestionBank

  /// Reads a bank.
  ///
  /// - Throws: `no-such-file`, `bank-malformed` and what its rules say.
  public init(_ path: String) throws(AttestFault) {
    self.path = path
    bank = try QuestionBank(try readFile(path, limit: QuestionBank.limit))
  }

  /// A bank that is not written yet.
  public init(new path: String, name: String) { (self.path, bank) = (path, QuestionBank(name: name)) }

  /// Writes the bank in the place of what was there.
  public func write() throws(RunFault) { try Files.replace(path, bank.bytes) }

  /// A set as a release: of a file of items, or of a sealed set with an identity that opens it.
  ///
  /// - Throws: `bad-items`, `age-identity`, `seal-differs`.
  public static func release(
    _ name: String, on date: QuestionBank.Day, set: String, idField: String, identities: [AgeIdentity]
  ) throws(AttestFault) -> QuestionBank.Release {
    if isFolder(set) || set.hasSuffix("commitment.json") {
      let sealed = try SealedSet(set)
      return QuestionBank.Release(
        name: name, date: date, dataset: sealed.commitment.digest, isSealed: true, items: try sealed.ids(with: identities))
    }
    let bytes = try readFile(set, limit: DatasetBytes.limit)
    let isTable = set.hasSuffix(".csv") || set.hasSuffix(".csv.gz")
    var ids: [String] = []
    do throws(DataFault) {
      var rows = try ItemRows(try DatasetBytes.plain(bytes), format: isTable ? CSVFormat.word : JSONLinesFormat.word)
      while let row = try rows.next() { ids.append(row.fields[idField].flatMap(SealedSet.idText) ?? "\(ids.count + 1)") }
    } catch {
      throw AttestFault("bad-items", "`\(set)`\(error.place.map { ", line \($0.line)" } ?? ""): \(error.message)", help: error.help)
    }
    return QuestionBank.Release(name: name, date: date, dataset: SHA256.digest(of: bytes), isSealed: false, items: ids)
  }

  /// How often items were asked.
  public struct Exposure: Sendable {
    /// By item; those that were never asked are left out.
    public var counts: [String: Int] = [:]
    /// The evaluations that asked a release.
    public var runs = 0
    /// Bundles without one.
    public var others: [String] = []
  }

  /// Counts the evaluations of bundles that asked each item.
  ///
  /// - Throws: `bundle-not-intact`.
  /// Complexity: linear in the item records.
  public func exposure(in bundles: [String]) throws(RunFault) -> Exposure {
    var exposure = Exposure()
    for path in bundles {
      let bundle = try IntactBundle(path)
      var isOfBank = false
      for node in bundle.records.plan.nodes {
        guard case .evaluate(let work) = node.work, let input = bundle.records.plan.input(work.dataset),
          let release = bank.release(of: input.sha256)
        else { continue }
        isOfBank = true
        let width = 1 + work.prompt.variants.count
        var asked: Set<Int> = []
        for line in bundle.records.trials where line.node == node.id {
          _ = bundle.reading.folder.forEachItem(of: line) { record in
            asked.insert(record.position / width)
            return true
          }
        }
        if !asked.isEmpty { exposure.runs += 1 }
        for place in asked where release.items.indices.contains(place) { exposure.counts[release.items[place], default: 0] += 1 }
      }
      if !isOfBank { exposure.others.append(path) }
    }
    return exposure
  }
}

extension SealedSet {
  /// What the owner calls the items, in their order.
  func ids(with identities: [AgeIdentity]) throws(AttestFault) -> [String] {
    let copy = try copy(for: identities)
    let reader = try SealedFile(self.copy(of: copy.holder)).opened(with: identities)
    var (ids, held): ([String], [UInt8]) = ([], [])
    try reader.read(0..<reader.count, orFault: { $0 }) { (piece) throws(AttestFault) in
      for index in 0..<piece.count {
        if piece[index] == 0x0A {
          ids.append(try SealedLine(held).id)
          held.removeAll(keepingCapacity: true)
        } else {
          held.append(piece[index])
        }
      }
    }
    return ids
  }
}
