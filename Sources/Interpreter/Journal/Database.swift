internal import CSQLite
internal import Glibc

/// The owner of an open SQLite database; closed when it goes.
@safe
struct Database: ~Copyable {
  let path: String
  private let handle: OpaquePointer
  private let statements = PreparedStatements()

  /// Opens a database file, which must be there unless `creating`; never through a symbolic link.
  init(_ path: String, creating: Bool) throws(RunFault) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | (creating ? SQLITE_OPEN_CREATE : 0)
    let status = unsafe sqlite3_open_v2(Database.real(path), &opened, flags, nil)
    guard status == SQLITE_OK, let handle = unsafe opened else {
      let number = unsafe sqlite3_system_errno(opened)
      unsafe sqlite3_close_v2(opened)
      throw Database.fault(status, number, path)
    }
    self.path = path
    unsafe self.handle = unsafe handle
    unsafe _ = csqlite_distrust(handle)
    unsafe _ = csqlite_close_without_checkpoint(handle)
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  /// The path with its folder as it really stands: a folder may be a link, the database itself may not.
  private static func real(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    // The C string is malloc'ed, and freed below.
    guard let name = parts.last, let resolved = unsafe realpath(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder, nil) else {
      return path
    }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved) + "/" + name
  }

  /// Whether the file is no longer the one that its path names.
  var wasMoved: Bool {
    var moved: Int32 = 0
    return unsafe sqlite3_file_control(handle, nil, SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK && moved != 0
  }

  /// Whether a transaction is open.
  var isInTransaction: Bool { unsafe sqlite3_get_autocommit(handle) == 0 }

  /// Executes one statement and gives a closure each row it yields.
  func execute(_ sql: String, _ values: [Cell] = [], row: ([Cell]) throws(RunFault) -> Void = { _ in }) throws(RunFault) {
    var found = unsafe statements.take(sql)
    if unsafe found == nil { unsafe found = try prepare(sql) }
    guard let statement = unsafe found else { return }
    defer { unsafe statements.give(back: statement, of: sql) }
    for (index, value) in values.enumerated() { try check(unsafe value.bind(to: statement, at: Int32(index + 1))) }
    while true {
      let status = unsafe sqlite3_step(statement)
      if status == SQLITE_DONE { return }
      guard status == SQLITE_ROW else { throw Database.fault(status, unsafe sqlite3_system_errno(handle), path) }
      let columns = unsafe sqlite3_column_count(statement)
      try row((0..<columns).map { unsafe Cell(statement, column: $0) })
    }
  }

  private func prepare(_ sql: String) throws(RunFault) -> OpaquePointer? {
    var prepared: OpaquePointer?
    try check(unsafe sqlite3_prepare_v2(handle, sql, -1, &prepared, nil))
    return unsafe prepared
  }

  /// The rows of a query, all at once.
  func rows(_ sql: String, _ values: [Cell] = []) throws(RunFault) -> [[Cell]] {
    var rows: [[Cell]] = []
    try execute(sql, values) { rows.append($0) }
    return rows
  }

  private func check(_ status: Int32) throws(RunFault) {
    if status != SQLITE_OK { throw Database.fault(status, unsafe sqlite3_system_errno(handle), path) }
  }

  /// What a status of SQLite means for the user.
  static func fault(_ status: Int32, _ number: Int32, _ path: String) -> RunFault {
    let words = unsafe String(cString: sqlite3_errstr(status))
    switch status & 0xFF {
    case SQLITE_FULL: return full(path)
    case SQLITE_IOERR where number == ENOSPC || number == EDQUOT: return full(path)
    case SQLITE_IOERR where number == EFBIG:
      return RunFault(
        .diskFull, "cannot write the journal `\(path)`: files may not grow that large here",
        help: "raise the limit (`ulimit -f`), then go on with `etalon run --resume`; nothing finished was lost")
    case _ where number == EMFILE || number == ENFILE:
      return RunFault(
        .journalFailed, "cannot open the journal `\(path)`: too many files are open",
        help: "raise the limit (`ulimit -n`), then go on with `etalon run --resume`; nothing finished was lost")
    case SQLITE_BUSY, SQLITE_LOCKED:
      return RunFault(.journalBusy, "another process is running the journal `\(path)`", help: "wait until it has finished")
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_CONSTRAINT, SQLITE_MISMATCH: return .corruptJournal(path, words)
    case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
      let reason = number == 0 ? words : unsafe String(cString: strerror(number)).lowercased()
      return RunFault(
        .notPermitted, "cannot open the journal `\(path)`: \(reason)", help: "name a folder that you may write to with `--out`")
    default: return RunFault(.journalFailed, "the journal `\(path)` cannot be used: \(words)")
    }
  }

  private static func full(_ path: String) -> RunFault {
    RunFault(
      .diskFull, "cannot write the journal `\(path)`: the disk is full",
      help: "free some space, then go on with `etalon run --resume`; nothing finished was lost")
  }
}

/// A value in a row.
enum Cell: Hashable {
  case null
  case integer(Int)
  case text(String)
  case blob([UInt8])

  /// The value of a column of the row that a statement stands on.
  fileprivate init(_ statement: OpaquePointer, column: Int32) {
    switch unsafe sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: self = .integer(Int(unsafe sqlite3_column_int64(statement, column)))
    case SQLITE_NULL: self = .null
    case let type:
      // The bytes stay valid until the next step; both copies end before it. A text may hold any bytes: they are repaired.
      let start = unsafe sqlite3_column_blob(statement, column)
      let count = Int(unsafe sqlite3_column_bytes(statement, column))
      let bytes = unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
      self = type == SQLITE_TEXT ? .text(String(decoding: bytes, as: UTF8.self)) : .blob(bytes)
    }
  }

  fileprivate func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
    switch self {
    case .null: unsafe sqlite3_bind_null(statement, index)
    case .integer(let value): unsafe sqlite3_bind_int64(statement, index, Int64(value))
    case .text(let text): unsafe csqlite_bind_text(statement, index, text, Int32(clamping: text.utf8.count))
    case .blob(let bytes):
      unsafe bytes.withUnsafeBytes { unsafe csqlite_bind_blob(statement, index, $0.baseAddress, UInt64($0.count)) }
    }
  }

  var integer: Int? { if case .integer(let value) = self { value } else { nil } }
  var text: String? { if case .text(let value) = self { value } else { nil } }
  var blob: [UInt8]? { if case .blob(let value) = self { value } else { nil } }
}

extension RunFault {
  /// A journal that no release of this program has left so.
  static func corruptJournal(_ path: String, _ reason: String) -> RunFault {
    RunFault(
      .journalCorrupt, "`\(path)` is not a journal that can be resumed: \(reason)",
      help: "start the run again without `--resume`; move the file away if it is of no use")
  }
}
