internal import CSQLite

/// Statements that a database has prepared and that nobody executes now, by their text: a run executes a few of them a million times.
@safe
final class PreparedStatements {
  private var idle: [String: OpaquePointer] = unsafe [:]

  /// The most that are kept; texts are a closed set, so that this is never reached.
  private static let limit = 64

  deinit { unsafe idle.values.forEach { unsafe _ = sqlite3_finalize($0) } }

  /// Takes a statement out, so that whoever executes the same text meanwhile prepares another.
  func take(_ sql: String) -> OpaquePointer? { unsafe idle.removeValue(forKey: sql) }

  /// Takes a statement back, without values and before its first row.
  func give(back statement: OpaquePointer, of sql: String) {
    unsafe _ = sqlite3_reset(statement)
    unsafe _ = sqlite3_clear_bindings(statement)
    guard unsafe idle[sql] == nil, unsafe idle.count < PreparedStatements.limit else {
      unsafe _ = sqlite3_finalize(statement)
      return
    }
    unsafe idle[sql] = unsafe statement
  }
}
