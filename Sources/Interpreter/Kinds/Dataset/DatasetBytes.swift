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
  /// Complexity: linear in what comes out, which is at most `limit`.
  static func plain(_ bytes: [UInt8], limit: Int = limit) throws(DataFault) -> [UInt8] {
    let plain = try unpacked(bytes, limit: limit)
    return plain.starts(with: byteOrderMark) ? Array(plain.dropFirst(byteOrderMark.count)) : plain
  }

  private static func unpacked(_ bytes: [UInt8], limit: Int) throws(DataFault) -> [UInt8] {
    guard let packing = Packing(bytes) else { return bytes }
    do throws(Unpacker.Refusal) {
      return try unpacked(bytes, try Unpacker(packing), limit: limit)
    } catch {
      throw DataFault(
        .invalidDataset, "the file is packed with \(packing.word), and cannot be unpacked: \(error.reason)", help: help(packing))
    }
  }

  private static func unpacked(_ bytes: [UInt8], _ unpacker: consuming Unpacker, limit: Int) throws(Unpacker.Refusal) -> [UInt8] {
    var (plain, at, isWhole): ([UInt8], Int, Bool) = ([], 0, false)
    while true {
      let before = (plain.count, at)
      let step = try unpacker.step(bytes, from: at, room: roomAtOnce, to: &plain)
      (at, isWhole) = (at + step.used, step.isEnd)
      guard plain.count <= limit else { throw Unpacker.Refusal(reason: "it holds more than \(limit) bytes") }
      if isWhole, at == bytes.count { return plain }
      if !isWhole, (plain.count, at) == before {
        throw Unpacker.Refusal(reason: "it ends too early, after \(counted(plain.count, "byte"))")
      }
    }
  }

  private static func help(_ packing: Packing) -> String {
    "`\(packing.word) -t FILE` tells more; get the file again, cut it into parts, or unpack it and pin what comes out"
  }
}
