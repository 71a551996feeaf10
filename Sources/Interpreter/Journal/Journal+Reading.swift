internal import Attest
internal import Record

extension Journal {
  /// Opens a journal that an earlier process left, from bytes that may be hostile.
  ///
  /// One in which nothing was kept is removed.
  /// - Throws: `journal-busy` where another process has it, `journal-empty` where nothing was kept, `journal-corrupt` where anything in it is not as this release writes it.
  static func open(_ path: String) throws(RunFault) -> Journal {
    let database = try Database(path, creating: false)
    // The lock first: a journal that is being written is not looked at.
    for setting in JournalSchema.settings + [JournalSchema.durable] { try database.execute(setting) }
    try database.execute("BEGIN EXCLUSIVE")
    try checkSchema(of: database)
    func corrupt(_ reason: String) -> RunFault { .corruptJournal(path, reason) }

    let planBytes = try meta("plan", of: database)
    guard let plan = try? Plan(canonical: planBytes) else { throw corrupt("its plan has another shape") }
    guard let header = try? JournalHeader(canonical: try meta("header", of: database)), header.plan == SHA256.digest(of: planBytes) else {
      throw corrupt("its header does not fit its plan")
    }
    guard let environment = try? Fingerprint(canonical: try meta("environment", of: database)) else {
      throw corrupt("its fingerprint has another shape")
    }
    let pulse = try optionalMeta("pulse", of: database).flatMap { try? Pulse(reading: $0) }
    guard plan.seed.needsPulse == (pulse != nil) else { throw corrupt("it lacks the pulse that its seeds depend on, or has one too many") }
    var trials: [FinishedTrial] = []
    let planned = Dictionary(plan.nodes.map { ($0.id, $0.trials) }, uniquingKeysWith: { first, _ in first })
    for row in try database.rows("SELECT node, trial, record FROM trial") {
      guard let trial = row[2].blob.flatMap({ try? FinishedTrial(canonical: $0) }), row[0] == .text(trial.node),
        row[1] == .integer(trial.index), let count = planned[trial.node], (0..<count).contains(trial.index)
      else { throw corrupt("a finished trial does not fit its plan") }
      trials.append(trial)
    }
    try database.execute("COMMIT")
    return Journal(database, header: header, plan: plan, planBytes: planBytes, environment: environment, pulse: pulse, trials: trials)
  }

  private static func checkSchema(of database: borrowing Database) throws(RunFault) {
    func corrupt(_ reason: String) -> RunFault { .corruptJournal(database.path, reason) }
    let owner = try database.rows("PRAGMA application_id")
    let isBare = try database.rows("SELECT name FROM sqlite_schema").isEmpty
    if isBare, owner == [[.integer(0)]] {
      JournalFolder.remove(database.path)
      throw RunFault(
        .journalEmpty, "`\(database.path)` holds nothing: the run ended before it kept anything", help: "run it again")
    }
    guard owner == [[.integer(JournalSchema.applicationID)]] else {
      throw corrupt("it is another program's database")
    }
    let version = try database.rows("PRAGMA user_version").first?.first?.integer ?? 0
    guard version == JournalSchema.version else {
      throw corrupt("its tables have version \(version), and this release writes version \(JournalSchema.version)")
    }
    let found = Set(try database.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").map { $0.first?.text ?? "" })
    guard found == Set(JournalSchema.tables) else { throw corrupt("its tables are others") }
    guard try database.rows("PRAGMA quick_check(1)") == [[.text("ok")]] else { throw corrupt("its pages are damaged") }
  }

  private static func meta(_ name: String, of database: borrowing Database) throws(RunFault) -> [UInt8] {
    guard let bytes = try optionalMeta(name, of: database) else { throw .corruptJournal(database.path, "it has no \(name)") }
    return bytes
  }

  private static func optionalMeta(_ name: String, of database: borrowing Database) throws(RunFault) -> [UInt8]? {
    try database.rows("SELECT value FROM meta WHERE name = ?", [.text(name)]).first?.first?.blob
  }

  /// Goes on with a journal that was broken off: attempts that never ended are marked as interrupted, and so is the run.
  ///
  /// Without effect on a journal whose trials have all come to an end.
  func resume(at time: Timestamp) throws(RunFault) {
    guard try ended() == nil else { return }
    try database.execute("BEGIN IMMEDIATE")
    try database.execute("UPDATE attempt SET outcome = 'interrupted' WHERE outcome IS NULL")
    try database.execute("INSERT INTO interruption (time) VALUES (?)", [.text(time.recordText)])
    try commit()
  }

  /// When the last trial came to an end, or `nil` while some have not.
  func ended() throws(RunFault) -> Timestamp? {
    guard trials.count == plan.nodes.reduce(0, { $0 + $1.trials }) else { return nil }
    let last = try database.rows("SELECT max(time) FROM trial").first?.first
    // A plan without cells ends when it starts.
    guard let last, last != .null else { return header.started }
    return try time(last)
  }

  /// When the run was broken off and resumed.
  func interruptions() throws(RunFault) -> [Timestamp] {
    try database.rows("SELECT time FROM interruption ORDER BY position").map { row throws(RunFault) in try time(row[0]) }
  }

  /// Every attempt at a trial, in order.
  func attempts(at id: TrialID) throws(RunFault) -> [Attempt] {
    let sql = "SELECT started, ended, outcome FROM attempt WHERE node = ? AND trial = ? ORDER BY number"
    return try database.rows(sql, [.text(id.node), .integer(id.index)]).map { row throws(RunFault) in
      guard let outcome = row[2].text.flatMap(Attempt.Outcome.init) else {
        throw RunFault.corruptJournal(path, "an attempt has no outcome")
      }
      return Attempt(started: try time(row[0]), ended: row[1] == .null ? nil : try time(row[1]), outcome: outcome)
    }
  }

  /// The spec files, in the order of the header's inputs.
  func specs() throws(RunFault) -> [[UInt8]] {
    try database.rows("SELECT bytes FROM spec ORDER BY position").map { $0[0].blob ?? [] }
  }

  /// Every planned trial, in plan order.
  ///
  /// - Throws: `journalCorrupt` where one has not come to an end.
  func finishedTrials() throws(RunFault) -> [FinishedTrial] {
    try plan.nodes.flatMap(\.trialIDs).map { id throws(RunFault) in
      guard let trial = finished(id) else { throw .corruptJournal(path, "the trial `\(id)` is missing") }
      return trial
    }
  }

  private func time(_ cell: Cell) throws(RunFault) -> Timestamp {
    guard let time = cell.text.flatMap({ Timestamp(recordText: $0) }) else { throw .corruptJournal(path, "a time is none") }
    return time
  }
}
