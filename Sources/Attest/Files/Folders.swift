internal import CSystem
internal import Glibc

/// Makes one folder that must not exist.
func makeFolder(_ path: String) throws(AttestFault) {
  guard unsafe mkdir(path, 0o777) == 0 else { throw SystemError.last.fault("make the folder", path) }
}

/// Makes a folder and those above it, as `mkdir -p` does.
package func makeFolders(_ path: String) throws(AttestFault) {
  if unsafe mkdir(path, 0o777) == 0 { return }
  let error = SystemError.last
  if error.number == EEXIST, isFolder(path) { return }
  let parent = parentFolder(of: path)
  guard error.number == ENOENT, parent != path else { throw error.fault("make the folder", path) }
  try makeFolders(parent)
  // Somebody else may have made it meanwhile.
  guard unsafe mkdir(path, 0o777) != 0 else { return }
  let second = SystemError.last
  guard second.number == EEXIST, isFolder(path) else { throw second.fault("make the folder", path) }
}

/// Whether a folder stands at a path; links are followed.
package func isFolder(_ path: String) -> Bool {
  var record = stat()
  return unsafe stat(path, &record) == 0 && FileStatus(record).kind == .folder
}

/// The folder that a path stands in; `.` for a bare name, and the root for itself.
package func parentFolder(of path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path == "." ? "/" : "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// Makes everything written to the file system of a folder durable: one wait where a bundle's files would cost one each.
package func synchronizeFileSystem(of folder: borrowing OpenFile) throws(SystemError) {
  try retrying { csystem_synchronize(folder.descriptor) }
}

/// Makes the names in a folder durable.
func synchronizeFolder(_ path: String) throws(AttestFault) {
  do {
    try OpenFile.open(path, flags: O_RDONLY | O_DIRECTORY).synchronize()
  } catch {
    // Some file systems cannot do this for folders, and say so.
    if error.number != EINVAL { throw error.fault("write", path) }
  }
}

/// Removes a file, or a folder with everything in it, whatever the permissions inside; never follows a link.
package func removeTree(_ path: String) {
  var record = stat()
  guard unsafe lstat(path, &record) == 0 else { return }
  guard FileStatus(record).kind == .folder else {
    _ = unsafe unlink(path)
    return
  }
  _ = unsafe chmod(path, 0o700)
  if let folder = try? OpenFile.open(path, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW), let names = try? folder.names(limit: .max - 1) {
    for name in names { removeTree("\(path)/\(name)") }
  }
  _ = unsafe rmdir(path)
}
