public import Record

extension MerkleTree {
  /// Whether a proof shows that a tree is the beginning of a larger one (RFC 9162 section 2.1.4.2).
  ///
  /// From an empty tree nothing can be shown, so it is refused; two trees of one size are consistent where their roots are equal.
  ///
  /// Complexity: O(n) hashes in the length of the proof.
  public static func isConsistent(from size: UInt64, _ root: Digest, to newSize: UInt64, _ newRoot: Digest, proof: [Digest]) -> Bool {
    if size == newSize { return proof.isEmpty && root == newRoot }
    guard size > 0, size < newSize, proof.count <= 64 else { return false }
    // A whole subtree of the larger tree is its own first step.
    var path = (size & (size - 1) == 0 ? [root] : []) + proof
    guard !path.isEmpty else { return false }
    var (node, last) = (size - 1, newSize - 1)
    while node & 1 == 1 { (node, last) = (node >> 1, last >> 1) }
    let first = path.removeFirst()
    var (old, new) = (first, first)
    for sibling in path {
      guard last > 0 else { return false }
      if node & 1 == 1 || node == last {
        (old, new) = (parent(sibling, old), parent(sibling, new))
        while node & 1 == 0, node != 0 { (node, last) = (node >> 1, last >> 1) }
      } else {
        new = parent(new, sibling)
      }
      (node, last) = (node >> 1, last >> 1)
    }
    return last == 0 && old == root && new == newRoot
  }
}
