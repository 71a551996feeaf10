internal import Glibc

/// A folder that exists as long as its owner, with everything a program leaves in it.
final class ScratchFolder {
  let path: String

  init() throws(RunFault) {
    let parent = HostSources.currentEnvironment()["TMPDIR"] ?? "/tmp"
    var template = Array("\(parent)/etalon-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw RunFault("no-scratch", "no folder can be made in \(parent)", help: "free some space, or set TMPDIR", isLocal: true)
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { ScratchFolder.remove(path) }

  /// Makes a folder inside.
  func folder(_ name: String) throws(RunFault) -> String {
    let folder = "\(path)/\(name)"
    guard unsafe mkdir(folder, 0o755) == 0 else { throw RunFault("no-scratch", "no folder can be made in \(path)", isLocal: true) }
    return folder
  }

  /// Removes a tree without ever following a link.
  static func remove(_ path: String) {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return }
    if status.st_mode & S_IFMT == S_IFDIR {
      _ = unsafe chmod(path, 0o700)
      for name in HostFiles(root: "").names(in: path) { remove("\(path)/\(name)") }
      _ = unsafe rmdir(path)
    } else {
      _ = unsafe unlink(path)
    }
  }

  /// Writes a file that only its owner may change.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(RunFault) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw RunFault("no-scratch", "\(path) cannot be written", isLocal: true) }
    defer { close(descriptor) }
    var done = 0
    while done < bytes.count {
      let from = done
      // The kernel reads at most what is left of the array after `from`.
      let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress?.advanced(by: from), $0.count - from) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw RunFault("no-scratch", "\(path) cannot be written", help: "free some space", isLocal: true) }
      done += count
    }
    _ = fchmod(descriptor, mode)
  }

  /// The bytes of a regular file that a program left; links are not followed, since they may lead out of the sandbox.
  static func read(_ path: String, name: String, limit: Int) throws(RunFault) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw RunFault("no-output", "the program left no file `\(name)` in its working folder", isLocal: true)
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw RunFault("no-output", "the output `\(name)` is not a regular file", isLocal: true)
    }
    guard status.st_size <= limit else {
      throw RunFault("output-too-large", "the output `\(name)` is larger than \(limit) bytes", help: "raise `limits.output`", isLocal: true)
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes.append(contentsOf: chunk.prefix(count))
    }
    throw RunFault("output-too-large", "the output `\(name)` grows while it is read", isLocal: true)
  }
}
