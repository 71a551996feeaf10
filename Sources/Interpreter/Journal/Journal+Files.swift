internal import Attest
internal import Record

// Files that trials left and inputs that the bundle carries, in pieces: a row of the database has a greatest size.
extension Journal {
  /// Bytes of a piece.
  static let pieceSize = 16 << 20

  func file(_ digest: Digest) throws(RunFault) -> [UInt8] {
    var bytes: [UInt8] = []
    var isThere = false
    try eachPiece(of: digest) { piece throws(RunFault) in
      isThere = true
      bytes += piece
    }
    guard isThere else { throw RunFault.corruptJournal(path, "it has no file \(digest)") }
    guard SHA256.digest(of: bytes) == digest else { throw RunFault.corruptJournal(path, "the file \(digest) has other bytes") }
    return bytes
  }

  /// Hands over the pieces of a file in order.
  func eachPiece(of digest: Digest, _ take: ([UInt8]) throws(RunFault) -> Void) throws(RunFault) {
    try database.execute("SELECT piece FROM file WHERE digest = ? ORDER BY number", [.text(digest.hex)]) { row throws(RunFault) in
      guard let piece = row[0].blob else { throw RunFault.corruptJournal(path, "a piece of a file is none") }
      try take(piece)
    }
  }

  /// Keeps a file; an empty one is one empty piece.
  static func insert(_ file: StoredFile, into database: borrowing Database) throws(RunFault) {
    var (start, number) = (0, 0)
    repeat {
      let end = min(start + pieceSize, file.bytes.count)
      try database.execute(
        "INSERT OR IGNORE INTO file VALUES (?, ?, ?)", [.text(file.digest.hex), .integer(number), .blob(Array(file.bytes[start..<end]))])
      (start, number) = (end, number + 1)
    } while start < file.bytes.count
  }
}
