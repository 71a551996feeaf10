package import Attest
package import Record

/// The digests of a tree as they stand in a file: every level from the leaves up, one after another.
package struct StoredTree {
  package let count: Int
  private let read: (_ range: Range<Int>) throws(AttestFault) -> [UInt8]

  package init(count: Int, read: @escaping (_ range: Range<Int>) throws(AttestFault) -> [UInt8]) { (self.count, self.read) = (count, read) }

  /// The audit path of a leaf, from the leaf upwards; what it is worth shows against the root.
  ///
  /// Complexity: O(log n) reads.
  package func proof(of index: Int) throws(AttestFault) -> [Digest] {
    var (proof, size, place, base): ([Digest], Int, Int, Int) = ([], count, index, 0)
    while size > 1 {
      let sibling = place ^ 1
      if sibling < size {
        guard let digest = Digest(try read(base + sibling * 32..<(base + sibling * 32 + 32))) else { throw SealFault.differs("its tree is too short") }
        proof.append(digest)
      }
      base += size * 32
      (size, place) = ((size + 1) / 2, place / 2)
    }
    return proof
  }
}
