internal import Glibc

/// All bytes of a regular file of at most `limit` bytes; links in the path are followed.
package func readFile(_ path: String, limit: Int) throws(AttestFault) -> [UInt8] {
  let file = try OpenFile.regular(path)
  let bytes: [UInt8]?
  do { bytes = try file.contents(limit: limit) } catch { throw error.fault("read", path) }
  guard let bytes else { throw AttestFault("file-too-large", "`\(path)` is larger than \(limit) bytes") }
  return bytes
}

/// Writes a file that must not exist and makes it durable unless the caller does that for many at once; a file that could not be finished
/// is removed.
package func writeNewFile(_ path: String, _ bytes: [UInt8], synchronizing: Bool = true) throws(AttestFault) {
  do throws(SystemError) {
    try createFile(path, mode: 0o666, synchronizing: synchronizing) { (file) throws(SystemError) in try file.write(bytes.span) }
  } catch {
    throw error.fault("write", path)
  }
}

/// Creates a file that must not exist and has it filled; a file that could not be finished is removed.
func createFile(
  _ path: String, mode: mode_t, synchronizing: Bool = true, fill: (borrowing OpenFile) throws(SystemError) -> Void
) throws(SystemError) {
  let file = try OpenFile.open(path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode)
  do throws(SystemError) {
    try fill(file)
    if synchronizing { try file.synchronize() }
  } catch {
    _ = unsafe unlink(path)
    throw error
  }
}

/// Writes a file aside, makes it durable where asked and renames it into place, so that a reader sees all of it or nothing, and what a
/// killed process left is swept; a device or a pipe is written to, and never replaced.
package func replaceFile(_ path: String, _ bytes: [UInt8], synchronizing: Bool) throws(AttestFault) {
  if isDevice(path) {
    do throws(SystemError) { try OpenFile.open(path, flags: O_WRONLY).write(bytes.span) } catch { throw error.fault("write", path) }
    return
  }
  let aside = try Aside(in: parentFolder(of: path))
  let file = "\(aside.path)/file"
  try writeNewFile(file, bytes, synchronizing: synchronizing)
  do throws(SystemError) { try retrying { unsafe rename(file, path) } } catch { throw error.fault("write", path) }
  if synchronizing { try synchronizeFolder(parentFolder(of: path)) }
}

/// Whether something stands at a path that is neither a file nor a folder nor a link.
private func isDevice(_ path: String) -> Bool {
  var record = stat()
  return unsafe lstat(path, &record) == 0 && FileStatus(record).kind == .other
}

extension OpenFile {
  /// All bytes from the start, or `nil` where there are more than `limit`.
  package func contents(limit: Int) throws(SystemError) -> [UInt8]? {
    guard try size() <= limit else { return nil }
    let bytes = try prefix(limit == .max ? limit : limit + 1)
    return bytes.count <= limit ? bytes : nil
  }

  /// The first bytes, at most `limit`; the size that the system tells is a hint only, since the files of `/proc` have none.
  package func prefix(_ limit: Int) throws(SystemError) -> [UInt8] {
    let size = try size()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(size, limit))
    var buffer = [UInt8](repeating: 0, count: min(max(size + 1, 4096), 256 << 10))
    while bytes.count < limit {
      let count = try read(into: &buffer, at: bytes.count)
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<min(count, limit - bytes.count)])
    }
    return bytes
  }
}
