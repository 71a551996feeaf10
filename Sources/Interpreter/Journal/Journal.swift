internal import Attest
internal import Record

/// The record of a run while it goes on: an SQLite file that a kill at any moment leaves readable, and that the bundle is an export of.
///
/// One process owns a journal; the lock goes with the process. How trials begin and end is on the disk when a call returns. Answers survive a kill
/// once they are settled, and wait for the disk together.
final class Journal: TrialStore {
  let path: String
  private(set) var header: JournalHeader
  /// The plan, with the pulse that its seeds depend on.
  private(set) var plan: Plan
  let planBytes: [UInt8]
  let environment: Fingerprint
  /// The pulse that seeds depend on, where the plan needs one.
  let pulse: Pulse?
  let database: Database
  /// Whether the files themselves survive a power cut; from then on it is enough to wait for the log.
  private var isDurable: Bool
  /// The database's log, opened a second time to wait for it.
  private var log: OpenFile?
  /// Whether the log holds what the disk may not.
  private var isPending = false
  private var synchronized = ContinuousClock.now
  private(set) var trials: [TrialID: FinishedTrial] = [:]
  private let nodes: [String: Node]

  /// Makes a journal for a run that begins now.
  ///
  /// - Parameters:
  ///   - specs: The spec files as read, in the order of the header's.
  ///   - files: Inputs that the bundle will carry.
  static func create(
    _ path: String, header: JournalHeader, plan: Plan, planBytes: [UInt8], specs: [[UInt8]], environment: Fingerprint,
    files: [StoredFile] = [], pulse: Pulse? = nil
  ) throws(RunFault) -> Journal {
    let database = try claimed(path)
    try database.execute("PRAGMA application_id = \(JournalSchema.applicationID)")
    try database.execute("PRAGMA user_version = \(JournalSchema.version)")
    for table in JournalSchema.tables { try database.execute(table) }
    let meta = [("header", try record(header)), ("plan", planBytes), ("environment", try record(environment))]
    for (name, bytes) in meta + (pulse.map { [("pulse", $0.bytes)] } ?? []) {
      try database.execute("INSERT INTO meta VALUES (?, ?)", [.text(name), .blob(bytes)])
    }
    for (index, spec) in specs.enumerated() { try database.execute("INSERT INTO spec VALUES (?, ?)", [.integer(index), .blob(spec)]) }
    for file in files { try insert(file, into: database) }
    // No commit yet: what the first trial keeps makes all of it durable at once.
    return Journal(database, header: header, plan: plan, planBytes: planBytes, environment: environment, pulse: pulse, isDurable: false)
  }

  /// A new database in an open transaction, which nobody else has or gets.
  ///
  /// - Throws: `journal-exists` where the name is taken, by whoever began at the same moment too.
  private static func claimed(_ path: String) throws(RunFault) -> Database {
    let taken = RunFault(.journalExists, "`\(path)` exists already", help: "resume it, or move it away")
    let database = try Database(path, creating: true)
    do throws(RunFault) {
      for setting in [JournalSchema.volatile] + JournalSchema.settings { try database.execute(setting) }
      try database.execute("BEGIN EXCLUSIVE")
    } catch {
      throw error.code == .journalBusy ? taken : error
    }
    // Whoever found it empty before it was locked removed it.
    guard try database.rows("SELECT name FROM sqlite_schema").isEmpty, !database.wasMoved else { throw taken }
    return database
  }

