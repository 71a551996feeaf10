// The binary Merkle tree of Certificate Transparency (RFC 6962 section 2.1; RFC 9162 section 2.1 has the same hashes).
public import Record

/// A Merkle tree over a list of byte strings: one digest that commits to all of them, and short proofs that one is among them.
public struct MerkleTree: Sendable {
  /// Digests of the leaves, in order.
  private let leaves: [Digest]

  /// A tree over entries in order.
  ///
  /// Complexity: O(total bytes).
  public init(_ entries: some Sequence<[UInt8]>) { leaves = entries.map(MerkleTree.leaf) }

  /// A tree over the digests of its entries, each by `leaf(_:)`, in order.
  public init(leaves: [Digest]) { self.leaves = leaves }

  /// How many entries it has.
  public var count: Int { leaves.count }

  /// The tree's head; that of no entries is SHA-256 of nothing.
  ///
  /// Complexity: O(n) hashes.
  public var root: Digest { MerkleTree.root(leaves[...]) }

  /// The digest of an entry: SHA-256 of 0x00 and its bytes.
  public static func leaf(_ entry: [UInt8]) -> Digest {
    var hash = SHA256()
    hash.update([0])
    hash.update(entry)
    return hash.finalize()
  }

  /// The digest of an inner node: SHA-256 of 0x01 and both children.
  static func parent(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.digest(of: [1] + left.bytes + right.bytes)
  }

  private static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    guard let first = leaves.first else { return SHA256.digest(of: []) }
    guard leaves.count > 1 else { return first }
    let middle = leaves.startIndex + split(leaves.count)
    return parent(root(leaves[..<middle]), root(leaves[middle...]))
  }

  /// The largest power of two below a count of at least 2.
  private static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

  /// The audit path of an entry (RFC 6962 section 2.1.1), from the leaf upwards; `nil` for an index that is none.
  public func inclusionProof(of index: Int) -> [Digest]? {
    guard leaves.indices.contains(index) else { return nil }
    return MerkleTree.path(to: index, in: leaves[...])
  }

  private static func path(to index: Int, in leaves: ArraySlice<Digest>) -> [Digest] {
    guard leaves.count > 1 else { return [] }
    let middle = leaves.startIndex + split(leaves.count)
    return leaves.startIndex + index < middle
      ? path(to: index, in: leaves[..<middle]) + [root(leaves[middle...])]
      : path(to: leaves.startIndex + index - middle, in: leaves[middle...]) + [root(leaves[..<middle])]
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
