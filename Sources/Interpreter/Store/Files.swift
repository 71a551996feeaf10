// The one place where the run side opens, writes and lists files.
internal import CSystem
internal import Glibc

/// Files by path, with errors that say what to do.
public enum Files {
  /// The largest file that is read into memory.
  public static let readLimit = 4 << 30

  /// All bytes of a regular file.
  public static func read(_ path: String, limit: Int = Files.readLimit) throws(RunFault) -> [UInt8] {
    // Without O_NONBLOCK, opening a pipe would wait for a writer that may never come.
    let descriptor = try open(path, O_RDONLY | O_NONBLOCK, "read")
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw fault("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw RunFault("not-a-file", "`\(path)` is not a regular file") }
    guard status.st_size <= limit else { throw RunFault("file-too-large", "`\(path)` is larger than \(limit) bytes") }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var done = 0
    while done < bytes.count {
      let from = done
      // The kernel writes at most what is left of the array after `from`.
      let count = unsafe bytes.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress?.advanced(by: from), $0.count - from) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw fault("read", path) }
      if count == 0 { break }
      done += count
    }
    bytes.removeSubrange(done...)
    return bytes
  }

  /// Writes a file aside, makes it durable and renames it into place, so that a reader sees all of it or nothing.
  public static func replace(_ path: String, _ bytes: [UInt8], durable: Bool = true) throws(RunFault) {
    let aside = "\(path).\(getpid()).tmp"
    let descriptor = try open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, "write")
    defer { close(descriptor) }
    do throws(RunFault) {
      var done = 0
      while done < bytes.count {
        let from = done
        let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: from), $0.count - from) }
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw fault("write", path) }
        done += count
      }
      if durable, fsync(descriptor) != 0 { throw fault("write", path) }
      guard unsafe rename(aside, path) == 0 else { throw fault("write", path) }
    } catch {
      _ = unsafe unlink(aside)
      throw error
    }
  }

  /// Makes a folder and those above it.
  public static func makeFolders(_ path: String) throws(RunFault) {
    if unsafe mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) { return }
    guard errno == ENOENT, folder(of: path) != path else { throw fault("make the folder", path) }
    try makeFolders(folder(of: path))
    guard unsafe mkdir(path, 0o777) == 0 || (errno == EEXIST && isFolder(path)) else { throw fault("make the folder", path) }
  }

  /// Makes everything written to the file system of a folder survive a power cut.
  ///
  /// One call costs as much as making a single file durable, where a call for each of a dozen new files costs a dozen times that.
  static func synchronize(fileSystemOf folder: String) throws(RunFault) {
    let descriptor = try open(folder, O_RDONLY | O_DIRECTORY, "write")
    defer { close(descriptor) }
    guard csystem_synchronize(descriptor) == 0 else { throw fault("write", folder) }
  }

  /// Whether something stands at a path.
  public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// The folder that a path stands in; `.` for a bare name, and the root for itself.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path == "." ? "/" : "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether a folder stands at a path; links are followed.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  static func remove(_ path: String) { unsafe _ = unlink(path) }

  /// The names in a folder in bytewise order, without `.` and `..`; none where it cannot be read.
  public static func names(in folder: String) -> [String] {
    guard let stream = unsafe opendir(folder) else { return [] }
    defer { unsafe _ = closedir(stream) }
    var names: [String] = []
    // An entry stays valid until the next call on the same stream.
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func open(_ path: String, _ flags: Int32, _ doing: String) throws(RunFault) -> Int32 {
    while true {
      let descriptor = unsafe Glibc.open(path, flags | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return descriptor }
      if errno != EINTR { throw fault(doing, path) }
    }
  }

  /// The last error of the system, in words.
  static func fault(_ doing: String, _ path: String) -> RunFault {
    let number = errno
    let words = unsafe String(cString: strerror(number)).lowercased()
    let message = "cannot \(doing) `\(path)`: \(words)"
    return switch number {
    case ENOSPC, EDQUOT, EFBIG:
      RunFault("disk-full", message, help: "free some space, then go on with `--resume`; nothing finished was lost")
    case EACCES, EPERM, EROFS: RunFault("not-permitted", message, help: "name a folder that you may write to, or change its permissions")
    case ENOENT: RunFault("no-such-file", message)
    default: RunFault("system-error", message)
    }
  }
}
