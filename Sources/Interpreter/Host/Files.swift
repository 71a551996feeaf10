// The files of the run side: the calls that bundles are written with, and what a run can do when one of them fails.
internal import Attest
internal import Glibc

/// Files by path, with errors that say what to do.
public enum Files {
  /// The largest file that is read into memory.
  public static let readLimit = 4 << 30

  /// All bytes of a regular file.
  public static func read(_ path: String, limit: Int = Files.readLimit) throws(RunFault) -> [UInt8] {
    do { return try readFile(path, limit: limit) } catch { throw RunFault(file: error) }
  }

  /// Writes a file aside, makes it durable and renames it into place, so that a reader sees all of it or nothing.
  public static func replace(_ path: String, _ bytes: [UInt8], durable: Bool = true) throws(RunFault) {
    do { try replaceFile(path, bytes, synchronizing: durable) } catch { throw RunFault(file: error) }
  }

  /// Makes a folder and those above it.
  public static func makeFolders(_ path: String) throws(RunFault) {
    do { try Attest.makeFolders(path) } catch { throw RunFault(file: error) }
  }

  /// Makes everything written to the file system of a folder survive a power cut.
  ///
  /// One call costs as much as making a single file durable, where a call for each of a dozen new files costs a dozen times that.
  static func synchronize(fileSystemOf folder: String) throws(RunFault) {
    do {
      try synchronizeFileSystem(of: OpenFile.open(folder, flags: O_RDONLY | O_DIRECTORY))
    } catch {
      throw RunFault(file: error.fault("write", folder))
    }
  }

  /// Whether something stands at a path.
  public static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

  /// Whether a folder stands at a path; links are followed.
  public static func isFolder(_ path: String) -> Bool { Attest.isFolder(path) }

  /// The names in a folder in bytewise order, without `.` and `..`; none where it cannot be read.
  public static func names(in folder: String) -> [String] {
    guard let folder = try? OpenFile.open(folder, flags: O_RDONLY | O_DIRECTORY) else { return [] }
    return (try? folder.names(limit: .max - 1)) ?? []
  }

  /// Removes a folder with everything in it, by one rename first, so that nobody sees half of it.
  public static func removeFolder(_ path: String) throws(RunFault) {
    do throws(AttestFault) { try removeFolderAtOnce(path) } catch { throw RunFault(file: error) }
  }

  /// Removes a file; one that is not there is as good as removed.
  public static func remove(_ path: String) { unsafe _ = unlink(path) }
}

extension RunFault {
  /// The fault of a file, with what a run can do about it.
  fileprivate init(file fault: AttestFault) {
    self.init(fault, help: fault.code == "disk-full" ? "free some space, then go on with `--resume`; nothing finished was lost" : nil)
  }
}
