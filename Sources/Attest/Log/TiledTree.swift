// Roots and proofs of a Merkle tree (RFC 6962 section 2.1) from its tiles.
public import Record

/// The Merkle tree of a log of one size, whose hashes come from tiles that are read when they are needed.
///
/// Tiles are kept while a proof is made. Nothing that a tile says is believed before a root or proof made from it fits a signed checkpoint.
public struct TiledTree {
  /// Gives the bytes of a tile: 32 for each of its hashes.
  public typealias Reader = (Tile) throws(AttestFault) -> [UInt8]

  /// How many entries the log has.
  public let size: UInt64
  private let reader: Reader
  private var tiles: [Tile: [UInt8]] = [:]
  /// More than one proof needs, and few enough for a walk through a log of any size.
  private static let keptTiles = 64

  /// The tree of a log of a size.
  public init(size: UInt64, reader: @escaping Reader) {
    self.size = size
    self.reader = reader
  }

  /// The head of the tree.
  ///
  /// Complexity: O(log n) tiles and hashes.
  public mutating func root() throws(AttestFault) -> Digest {
    size == 0 ? SHA256.digest(of: []) : try hash(0..<size)
  }

  /// The digest of an entry.
  public mutating func leaf(_ index: UInt64) throws(AttestFault) -> Digest { try subtree(height: 0, index) }

  /// The audit path of an entry, from the leaf upwards (RFC 6962 section 2.1.1).
  ///
  /// Complexity: O(log n) tiles and hashes.
  public mutating func inclusionProof(of index: UInt64) throws(AttestFault) -> [Digest] {
    guard index < size else { throw AttestFault("log-entry", "the log has \(size) entries, and none with the number \(index)") }
    var range = 0..<size
    var siblings: [Range<UInt64>] = []
    while range.upperBound - range.lowerBound > 1 {
      let (left, right) = TiledTree.halves(range)
      siblings.append(left.contains(index) ? right : left)
      range = left.contains(index) ? left : right
    }
    return try hashes(siblings.reversed())
  }

  /// The proof that the log of an earlier size is the beginning of this one (RFC 6962 section 2.1.2).
  ///
  /// Complexity: O(log n) tiles and hashes.
  public mutating func consistencyProof(from earlier: UInt64) throws(AttestFault) -> [Digest] {
    guard earlier <= size else { throw AttestFault("log-entry", "the log has \(size) entries, fewer than \(earlier)") }
    if earlier == 0 || earlier == size { return [] }
    var range = 0..<size
    var parts: [Range<UInt64>] = []
    while range.upperBound != earlier {
      let (left, right) = TiledTree.halves(range)
      parts.append(earlier <= left.upperBound ? right : left)
      range = earlier <= left.upperBound ? left : right
    }
    // The verifier knows the earlier root already where the whole of it is one subtree.
    if range.lowerBound != 0 { parts.append(range) }
    return try hashes(parts.reversed())
  }

  private mutating func hashes(_ ranges: some Sequence<Range<UInt64>>) throws(AttestFault) -> [Digest] {
    var hashes: [Digest] = []
    for range in ranges { hashes.append(try hash(range)) }
    return hashes
  }

  /// A range in two, the left as large a power of two as leaves something to the right.
  private static func halves(_ range: Range<UInt64>) -> (left: Range<UInt64>, right: Range<UInt64>) {
    let last = range.upperBound - range.lowerBound - 1
    let middle = range.lowerBound + 1 << UInt64(63 - last.leadingZeroBitCount)
    return (range.lowerBound..<middle, middle..<range.upperBound)
  }

  /// The hash of a range that the tree's own divisions make.
  private mutating func hash(_ range: Range<UInt64>) throws(AttestFault) -> Digest {
    let count = range.upperBound - range.lowerBound
    if count & (count - 1) == 0 {
      let height = count.trailingZeroBitCount
      return try subtree(height: height, range.lowerBound >> UInt64(height))
    }
    let (left, right) = TiledTree.halves(range)
    return MerkleTree.parent(try hash(left), try hash(right))
  }

  /// The hash of a whole subtree of 2^height entries.
  private mutating func subtree(height: Int, _ index: UInt64) throws(AttestFault) -> Digest {
    let (level, inner) = (height / Tile.height, height % Tile.height)
    let first = index << UInt64(inner)
    guard let tile = Tile(.hashes(level: level), first >> UInt64(Tile.height), inLogOf: size) else {
      throw TiledTree.damaged("level \(level) has no tile for subtree \(index)")
    }
    let offset = Int(first & UInt64(Tile.fullWidth - 1))
    let bytes = try hashes(of: tile)
    guard offset + 1 << inner <= tile.width else { throw TiledTree.damaged("`\(tile.path)` does not reach to hash \(offset)") }
    return try TiledTree.fold(bytes, offset, 1 << inner)
  }

  private mutating func hashes(of tile: Tile) throws(AttestFault) -> [UInt8] {
    if let known = tiles[tile] { return known }
    let bytes = try reader(tile)
    guard bytes.count == tile.width * 32 else {
      throw TiledTree.damaged("`\(tile.path)` has \(bytes.count) bytes in place of \(tile.width * 32)")
    }
    if tiles.count >= TiledTree.keptTiles { tiles.removeAll(keepingCapacity: true) }
    tiles[tile] = bytes
    return bytes
  }

  /// The hash over hashes of a tile, a power of two of them.
  private static func fold(_ bytes: [UInt8], _ first: Int, _ count: Int) throws(AttestFault) -> Digest {
    guard count > 1 else {
      guard let digest = Digest(bytes[(first * 32)..<(first * 32 + 32)]) else { throw damaged("a hash of a tile is too short") }
      return digest
    }
    return MerkleTree.parent(try fold(bytes, first, count / 2), try fold(bytes, first + count / 2, count / 2))
  }

  static func damaged(_ what: String) -> AttestFault {
    AttestFault("log-damaged", "the log's files are damaged: \(what)", help: "take the folder from a copy, such as its repository")
  }
}
