internal import Attest
internal import Record

/// Writes item records as lines of canonical JSON, a piece at a time; its memory does not grow with them.
struct ItemWriter: ~Copyable {
  private var hash = SHA256()
  private var piece: [UInt8] = []
  private var pieces = 0
  private let keep: (_ piece: [UInt8], _ number: Int) throws(RunFault) -> Void

  /// About how long a piece is.
  static let pieceSize = 256 << 10

  /// - Parameter keep: Keeps a piece; they come in order, numbered from 0.
  init(keep: @escaping (_ piece: [UInt8], _ number: Int) throws(RunFault) -> Void) { self.keep = keep }

  /// The line of a record, without its line feed.
  static func line(of record: ItemRecord) throws(RunFault) -> [UInt8] {
    do {
      return try record.canonicalBytes()
    } catch {
      throw RunFault(.badItem, "item \(record.position): \(error)")
    }
  }

  /// Appends a line.
  mutating func add(line: [UInt8]) throws(RunFault) {
    piece += line
    piece.append(0x0A)
    if piece.count >= ItemWriter.pieceSize { try flush() }
  }

  /// Hands over what is left; the digest of all lines.
  consuming func finish() throws(RunFault) -> Digest {
    try flush()
    return hash.finalize()
  }

  private mutating func flush() throws(RunFault) {
    guard !piece.isEmpty else { return }
    hash.update(piece)
    try keep(piece, pieces)
    pieces += 1
    piece.removeAll(keepingCapacity: true)
  }
}
