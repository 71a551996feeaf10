internal import Glibc

/// The owner of a file descriptor; closed when it goes.
struct FileHandle: ~Copyable {
  let descriptor: Int32

  private init(owning descriptor: Int32) { self.descriptor = descriptor }

  deinit { _ = Glibc.close(descriptor) }

  /// Opens a path; links in its last part are followed only when asked for.
  static func open(_ path: String, flags: Int32 = O_RDONLY, mode: mode_t = 0) throws(SystemError) -> FileHandle {
    FileHandle(owning: try retrying { unsafe Glibc.open(path, flags | O_CLOEXEC, mode) })
  }

  /// Opens a name inside this folder, never through a symbolic link.
  func open(_ name: String, flags: Int32 = O_RDONLY, mode: mode_t = 0) throws(SystemError) -> FileHandle {
    FileHandle(owning: try retrying { unsafe openat(descriptor, name, flags | O_CLOEXEC | O_NOFOLLOW, mode) })
  }

  /// What the system knows about the open file.
  func status() throws(SystemError) -> FileStatus {
    var record = stat()
    try retrying { unsafe fstat(descriptor, &record) }
    return FileStatus(record)
  }

  /// Reads up to `buffer.count` bytes at an offset: how many, 0 at the end.
  func read(into buffer: inout [UInt8], at offset: Int) throws(SystemError) -> Int {
    try retrying { unsafe buffer.withUnsafeMutableBytes { unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) } }
  }

  /// Writes all bytes at the current position.
  func write(_ bytes: borrowing Span<UInt8>) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let from = done
      done += try retrying {
        unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: from), $0.count - from) }
      }
    }
  }

  /// Makes what was written survive a power cut.
  func synchronize() throws(SystemError) { try retrying { fsync(descriptor) } }

  /// The names in this folder, without `.` and `..`, in bytewise order; at most `limit` and one more.
  func names(limit: Int) throws(SystemError) -> [String] {
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
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

/// The facts about a file that decide whether it is trusted.
struct FileStatus: Hashable {
  enum Kind { case file, folder, link, other }

  let kind: Kind
  let size: Int
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
