internal import Record

/// The tables of a journal, and what tells its file from any other.
enum JournalSchema {
  /// `ETLN`, as SQLite keeps it in the file's header.
  static let applicationID = 0x45_54_4C_4E
  /// Rises with every change of the tables; a journal is resumed by the release that wrote it or one with the same tables.
  static let version = 5

  static let tables = [
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE spec (position INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    """
    CREATE TABLE attempt (node TEXT NOT NULL, trial INTEGER NOT NULL, number INTEGER NOT NULL, started TEXT NOT NULL, ended TEXT, \
    outcome TEXT, PRIMARY KEY (node, trial, number)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE trial (node TEXT NOT NULL, trial INTEGER NOT NULL, time TEXT NOT NULL, record BLOB NOT NULL, \
    PRIMARY KEY (node, trial)) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE answer (position INTEGER PRIMARY KEY, node TEXT NOT NULL, trial INTEGER NOT NULL, item INTEGER NOT NULL, \
    number INTEGER NOT NULL, scheduled INTEGER NOT NULL, sent INTEGER NOT NULL, first INTEGER, last INTEGER, ended INTEGER NOT NULL, \
    retries INTEGER NOT NULL, resends INTEGER NOT NULL, tokens INTEGER, gaps BLOB, usable INTEGER NOT NULL, record BLOB NOT NULL) STRICT
    """,
    "CREATE INDEX answer_place ON answer (node, trial, item, number)",
    """
    CREATE TABLE items (node TEXT NOT NULL, trial INTEGER NOT NULL, number INTEGER NOT NULL, piece BLOB NOT NULL, \
    PRIMARY KEY (node, trial, number)) STRICT
    """,
    "CREATE TABLE file (digest TEXT NOT NULL, number INTEGER NOT NULL, piece BLOB NOT NULL, PRIMARY KEY (digest, number)) STRICT",
    "CREATE TABLE interruption (position INTEGER PRIMARY KEY, time TEXT NOT NULL) STRICT",
  ]

  /// The settings of every connection: one process only, and a log that readers of a killed run can replay.
  static let settings = ["PRAGMA locking_mode = EXCLUSIVE", "PRAGMA journal_mode = WAL"]
  /// What was committed survives a kill; the journal itself waits for the disk.
  static let durable = "PRAGMA synchronous = NORMAL"
  /// The first commit is made durable as a whole, with the new files themselves.
  static let volatile = "PRAGMA synchronous = OFF"
}

/// What a journal says about its run as a whole.
struct JournalHeader: Record, Hashable {
  var schema = "urn:etalon:journal:v1"
  var plan: Digest
  var tool: RunRecord.Tool
  var started: Timestamp
  /// Permissions as `run.json` lists them.
  var allowed: [String]
  /// Specs and inputs with where they stood.
  var inputs: [InputFile]
  /// Whether the bundle was asked to carry the inputs.
  var includesInputs: Bool
}
