internal import Glibc
internal import Record

/// A folder in which something is made before a rename puts it in place; it goes with its owner.
///
/// Whoever makes something holds a lock on it, so that what a killed process left behind is told from what is still being made, and swept
/// by the next one that works in the same place.
package struct Aside: ~Copyable {
  /// Where it stands.
  package let path: String
  private let lock: OpenFile

  /// The beginning of the names of all such folders beside bundles.
  package static let prefix = ".etalon-"

  /// Makes one in a folder, after sweeping what killed processes left there.
  ///
  /// - Parameter isSweeping: Whether to sweep, which reads the names of the whole folder.
  /// - Throws: `disk-full`, `not-permitted`, `system-error`.
  package init(
    in folder: String, prefix: String = Aside.prefix, mode: UInt32 = 0o777, isSweeping: Bool = true
  ) throws(AttestFault) {
    if isSweeping { Aside.sweep(folder, prefix) }
    var generator = SystemRandomNumberGenerator()
    let path = "\(folder)/\(prefix)\(hexadecimal((0..<8).map { _ in UInt8.random(in: .min ... .max, using: &generator) }))"
    guard unsafe mkdir(path, mode) == 0 else { throw SystemError.last.fault("make the folder", path) }
    do throws(SystemError) {
      lock = try OpenFile.open(path, flags: O_RDONLY | O_DIRECTORY)
    } catch {
      _ = unsafe rmdir(path)
      throw error.fault("make the folder", path)
    }
    // A file system without locks is never swept.
    _ = flock(lock.descriptor, LOCK_EX | LOCK_NB)
    self.path = path
  }

  deinit { removeTree(path) }

  /// Our own folder in one that everybody may write to, for nobody else to enter; `nil` where somebody else has its place.
  package static func ownFolder(in shared: String) -> String? {
    let path = "\(shared)/etalon-\(geteuid())"
    _ = unsafe mkdir(path, 0o700)
    var record = stat()
    guard unsafe lstat(path, &record) == 0, FileStatus(record).kind == .folder, record.st_uid == geteuid(), record.st_mode & 0o077 == 0
    else { return nil }
    return path
  }

  /// Removes what processes that are gone left in a folder.
  static func sweep(_ folder: String, _ prefix: String) {
    guard let names = try? OpenFile.open(folder, flags: O_RDONLY | O_DIRECTORY).names(limit: 1_000_000) else { return }
    for name in names where name.utf8.starts(with: prefix.utf8) { remove("\(folder)/\(name)") }
  }

  /// Removes what nobody holds any more, where it is our own.
  private static func remove(_ path: String) {
    var record = stat()
    guard unsafe lstat(path, &record) == 0, record.st_uid == geteuid(), FileStatus(record).kind != .link,
      let lock = try? OpenFile.open(path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK), flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0
    else { return }
    removeTree(path)
  }
}

/// Removes a folder with everything in it, by one rename first, so that nobody sees half of it and a kill leaves all or nothing.
package func removeFolderAtOnce(_ path: String) throws(AttestFault) {
  let aside = try Aside(in: parentFolder(of: path))
  do throws(SystemError) { try retrying { unsafe rename(path, "\(aside.path)/gone") } } catch { throw error.fault("remove", path) }
}
