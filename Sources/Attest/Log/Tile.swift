// The files of a tiled log (c2sp.org/tlog-tiles): hashes and entries in pieces of 256.

/// A file of a tiled log: up to 256 consecutive hashes of one level, or up to 256 entries.
public struct Tile: Sendable, Hashable {
  /// What a tile holds.
  public enum Content: Sendable, Hashable {
    /// Digests of the whole subtrees of 256^level entries; at level 0 those of the entries.
    case hashes(level: Int)
    /// The entries themselves.
    case entries
  }

  /// What it holds.
  public let content: Content
  /// Its number among the tiles of its kind.
  public let index: UInt64
  /// How many hashes or entries it holds, from 1 to 256.
  public let width: Int

  /// The width of a tile that is full.
  public static let fullWidth = 256
  /// Levels of the tree inside a tile.
  static let height = 8

  /// The tile with an index in a log of a size, or `nil` where that log has none there.
  public init?(_ content: Content, _ index: UInt64, inLogOf size: UInt64) {
    let level = if case .hashes(let level) = content { level } else { 0 }
    guard level >= 0, level < 8 else { return nil }
    let count = size >> UInt64(Tile.height * level)
    guard index <= count >> UInt64(Tile.height) else { return nil }
    let width = min(count - index << UInt64(Tile.height), UInt64(Tile.fullWidth))
    guard width > 0 else { return nil }
    self.init(content, index, width: Int(width))
  }

  private init(_ content: Content, _ index: UInt64, width: Int) {
    self.content = content
    self.index = index
    self.width = width
  }

  /// Whether it holds fewer than 256.
  public var isPartial: Bool { width < Tile.fullWidth }

  /// The tile that stands in its place once it is full.
  public var full: Tile { Tile(content, index, width: Tile.fullWidth) }

  /// The path in the log's folder, such as `tile/0/x001/067.p/8`.
  public var path: String { isPartial ? "\(partialsFolder)/\(width)" : stem }

  /// The folder of the partial tiles of this place.
  var partialsFolder: String { stem + ".p" }

  private var stem: String {
    let kind = if case .hashes(let level) = content { String(level) } else { "entries" }
    var parts = [Tile.threeDigits(index % 1000)]
    var rest = index / 1000
    while rest > 0 {
      parts.append("x" + Tile.threeDigits(rest % 1000))
      rest /= 1000
    }
    return "tile/\(kind)/\(parts.reversed().joined(separator: "/"))"
  }

  private static func threeDigits(_ number: UInt64) -> String {
    String(repeating: "0", count: 3 - String(number).count) + String(number)
  }

  /// The most bytes of a tile of hashes.
  static let hashBytes = fullWidth * 32
  /// The most bytes of a tile of entries.
  static let entryBytes = fullWidth * (2 + LogEntry.limit)
}

/// An entry of a log: bytes with their length before them, two bytes, big-endian.
public enum LogEntry {
  /// The most bytes of an entry.
  public static let limit = 65_535

  /// The entries of a tile one after another.
  static func pack(_ entries: some Sequence<[UInt8]>) -> [UInt8] {
    entries.flatMap { [UInt8(truncatingIfNeeded: $0.count >> 8), UInt8(truncatingIfNeeded: $0.count)] + $0 }
  }

  /// The first entries of a tile; `nil` where it does not hold so many.
  static func unpack(_ bytes: [UInt8], count: Int) -> [[UInt8]]? {
    var entries: [[UInt8]] = []
    var rest = bytes[...]
    for _ in 0..<count {
      guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
      let length = Int(high) << 8 | Int(low)
      guard rest.count >= length else { return nil }
      entries.append(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return entries
  }
}
