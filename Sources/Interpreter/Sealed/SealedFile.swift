internal import Attest
internal import Glibc
internal import Sealing

/// A file that is read in parts and lives as long as whoever reads it.
final class SealedFile {
  private let file: OpenFile
  let size: Int

  init(_ path: String) throws(AttestFault) {
    do throws(SystemError) {
      file = try OpenFile.open(path, flags: O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
      size = try file.status().size
    } catch { throw error.fault("read", path) }
  }

  /// The bytes of a range; fewer where the file ends.
  func bytes(_ range: Range<Int>) throws(AttestFault) -> [UInt8] {
    var buffer = [UInt8](repeating: 0, count: max(0, min(range.upperBound, size) - range.lowerBound))
    var done = 0
    while done < buffer.count {
      var rest = done == 0 ? buffer : Array(buffer[done...])
      let count: Int
      do { count = try file.read(into: &rest, at: range.lowerBound + done) } catch { throw error.fault("read", "the sealed set") }
      if count == 0 { return Array(buffer[..<done]) }
      buffer.replaceSubrange(done..<(done + count), with: rest[..<count])
      done += count
    }
    return buffer
  }

  /// The age file that it is.
  func opened(with identities: [AgeIdentity]) throws(AttestFault) -> AgeReader {
    try AgeReader.open(size: size, with: .identities(identities)) { (range) throws(AttestFault) in try self.bytes(range) }
  }
}

/// A file that is written once, piece by piece.
final class NewFile {
  private let file: OpenFile
  private let path: String
  private var held: [UInt8] = []

  init(_ path: String, mode: mode_t = 0o666) throws(AttestFault) {
    self.path = path
    do { file = try OpenFile.open(path, flags: O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode: mode) } catch { throw error.fault("write", path) }
  }

  func write(_ bytes: [UInt8]) throws(AttestFault) {
    held += bytes
    if held.count >= 1 << 20 { try flush() }
  }

  func finish() throws(AttestFault) {
    try flush()
    do { try file.synchronize() } catch { throw error.fault("write", path) }
  }

  private func flush() throws(AttestFault) {
    do { try file.write(held.span) } catch { throw error.fault("write", path) }
    held.removeAll(keepingCapacity: true)
  }
}
