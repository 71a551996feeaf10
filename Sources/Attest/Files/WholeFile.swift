internal import Glibc

/// All bytes of a regular file of at most `limit` bytes; links in the path are followed.
func readFile(_ path: String, limit: Int) throws(AttestFault) -> [UInt8] {
  do {
    // Without O_NONBLOCK, opening a pipe would wait for a writer that may never come.
    let file = try FileHandle.open(path, flags: O_RDONLY | O_NONBLOCK)
    guard try file.status().kind == .file else { throw AttestFault("not-a-file", "`\(path)` is not a regular file") }
    guard let bytes = try file.contents(limit: limit) else {
      throw AttestFault("file-too-large", "`\(path)` is larger than \(limit) bytes")
    }
    return bytes
  } catch let error as SystemError {
    throw error.fault("read", path)
  } catch let fault as AttestFault {
    throw fault
  } catch {
    throw AttestFault("system-error", "cannot read `\(path)`: \(error)")
  }
}

extension FileHandle {
  /// All bytes from the start, or `nil` where there are more than `limit`.
  func contents(limit: Int) throws(SystemError) -> [UInt8]? {
    let size = try status().size
    guard size <= limit else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    var buffer = [UInt8](repeating: 0, count: min(max(size + 1, 4096), 256 << 10))
    while true {
      let count = try read(into: &buffer, at: bytes.count)
      if count == 0 { return bytes }
      guard bytes.count + count <= limit else { return nil }
      bytes.append(contentsOf: buffer[..<count])
    }
  }
}
