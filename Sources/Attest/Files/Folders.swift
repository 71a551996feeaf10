internal import CSystem
internal import Glibc

/// Makes one folder that must not exist.
func makeFolder(_ path: String) throws(AttestFault) {
  guard unsafe mkdir(path, 0o777) == 0 else { throw SystemError.last.fault("make the folder", path) }
}

/// Makes a folder and those above it, as `mkdir -p` does.
func makeFolders(_ path: String) throws(AttestFault) {
  if unsafe mkdir(path, 0o777) == 0 || errno == EEXIST { return }
  let error = SystemError.last
  let parent = BundleDraft.parent(of: path)
  guard error.number == ENOENT, parent != path else { throw error.fault("make the folder", path) }
  try makeFolders(parent)
  guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw SystemError.last.fault("make the folder", path) }
}

/// Writes a file that must not exist and makes it durable unless the caller does that for many at once; a file that could not be finished
/// is removed.
func writeNewFile(_ path: String, _ bytes: [UInt8], synchronizing: Bool = true) throws(AttestFault) {
  do throws(SystemError) {
    let file = try FileHandle.open(path, flags: O_WRONLY | O_CREAT | O_EXCL, mode: 0o666)
    do throws(SystemError) {
      try file.write(bytes.span)
      if synchronizing { try file.synchronize() }
    } catch {
      _ = unsafe unlink(path)
      throw error
    }
  } catch {
    throw error.fault("write", path)
  }
}

/// Makes everything written to the file system of a folder durable: one wait where a bundle's files would cost one each.
func synchronizeFileSystem(of folder: borrowing FileHandle) throws(SystemError) {
  try retrying { csystem_synchronize(folder.descriptor) }
}

/// Makes the names in a folder durable.
func synchronizeFolder(_ path: String) throws(AttestFault) {
  do {
    try FileHandle.open(path, flags: O_RDONLY | O_DIRECTORY).synchronize()
  } catch {
    // Some file systems cannot do this for folders, and say so.
    if error.number != EINVAL { throw error.fault("write", path) }
  }
}

/// Removes a folder that this process made, with everything in it; never follows a link out of it.
func removeTree(_ path: String) {
  guard let folder = try? FileHandle.open(path, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW),
    let names = try? folder.names(limit: .max - 1)
  else { return }
  for name in names where unsafe unlink("\(path)/\(name)") != 0 { removeTree("\(path)/\(name)") }
  _ = unsafe rmdir(path)
}
