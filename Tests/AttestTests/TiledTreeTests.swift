import Attest
import Record
import TestSupport
import Testing

@Suite struct `A tile` {
  @Test(
    arguments: [
      (0, 70_000, "tile/0/000"), (272, 70_000, "tile/0/272"), (273, 70_000, "tile/0/273.p/112"),
      (1_234_067, 1_234_068 * 256, "tile/0/x001/x234/067"),
    ] as [(UInt64, UInt64, String)])
  func `has the path that the specification gives it`(index: UInt64, size: UInt64, path: String) {
    #expect(Tile(.hashes(level: 0), index, inLogOf: size)?.path == path)
    #expect(Tile(.entries, index, inLogOf: size)?.path == path.replacing("tile/0/", with: "tile/entries/"))
  }

  @Test func `of a higher level holds the roots of full tiles alone`() {
    #expect(Tile(.hashes(level: 1), 0, inLogOf: 70_000)?.path == "tile/1/000")
    #expect(Tile(.hashes(level: 1), 1, inLogOf: 70_000)?.path == "tile/1/001.p/17")
    #expect(Tile(.hashes(level: 2), 0, inLogOf: 70_000)?.path == "tile/2/000.p/1")
    #expect(Tile(.hashes(level: 1), 0, inLogOf: 256)?.path == "tile/1/000.p/1")
    #expect(Tile(.hashes(level: 3), 0, inLogOf: 70_000) == nil)
    #expect(Tile(.hashes(level: 0), 274, inLogOf: 70_000) == nil && Tile(.entries, 0, inLogOf: 0) == nil)
    #expect(Tile(.hashes(level: 0), .max, inLogOf: 5) == nil && Tile(.hashes(level: 9), 0, inLogOf: .max) == nil)
  }
}

/// A log in memory, from its leaves, by the definition of tiles.
private struct MemoryLog {
  let leaves: [Digest]

  func read(_ tile: Tile) -> [UInt8] {
    guard case .hashes(let level) = tile.content else { return [] }
    let span = (0..<level).reduce(1) { count, _ in count * 256 }
    return (0..<tile.width).flatMap { offset -> [UInt8] in
      let first = (Int(tile.index) * 256 + offset) * span
      return MemoryLog.root(leaves[first..<(first + span)]).bytes
    }
  }

  /// RFC 6962 section 2.1 by its words, written a second time.
  static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    guard leaves.count > 1, let first = leaves.first else { return leaves.first ?? SHA256.digest(of: []) }
    var half = 1
    while half * 2 < leaves.count { half *= 2 }
    _ = first
    let middle = leaves.startIndex + half
    return SHA256.digest(of: [1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
  }
}

@Suite struct `A tree of tiles` {
  private static let leaves = (0..<600).map { MerkleTree.leaf(Array("entry \($0)".utf8)) }

  private func tree(_ size: Int) -> TiledTree {
    let log = MemoryLog(leaves: Array(Self.leaves[..<size]))
    return TiledTree(size: UInt64(size)) { (tile) throws(AttestFault) in log.read(tile) }
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 600])
  func `has the root that the definition gives`(size: Int) throws {
    var tree = tree(size)
    #expect(try tree.root() == MemoryLog.root(Self.leaves[..<size]))
  }

  @Test(arguments: [1, 2, 5, 8, 13, 256, 257, 600])
  func `proves every entry, and that every earlier log was its beginning`(size: Int) throws {
    var tree = tree(size)
    let root = try tree.root()
    for index in stride(from: 0, to: size, by: size > 50 ? 37 : 1) {
      let proof = try tree.inclusionProof(of: UInt64(index))
      #expect(MerkleTree.isIncluded(leaf: Self.leaves[index], at: UInt64(index), of: UInt64(size), proof: proof, root: root))
      let earlier = MemoryLog.root(Self.leaves[...index])
      let consistency = try tree.consistencyProof(from: UInt64(index + 1))
      #expect(
        MerkleTree.isConsistent(from: UInt64(index + 1), earlier, to: UInt64(size), root, proof: consistency), "\(index + 1) in \(size)")
      let other = SHA256.digest(of: [1])
      #expect(!MerkleTree.isConsistent(from: UInt64(index + 1), other, to: UInt64(size), root, proof: consistency))
    }
    #expect(throws: AttestFault.self) { try tree.inclusionProof(of: UInt64(size)) }
    #expect(throws: AttestFault.self) { try tree.consistencyProof(from: UInt64(size + 1)) }
  }

  @Test func `refuses a tile that is cut off`() {
    var tree = TiledTree(size: 3) { (_) throws(AttestFault) in [1, 2, 3] }
    let fault = #expect(throws: AttestFault.self) { try tree.root() }
    #expect(fault?.code == "log-damaged")
  }

  @Test func `of ten million entries proves one of them from a few tiles`() throws {
    // Where all entries are equal, all full tiles of a level are, so a log of any size is at hand.
    var hashes = [MerkleTree.leaf([7])]
    for _ in 0..<3 { hashes.append(MemoryLog.root(Array(repeating: hashes[hashes.count - 1], count: 256)[...])) }
    let levels = hashes
    nonisolated(unsafe) var reads = 0
    let size: UInt64 = 10_000_000
    func log() -> TiledTree {
      TiledTree(size: size) { (tile) throws(AttestFault) in
        unsafe reads += 1
        guard case .hashes(let level) = tile.content else { return [] }
        return Array(repeating: levels[level].bytes, count: tile.width).flatMap(\.self)
      }
    }
    var tree = log()
    let root = try tree.root()
    for index in [0, 1, 4_999_999, 8_388_607, 8_388_608, 9_999_999] as [UInt64] {
      unsafe reads = 0
      var fresh = log()
      let proof = try fresh.inclusionProof(of: index)
      #expect(MerkleTree.isIncluded(leaf: levels[0], at: index, of: size, proof: proof, root: root))
      #expect(unsafe reads <= 8)
    }
  }
}
