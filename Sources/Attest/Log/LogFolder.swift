// A log as plain files, so that any web server or repository can hold it.
internal import Glibc
internal import Record

/// The folder of a tiled log: `checkpoint`, and below `tile` the entries and the hashes over them.
public struct LogFolder: Sendable {
  /// Where it stands.
  public let path: String

  /// A folder that holds a log, or will hold one.
  public init(path: String) { self.path = BundleDraft.withoutTrailingSlash(path) }

  /// The name of the head's file.
  public static let checkpointName = "checkpoint"

  var checkpointPath: String { "\(path)/\(LogFolder.checkpointName)" }

  /// The head of the log; its signatures are not checked.
  ///
  /// - Throws: `not-a-log`, `note-malformed`, `checkpoint-malformed`, and what reading a file can throw.
  public func head() throws(AttestFault) -> SignedCheckpoint {
    guard unsafe access(checkpointPath, F_OK) == 0 else {
      throw AttestFault(
        "not-a-log", "`\(path)` holds no log: it has no file `\(LogFolder.checkpointName)`",
        help: "`etalon log init DIR --key KEY` makes one")
    }
    return try SignedCheckpoint(reading: try readFile(checkpointPath, limit: SignedNote.sizeLimit))
  }

  /// The bytes of a tile; where a partial one is gone, the first part of the full one that replaced it.
  public func read(_ tile: Tile) throws(AttestFault) -> [UInt8] {
    let limit = tile.content == .entries ? Tile.entryBytes : Tile.hashBytes
    let place = "\(path)/\(tile.path)"
    if tile.isPartial, unsafe access(place, F_OK) != 0 {
      let bytes = try readFile("\(path)/\(tile.full.path)", limit: limit)
      return tile.content == .entries ? bytes : Array(bytes.prefix(tile.width * 32))
    }
    return try readFile(place, limit: limit)
  }

  /// The tree over the first entries.
  public func tree(of size: UInt64) -> TiledTree {
    TiledTree(size: size) { (tile) throws(AttestFault) in try read(tile) }
  }

  /// The entries of a tile, each compared with its digest in the tree; the log has `size` entries.
  func entries(inTile index: UInt64, of size: UInt64, _ tree: inout TiledTree) throws(AttestFault) -> [[UInt8]] {
    guard let tile = Tile(.entries, index, inLogOf: size) else { throw TiledTree.damaged("there is no tile \(index) of entries") }
    guard let entries = LogEntry.unpack(try read(tile), count: tile.width) else { throw TiledTree.damaged("`\(tile.path)` is cut off") }
    for (offset, entry) in entries.enumerated() {
      guard try tree.leaf(index << UInt64(Tile.height) + UInt64(offset)) == MerkleTree.leaf(entry) else {
        throw TiledTree.damaged("entry \(offset) of `\(tile.path)` is not the one that its hash speaks of")
      }
    }
    return entries
  }

  /// Hands over every entry with its number, each compared with its digest.
  ///
  /// Complexity: O(n), with the memory of a tile.
  public func forEachEntry(of size: UInt64, _ body: (UInt64, [UInt8]) throws(AttestFault) -> Void) throws(AttestFault) {
    var tree = tree(of: size)
    var number: UInt64 = 0
    while number < size {
      for entry in try entries(inTile: number >> UInt64(Tile.height), of: size, &tree) {
        try body(number, entry)
        number += 1
      }
    }
  }

  /// The entry with a number.
  public func entry(_ number: UInt64, of size: UInt64) throws(AttestFault) -> [UInt8] {
    guard number < size else { throw AttestFault("log-entry", "the log has \(size) entries, and none with the number \(number)") }
    var tree = tree(of: size)
    return try entries(inTile: number >> UInt64(Tile.height), of: size, &tree)[Int(number & UInt64(Tile.fullWidth - 1))]
  }

  /// The number of the first entry with these bytes, or `nil`.
  ///
  /// Complexity: O(n) in the size of the log.
  public func number(of entry: [UInt8], in size: UInt64) throws(AttestFault) -> UInt64? {
    let leaf = MerkleTree.leaf(entry)
    var tree = tree(of: size)
    for number in 0..<size where try tree.leaf(number) == leaf { return number }
    return nil
  }

  /// The proof that an entry stands in the log, under its head of now.
  ///
  /// - Throws: `log-damaged` where the tiles do not lead to the head's root.
  public func proof(of number: UInt64) throws(AttestFault) -> LogProof {
    let head = try head()
    var tree = tree(of: head.checkpoint.size)
    let proof = LogProof(index: number, path: try tree.inclusionProof(of: number), checkpoint: head)
    guard proof.includes(try entry(number, of: head.checkpoint.size)) else { throw LogFolder.unlikeHead }
    return proof
  }

  static let unlikeHead = TiledTree.damaged("the tiles do not have the root that `\(checkpointName)` signs")
}

extension LogFolder {
  /// Demands that an earlier head is one of this log's past.
  ///
  /// - Throws: `log-forked`, `log-damaged`.
  public func demandConsistency(since earlier: Checkpoint) throws(AttestFault) {
    let now = try head().checkpoint
    var tree = tree(of: now.size)
    guard try tree.root() == now.root else { throw LogFolder.unlikeHead }
    guard earlier.origin.utf8.elementsEqual(now.origin.utf8) else {
      throw LogFolder.forked("the earlier checkpoint is of log `\(earlier.origin)`, this is `\(now.origin)`")
    }
    guard earlier.size <= now.size else {
      throw LogFolder.forked("it had \(earlier.size) entries and has \(now.size) now: entries were taken away")
    }
    if earlier.size == 0, earlier.root == SHA256.digest(of: []) { return }
    let proof = try tree.consistencyProof(from: earlier.size)
    guard MerkleTree.isConsistent(from: earlier.size, earlier.root, to: now.size, now.root, proof: proof) else {
      throw LogFolder.forked("its first \(earlier.size) entries are not those of the earlier checkpoint")
    }
  }

  /// Demands that every tile and every entry is the one that the head speaks of.
  ///
  /// Complexity: O(n).
  public func demandWholeness() throws(AttestFault) {
    let now = try head().checkpoint
    var leaves = MerkleTree.Frontier()
    try forEachEntry(of: now.size) { (_, entry) in leaves.append(MerkleTree.leaf(entry)) }
    var tree = tree(of: now.size)
    guard leaves.root == now.root, try tree.root() == now.root else { throw LogFolder.unlikeHead }
  }

  static func forked(_ reason: String) -> AttestFault {
    AttestFault(
      "log-forked", "the log is not a continuation: \(reason)", help: "keep both checkpoints: together they show what its owner did")
  }
}

extension MerkleTree {
  /// The heads of the whole subtrees of a tree that grows, the largest first: enough for its root.
  struct Frontier {
    private var heads: [(height: Int, digest: Digest)] = []

    /// Appends the digest of a leaf.
    mutating func append(_ leaf: Digest) {
      heads.append((0, leaf))
      while heads.count > 1, heads[heads.count - 1].height == heads[heads.count - 2].height {
        let right = heads.removeLast()
        let left = heads.removeLast()
        heads.append((left.height + 1, MerkleTree.parent(left.digest, right.digest)))
      }
    }

    /// The root of the tree as it is now.
    var root: Digest {
      guard var digest = heads.last?.digest else { return SHA256.digest(of: []) }
      for head in heads.dropLast().reversed() { digest = MerkleTree.parent(head.digest, digest) }
      return digest
    }
  }
}
