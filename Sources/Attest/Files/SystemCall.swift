// One place turns an error number of the system into a sentence and a next step.
internal import Glibc

/// An error number of the system, kept apart from the moment it was read.
package struct SystemError: Error, Hashable {
  package let number: Int32

  init(_ number: Int32) { self.number = number }

  /// The number that the last failed call of this thread left.
  package static var last: SystemError { SystemError(errno) }

  /// The words of the C library, without the path.
  var words: String {
    switch number {
    case ENOENT: "no such file or folder"
    case EACCES, EPERM: "permission denied"
    case ENOSPC, EDQUOT: "the disk is full"
    case EROFS: "the file system is read-only"
    case ELOOP: "a symbolic link stands there"
    case ENOTDIR: "not a folder"
    case EISDIR: "a folder, not a file"
    case EEXIST: "it exists already"
    default: unsafe String(cString: strerror(number)).lowercased()
    }
  }

  private var isFullDisk: Bool { number == ENOSPC || number == EDQUOT || number == EFBIG }

  /// The fault of an operation on a path.
  package func fault(_ doing: String, _ path: String) -> AttestFault {
    if isFullDisk {
      return AttestFault("disk-full", "cannot \(doing) `\(path)`: \(words)", help: "free some space, then do it again; nothing was lost")
    }
    if number == EACCES || number == EPERM || number == EROFS {
      return AttestFault(
        "not-permitted", "cannot \(doing) `\(path)`: \(words)", help: "name a folder that you may write to, or change its permissions")
    }
    if number == ENOENT { return AttestFault("no-such-file", "cannot \(doing) `\(path)`: \(words)") }
    return AttestFault("system-error", "cannot \(doing) `\(path)`: \(words)")
  }
}

/// Repeats a call that a signal interrupted; throws the system's error when it returns -1.
@discardableResult
func retrying<Value: SignedInteger>(_ call: () -> Value) throws(SystemError) -> Value {
  while true {
    let value = call()
    if value != -1 { return value }
    let error = SystemError.last
    if error.number != EINTR { throw error }
  }
}
