internal import Text

/// The bytes of a dataset as its format reads them: unpacked, without a byte order mark.
///
/// A check, a run and a verification all read through here. What a spec pins is the file as it lies there.
enum DatasetBytes {
  /// The most bytes that a packed file may hold.
  static let limit = 1 << 30

  private static let roomAtOnce = 1 << 20

  /// The bytes as a format reads them.
  ///
  /// Complexity: linear in what comes out, which is at most `limit`; a packed file is read twice.
  static func plain(_ bytes: [UInt8], limit: Int = limit) throws(DataFault) -> [UInt8] {
    let plain = try unpacked(bytes, limit: limit)
    return plain.starts(with: byteOrderMark) ? Array(plain.dropFirst(byteOrderMark.count)) : plain
  }

  private static func unpacked(_ bytes: [UInt8], limit: Int) throws(DataFault) -> [UInt8] {
    guard let packing = Packing(bytes) else { return bytes }
    do throws(Unpacker.Refusal) {
      // Counted before anything is kept, so that a file which promises too much costs no memory.
      var size = 0
      try pieces(of: bytes, packing) { (piece) throws(Unpacker.Refusal) in
        size += piece.count
        guard size <= limit else { throw Unpacker.Refusal(reason: "it holds more than \(limit) bytes") }
      }
      var plain: [UInt8] = []
      plain.reserveCapacity(size)
      try pieces(of: bytes, packing) { (piece) throws(Unpacker.Refusal) in plain += piece }
      return plain
    } catch {
      throw DataFault(
        .invalidDataset, "the file is packed with \(packing.word), and cannot be unpacked: \(error.reason)", help: help(packing))
    }
  }

  /// Hands over what a packed file holds, piece by piece.
  private static func pieces(
    of bytes: [UInt8], _ packing: Packing, _ take: (_ piece: [UInt8]) throws(Unpacker.Refusal) -> Void
  ) throws(Unpacker.Refusal) {
    let unpacker = try Unpacker(packing)
    var (at, total, isWhole) = (0, 0, false)
    while !isWhole || at < bytes.count {
      let step = try unpacker.step(bytes, from: at, room: roomAtOnce)
      let isStuck = !step.isEnd && step.used == 0 && step.piece.isEmpty
      guard !isStuck else { throw Unpacker.Refusal(reason: "it ends too early, after \(counted(total, "byte"))") }
      try take(step.piece)
      (at, total, isWhole) = (at + step.used, total + step.piece.count, step.isEnd)
    }
  }

  private static func help(_ packing: Packing) -> String {
    "`\(packing.word) -t FILE` tells more; get the file again, cut it into parts, or unpack it and pin what comes out"
  }
}
