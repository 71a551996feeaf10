package import Attest
internal import Record

/// Where the lines of a copy begin, and which item has an id: so that a few items open without the rest.
package enum SealIndex {
  /// The first eight bytes of an id's SHA-256.
  static func key(of id: String) -> UInt64 { SHA256.digest(of: id.utf8).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

  static func bytes(offsets: [UInt64], ids: [(UInt64, UInt64)]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(offsets.count * 24)
    func append(_ value: UInt64) { for shift in stride(from: 56, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) } }
    for offset in offsets { append(offset) }
    for (key, index) in ids.sorted(by: { $0 < $1 }) {
      append(key)
      append(index)
    }
    return bytes
  }

  /// How long it is for so many items.
  static func count(_ items: Int) -> Int { (items + 1) * 8 + items * 16 }

  static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}

/// An index that is open.
package struct OpenIndex: ~Copyable {
  private let reader: AgeReader
  private let count: Int

  /// - Throws: `seal-differs` where it is not that of so many items.
  package init(_ reader: consuming AgeReader, items count: Int) throws(AttestFault) {
    guard reader.count == SealIndex.count(count) else { throw SealFault.differs("its index is of another number of items") }
    self.reader = reader
    self.count = count
  }

  /// Where the line of an item stands.
  package func range(of item: Int) throws(AttestFault) -> Range<Int> {
    let bytes = try reader.bytes(item * 8..<(item * 8 + 16))
    guard let start = Int(exactly: SealIndex.number(bytes.prefix(8))), let end = Int(exactly: SealIndex.number(bytes.suffix(8))), start < end,
      end - start < 4 << 20
    else { throw SealFault.differs("its index is malformed") }
    return start..<end
  }

  /// The items that may have an id.
  ///
  /// Complexity: O(log n) reads.
  package func candidates(for id: String) throws(AttestFault) -> [Int] {
    let wanted = SealIndex.key(of: id)
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if try entry(middle).key < wanted { low = middle + 1 } else { high = middle }
    }
    var found: [Int] = []
    while low < count, case let (key, item) = try entry(low), key == wanted {
      guard let item = Int(exactly: item), item < count else { throw SealFault.differs("its index is malformed") }
      found.append(item)
      low += 1
    }
    return found
  }

  private func entry(_ place: Int) throws(AttestFault) -> (key: UInt64, item: UInt64) {
    let start = (count + 1) * 8 + place * 16
    let bytes = try reader.bytes(start..<(start + 16))
    return (SealIndex.number(bytes.prefix(8)), SealIndex.number(bytes.suffix(8)))
  }
}

/// Faults that several files share.
enum SealFault {
  static func differs(_ reason: String) -> AttestFault {
    AttestFault(
      "seal-differs", "the sealed set is not the one of its commitment: \(reason)",
      help: "get the folder again from whoever sealed it; a run and a check take nothing from it")
  }
}
