internal import Glibc
internal import Record

extension BundleDraft.Stream {
  /// Hands over its lines without their line feeds, wherever its pieces end; `false` where it cannot be read.
  public func forEachLine(_ take: ([UInt8]) -> Void) -> Bool {
    var rest: [UInt8] = []
    do throws(AttestFault) {
      try read { piece throws(AttestFault) in
        var start = piece.startIndex
        while let end = piece[start...].firstIndex(of: 0x0A) {
          take(rest + piece[start..<end])
          rest = []
          start = end + 1
        }
        rest += piece[start...]
      }
      return rest.isEmpty
    } catch {
      return false
    }
  }

  /// Writes the file, which must not exist, and makes sure that its bytes are those of its digest.
  func write(to path: String) throws(AttestFault) {
    var hash = SHA256()
    let file = try BundleDraft.Stream.created(path)
    try read { piece throws(AttestFault) in
      hash.update(piece)
      do throws(SystemError) { try file.write(piece.span) } catch { throw error.fault("write", path) }
    }
    guard hash.finalize() == digest else {
      throw AttestFault("bundle-record", "`\(path)` has other bytes than it had when it was kept", help: "suspect the disk")
    }
  }

  private static func created(_ path: String) throws(AttestFault) -> OpenFile {
    do { return try OpenFile.open(path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o666) } catch { throw error.fault("write", path) }
  }
}
