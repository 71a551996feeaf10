// The binary Merkle tree of Certificate Transparency (RFC 6962 section 2.1; RFC 9162 section 2.1 has the same hashes).
public import Record

/// A Merkle tree over a list of byte strings: one digest that commits to all of them, and short proofs that one is among them.
///
/// Every level is kept, twice the digests of the leaves, so that a proof takes no hashing.
public struct MerkleTree: Sendable {
  /// The digests of each level from the leaves up to the root alone; a last one without a partner stands in the next level as it is.
  package let levels: [[Digest]]

  /// A tree over entries in order.
  ///
  /// Complexity: O(total bytes).
  public init(_ entries: some Sequence<[UInt8]>) { self.init(leaves: entries.map(MerkleTree.leaf)) }

  /// A tree over the digests of its entries, each by `leaf(_:)`, in order.
  ///
  /// Complexity: O(n) hashes.
  public init(leaves: [Digest]) {
    var levels = [leaves]
    var hash = SHA256()
    while let level = levels.last, level.count > 1 {
      var above: [Digest] = []
      above.reserveCapacity((level.count + 1) / 2)
      for left in stride(from: 0, to: level.count - 1, by: 2) { above.append(hash.parent(level[left], level[left + 1])) }
      if level.count % 2 == 1 { above.append(level[level.count - 1]) }
      levels.append(above)
    }
    self.levels = levels
  }

  /// How many entries it has.
  public var count: Int { levels[0].count }

  /// The tree's head; that of no entries is SHA-256 of nothing.
  public var root: Digest { levels.last?.first ?? SHA256.digest(of: []) }

  /// The digest of an entry: SHA-256 of 0x00 and its bytes.
  public static func leaf(_ entry: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update([0])
    hash.update(entry)
    return hash.finalize()
  }

  /// The digest of an inner node: SHA-256 of 0x01 and both children.
  static func parent(_ left: Digest, _ right: Digest) -> Digest {
    var hash = SHA256()
    return hash.parent(left, right)
  }

  /// The audit path of an entry (RFC 6962 section 2.1.1), from the leaf upwards; `nil` for an index that is none.
  ///
  /// Complexity: O(log n), without hashing.
  public func inclusionProof(of index: Int) -> [Digest]? {
    guard levels[0].indices.contains(index) else { return nil }
    return levels.enumerated().compactMap { height, level in
      let sibling = (index >> height) ^ 1
      return level.indices.contains(sibling) ? level[sibling] : nil
    }
  }

  /// Whether a proof shows that the leaf stands at an index of the tree of that size and root (RFC 9162 section 2.1.3.2).
  public static func isIncluded(leaf: Digest, at index: UInt64, of size: UInt64, proof: [Digest], root: Digest) -> Bool {
    guard index < size, proof.count <= 64 else { return false }
    var (node, last, hash) = (index, size - 1, leaf)
    for sibling in proof {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = parent(sibling, hash)
        while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        hash = parent(hash, sibling)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 && hash == root
  }
}

extension SHA256 {
  /// The digest of an inner node of a Merkle tree.
  mutating func parent(_ left: Digest, _ right: Digest) -> Digest {
    update(CollectionOfOne(1))
    update(left.bytes)
    update(right.bytes)
    return next()
  }
}
