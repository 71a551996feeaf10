// Whom a decision rests on: what says whose word is believed must be the user's own.
internal import Glibc
internal import Text

/// Refuses a file that somebody else could have written: by its mode or owner, or by those of its folder.
///
/// Root may write anything anyway. A group of one's own, which many systems give each user, is nobody else.
///
/// - Throws: `writable-by-others` with the command that closes it; nothing where the file does not exist.
public func requireOwnFile(_ path: String) throws(AttestFault) {
  var file = stat()
  guard unsafe stat(path, &file) == 0 else { return }
  try requireOwn(file, path, "the file")
  let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  var around = stat()
  guard unsafe stat(folder, &around) == 0 else { return }
  // In a sticky folder such as /tmp nobody replaces the files of others.
  if around.st_mode & S_ISVTX == 0 { try requireOwn(around, folder, "the folder") }
}

private func requireOwn(_ record: stat, _ path: String, _ what: String) throws(AttestFault) {
  guard record.st_uid == geteuid() || record.st_uid == 0 else {
    throw AttestFault(
      "writable-by-others", "\(what) \(quoted(path)) decides whom to believe and belongs to another user",
      help: "use a copy of your own: cp \(shellQuoted(path)) MINE")
  }
  let isOwnGroup = record.st_gid == getegid() && record.st_gid == geteuid()
  let others: mode_t = isOwnGroup ? 0o002 : 0o022
  guard record.st_mode & others == 0 else {
    throw AttestFault(
      "writable-by-others", "\(what) \(quoted(path)) decides whom to believe and can be written by others",
      help: "chmod go-w \(shellQuoted(path))")
  }
}
