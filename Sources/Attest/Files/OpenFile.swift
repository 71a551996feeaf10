package import Glibc

/// The owner of a file descriptor; closed when it goes.
package struct OpenFile: ~Copyable {
  package let descriptor: Int32
  /// What is read of the file; `nil` for all of it.
  private let window: Range<Int>?

  private init(owning descriptor: Int32, window: Range<Int>? = nil) {
    self.descriptor = descriptor
    self.window = window
  }

  deinit { _ = Glibc.close(descriptor) }

  /// Opens a path; links in its last part are followed only when asked for.
  package static func open(_ path: String, flags: Int32 = O_RDONLY, mode: mode_t = 0) throws(SystemError) -> OpenFile {
    OpenFile(owning: try retrying { unsafe Glibc.open(path, flags | O_CLOEXEC, mode) })
  }

  /// Opens a name inside this folder, never through a symbolic link.
  package func open(_ name: String, flags: Int32 = O_RDONLY, mode: mode_t = 0) throws(SystemError) -> OpenFile {
    OpenFile(owning: try retrying { unsafe openat(descriptor, name, flags | O_CLOEXEC | O_NOFOLLOW, mode) })
  }

  /// Opens a regular file for reading; links in the path are followed.
  static func regular(_ path: String) throws(AttestFault) -> OpenFile {
    do {
      // Without O_NONBLOCK, opening a pipe would wait for a writer that may never come.
      let file = try open(path, flags: O_RDONLY | O_NONBLOCK)
      guard try file.status().kind == .file else { throw AttestFault("not-a-file", "`\(path)` is not a regular file") }
      return file
    } catch let error as SystemError {
      throw error.fault("read", path)
    } catch let fault as AttestFault {
      throw fault
    } catch {
      throw AttestFault("system-error", "cannot read `\(path)`: \(error)")
    }
  }

  /// What the system knows about the open file.
  package func status() throws(SystemError) -> FileStatus {
    var record = stat()
    try retrying { unsafe fstat(descriptor, &record) }
    return FileStatus(record)
  }

  /// Whether some of the file's bytes are not on the disk; a file system that cannot tell has none.
  func hasHole(size: Int) -> Bool {
    // SEEK_HOLE is 4 on Linux, and stands behind a feature macro that Swift does not see.
    let hole = lseek(descriptor, 0, 4)
    return hole >= 0 && hole < size
  }

  /// Standard input, or standard output, for an owner of its own.
  package static func standard(_ stream: Int32) throws(SystemError) -> OpenFile {
    OpenFile(owning: try retrying { fcntl(stream, F_DUPFD_CLOEXEC, 0) })
  }

  /// A part of the file that reads like a file of its own.
  func part(_ window: Range<Int>) throws(SystemError) -> OpenFile {
    OpenFile(owning: try retrying { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }, window: window)
  }

  /// Bytes of the file, or of its part; a hint for the files of `/proc`.
  func size() throws(SystemError) -> Int { if let window { window.count } else { try status().size } }

  /// Reads up to `buffer.count` bytes at an offset: how many, 0 at the end.
  package func read(into buffer: inout [UInt8], at offset: Int) throws(SystemError) -> Int {
    let most = window.map { max(0, min(buffer.count, $0.count - offset)) } ?? buffer.count
    let start = off_t((window?.lowerBound ?? 0) + offset)
    return try retrying { unsafe buffer.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, most, start) } }
  }

  /// Reads what comes next from a pipe or a file: how many bytes, 0 at the end.
  func readNext(into buffer: inout [UInt8]) throws(SystemError) -> Int {
    try retrying { unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) } }
  }

  /// Writes all bytes at the current position.
  package func write(_ bytes: borrowing Span<UInt8>) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let from = done
      done += try retrying {
        unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: from), $0.count - from) }
      }
    }
  }

  /// Makes what was written survive a power cut.
  package func synchronize() throws(SystemError) { try retrying { fsync(descriptor) } }

  /// The names in this folder, without `.` and `..`, in bytewise order; at most `limit` and one more.
  package func names(limit: Int) throws(SystemError) -> [String] {
    // The stream takes over its own descriptor, so that this owner keeps its one.
    let copy = try retrying { fcntl(descriptor, F_DUPFD_CLOEXEC, 0) }
    guard let stream = unsafe fdopendir(copy) else {
      let error = SystemError.last
      _ = Glibc.close(copy)
      throw error
    }
    defer { unsafe _ = closedir(stream) }
    unsafe rewinddir(stream)
    var names: [String] = []
    while names.count <= limit, let entry = unsafe readdir(stream) {
      // An entry is as long as its name, and may end where memory does: the field is never taken as a whole.
      guard let place = MemoryLayout<dirent>.offset(of: \dirent.d_name) else { continue }
      let name = unsafe String(cString: UnsafeRawPointer(entry).advanced(by: place).assumingMemoryBound(to: UInt8.self))
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// The facts about a file that decide whether it is trusted.
package struct FileStatus: Hashable {
  package enum Kind { case file, folder, link, other }

  package let kind: Kind
  package let size: Int
  let links: Int
  let permissions: UInt32
  let owner: UInt32

  init(_ record: stat) {
    kind =
      switch record.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    size = Int(record.st_size)
    links = Int(record.st_nlink)
    permissions = record.st_mode & 0o777
    owner = record.st_uid
  }
}