  init(
    _ database: consuming Database, header: JournalHeader, plan: Plan, planBytes: [UInt8], environment: Fingerprint, pulse: Pulse? = nil,
    trials: [FinishedTrial] = [], isDurable: Bool = true
  ) {
    self.pulse = pulse
    self.isDurable = isDurable
    path = database.path
    self.database = database
    self.header = header
    self.plan = plan
    self.plan.seed.pulse = pulse?.value
    nodes = Dictionary(plan.nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.planBytes = planBytes
    self.environment = environment
    for trial in trials { self.trials[trial.id] = trial }
  }

  static func record(_ record: some Record) throws(RunFault) -> [UInt8] {
    do {
      return try record.canonicalBytes()
    } catch {
      throw RunFault(.journalFailed, "cannot write a record: \(error)")
    }
  }

  /// The cell of an id, or `nil`; complexity O(1).
  func node(_ id: String) -> Node? { nodes[id] }

  // MARK: What the run keeps

  func finished(_ id: TrialID) -> FinishedTrial? { trials[id] }

  func start(_ id: TrialID, at time: Timestamp) throws(RunFault) {
    try begin()
    try database.execute(
      """
      INSERT INTO attempt (node, trial, number, started) \
      SELECT ?1, ?2, 1 + coalesce(max(number), 0), ?3 FROM attempt WHERE node = ?1 AND trial = ?2
      """, [.text(id.node), .integer(id.index), .text(time.recordText)])
    try commit()
  }

  func finish(_ trial: FinishedTrial, files: [StoredFile], at time: Timestamp) throws(RunFault) {
    try begin()
    for file in files { try Journal.insert(file, into: database) }
    if trial.items == nil { try removeItems(of: trial.id) }
    try database.execute(
      "INSERT INTO trial VALUES (?, ?, ?, ?)",
      [.text(trial.node), .integer(trial.index), .text(time.recordText), .blob(try Journal.record(trial))])
    try end(trial.id, trial.status == .failed ? .failed : .finished, at: time)
    try commit()
    trials[trial.id] = trial
  }

  func interrupt(_ id: TrialID, at time: Timestamp) throws(RunFault) {
    try begin()
    try end(id, .interrupted, at: time)
    try commit()
  }

  func settle() throws(RunFault) {
    try write()
    if synchronized.duration(to: .now) >= Journal.longestWait { try synchronize() }
  }

  func commit() throws(RunFault) {
    try write()
    try synchronize()
  }

  /// How long an answer may stand in the log before the disk has it: waiting for the disk takes longer than asking.
  private static let longestWait = Duration.milliseconds(50)

  /// What is in the log survives a kill.
  private func write() throws(RunFault) {
    guard database.isInTransaction else { return }
    try database.execute("COMMIT")
    isPending = true
  }

  /// What is on the disk survives a power cut.
  private func synchronize() throws(RunFault) {
    if isDurable, !isPending { return }
    if log == nil { log = try? OpenFile.open(path + "-wal") }
    if isDurable, log != nil {
      do { try log?.synchronize() } catch { throw RunFault(error.fault("write", path)) }
    } else {
      try Files.synchronize(fileSystemOf: parentFolder(of: path))
    }
    if !isDurable { try database.execute(JournalSchema.durable) }
    (isDurable, isPending, synchronized) = (true, false, .now)
  }

  /// Takes back how trials ended, so that they are executed again; their attempts and answers stay.
  func reopen(_ ended: [FinishedTrial]) throws(RunFault) {
    guard !ended.isEmpty else { return }
    try begin()
    for trial in ended {
      try database.execute("DELETE FROM trial WHERE node = ? AND trial = ?", [.text(trial.node), .integer(trial.index)])
      trials[trial.id] = nil
    }
    try commit()
  }

  /// Takes down what the user allows beyond what was allowed before, where the run goes on.
  func allow(_ permissions: [String]) throws(RunFault) {
    let all = Permissions.sorted(header.allowed + permissions)
    guard all != header.allowed, try ended() == nil else { return }
    header.allowed = all
    try begin()
    try database.execute("UPDATE meta SET value = ? WHERE name = 'header'", [.blob(try Journal.record(header))])
    try commit()
  }

  // MARK: Statements

  func begin() throws(RunFault) {
    if !database.isInTransaction { try database.execute("BEGIN IMMEDIATE") }
  }

  private func end(_ id: TrialID, _ outcome: Attempt.Outcome, at time: Timestamp) throws(RunFault) {
    try database.execute(
      "UPDATE attempt SET ended = ?, outcome = ? WHERE node = ? AND trial = ? AND outcome IS NULL",
      [.text(time.recordText), .text(outcome.rawValue), .text(id.node), .integer(id.index)])
  }
}
