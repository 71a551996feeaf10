import Attest
import Glibc
import Record
import TestSupport
import Testing

@testable import Interpreter

/// A store that dies at a chosen step, before or after its journal did it; what was not committed is lost with the process.
private final class DyingStore: TrialStore {
  let journal: Journal
  private var steps: Int

  init(_ journal: Journal, after steps: Int) {
    self.journal = journal
    self.steps = steps
  }

  private func step(_ body: () throws(RunFault) -> Void) throws(RunFault) {
    try count()
    try body()
    try count()
  }

  private func count() throws(RunFault) {
    if steps == 0 { throw RunFault(.unexpected, "killed") }
    steps -= 1
  }

  func finished(_ id: TrialID) throws(RunFault) -> FinishedTrial? { journal.finished(id) }
  func start(_ id: TrialID, at time: Timestamp) throws(RunFault) {
    try step { () throws(RunFault) in try journal.start(id, at: time) }
  }
  func finish(_ trial: FinishedTrial, files: [StoredFile], at time: Timestamp) throws(RunFault) {
    try step { () throws(RunFault) in try journal.finish(trial, files: files, at: time) }
  }
  // A killed process notes nothing.
  func interrupt(_ id: TrialID, at time: Timestamp) {}
  func file(_ digest: Digest) throws(RunFault) -> [UInt8] { try journal.file(digest) }
  func line(of id: TrialID, _ exchange: Exchange) throws(RunFault) -> TranscriptLine? { try journal.line(of: id, exchange) }
  func isAnswered(_ exchange: Exchange, of id: TrialID) throws(RunFault) -> Bool { try journal.isAnswered(exchange, of: id) }
  func eachItemEvent(of id: TrialID, _ take: (EventLog.Event) throws(RunFault) -> Void) throws(RunFault) {
    try journal.eachItemEvent(of: id, take)
  }
  func keep(_ transcript: Transcript, _ event: EventLog.Event, of id: TrialID) throws(RunFault) {
    try journal.keep(transcript, event, of: id)
  }
  func settle() throws(RunFault) { try journal.settle() }
  func commit() throws(RunFault) { try journal.commit() }
  func keepItems(_ piece: [UInt8], number: Int, of id: TrialID) throws(RunFault) {
    try journal.keepItems(piece, number: number, of: id)
  }
}

@Suite struct JournalTests {
  let folder: TemporaryFolder
  let search: InputSearch
  let plan = SamplePlan.plan()

  init() throws {
    folder = try TemporaryFolder()
    search = InputSearch(paths: ["points": try folder.write(SamplePlan.csv, to: "points.csv")], store: nil)
  }

  private func create(_ name: String = "run.sqlite") throws -> Journal {
    let bytes = try plan.canonicalBytes()
    let header = JournalHeader(
      plan: SHA256.digest(of: bytes), tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil),
      started: Timestamp(secondsSince1970: 1_700_000_000), allowed: [], inputs: [], includesInputs: false)
    return try Journal.create(
      folder.path(name), header: header, plan: plan, planBytes: bytes, specs: [Array("etalon: 1\n".utf8)],
      environment: Fingerprint(fields: [:], taints: [], evidence: [:]))
  }

  private func execute(_ store: any TrialStore) throws {
    try GraphRun.inMemory(plan, store: store, search: search).execute()
  }

  @Test func `a kill at any step, and going on, gives the same results, with the attempt on record`() throws {
    let whole = try create()
    try execute(whole)
    let expected = try RunExport(whole).records.results.canonicalBytes()
    var interrupted = 0
    for steps in 0..<20 {
      let path = folder.path("killed-\(steps).sqlite")
      do {
        let dying = DyingStore(try create("killed-\(steps).sqlite"), after: steps)
        #expect(throws: RunFault(.unexpected, "killed")) { try execute(dying) }
      }
      // Before the first trial is durable there is nothing to go on with.
      guard steps > 0 else {
        #expect(throws: RunFault.self) { try Journal.open(path) }
        continue
      }
      let journal = try Journal.open(path)
      try journal.resume(at: Timestamp(secondsSince1970: 1_700_000_050))
      try execute(journal)
      let export = try RunExport(journal)
      #expect(try export.records.results.canonicalBytes() == expected, "killed at step \(steps)")
      // After the last step all trials are on record, and nothing was broken off.
      #expect(export.records.run.interruptions == (steps == 19 ? [] : [Timestamp(secondsSince1970: 1_700_000_050)]))
      interrupted += export.records.trials.flatMap(\.attempts).filter { $0.outcome == .interrupted }.count
      #expect(export.records.trials.allSatisfy { $0.attempts.last?.outcome == .finished })
    }
    #expect(interrupted == 10, "two of the four steps of each trial leave it started and not finished")
  }

  @Test func `two exports of a journal are equal, byte for byte`() throws {
    let path: String
    let first: [String: [UInt8]]
    let root: Digest
    do {
      let journal = try create()
      try execute(journal)
      path = journal.path
      let draft = try RunExport(journal).draft()
      (first, root) = (draft.data, try draft.write(to: folder.path("first")))
    }
    let second = try RunExport(try Journal.open(path)).draft()
    #expect(first == second.data && first.keys.contains("data/trials.jsonl"))
    #expect(try second.write(to: folder.path("second")) == root)
  }

  @Test func `a journal keeps the pulse that seeds depend on, and is none without it`() throws {
    var seeded = plan
    seeded.seed = Seed(root: plan.seed.root, needsPulse: true)
    let bytes = try seeded.canonicalBytes()
    let header = JournalHeader(
      plan: SHA256.digest(of: bytes), tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil),
      started: Timestamp(secondsSince1970: 1_700_000_000), allowed: [], inputs: [], includesInputs: false)
    func create(_ name: String, _ pulse: Pulse?) throws -> Journal {
      try Journal.create(
        folder.path(name), header: header, plan: seeded, planBytes: bytes, specs: [],
        environment: Fingerprint(fields: [:], taints: [], evidence: [:]),
        pulse: pulse)
    }
    let pulse = try Pulse(reading: try TestBeacon.published())
    do { try create("with.sqlite", pulse).commit() }
    let journal = try Journal.open(folder.path("with.sqlite"))
    #expect(journal.pulse == pulse && journal.plan.seed.pulse == pulse.value)
    do { try create("without.sqlite", nil).commit() }
    #expect(throws: RunFault.self) { try Journal.open(folder.path("without.sqlite")) }
  }

  @Test func `a journal belongs to one process`() throws {
    let journal = try create()
    try journal.commit()
    let fault = #expect(throws: RunFault.self) { try Journal.open(journal.path) }
    #expect(fault?.code == .journalBusy)
  }

  @Test func `a damaged journal is refused at whichever byte it is damaged, and never traps`() throws {
    let path: String
    do {
      let journal = try create()
      try execute(journal)
      path = journal.path
      _ = try journal.database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    }
    let bytes = try Repository.bytes(of: path)
    var generator = SeededGenerator(seed: 20_261_123)
    var refused = 0
    for round in 0..<60 {
      var damaged = bytes
      if round % 3 == 0 {
        damaged.removeLast(Int.random(in: 1..<bytes.count, using: &generator))
      } else {
        for _ in 0..<8 { damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= UInt8.random(in: 1...255, using: &generator) }
      }
      let file = try folder.write(damaged, to: "damaged-\(round).sqlite")
      do { _ = try RunExport(try Journal.open(file)).draft() } catch is RunFault { refused += 1 }
    }
    #expect(refused >= 30, "seed 20261123")
  }

  @Test(arguments: [
    "PRAGMA user_version = 99", "PRAGMA application_id = 1", "CREATE TABLE other (a)", "DROP TABLE attempt", "DELETE FROM meta",
    "CREATE TRIGGER t AFTER INSERT ON attempt BEGIN DELETE FROM trial; END", "UPDATE meta SET value = x'7b7d' WHERE name = 'plan'",
    "UPDATE trial SET record = x'00'", "UPDATE trial SET node = 'gemm', trial = 9 WHERE node = 'batch'",
  ])
  func `a journal that was changed is refused`(statement: String) throws {
    let path: String
    do {
      let journal = try create()
      try execute(journal)
      path = journal.path
      try journal.database.execute(statement)
    }
    let fault = #expect(throws: RunFault.self) { try Journal.open(path) }
    #expect(fault?.code == .journalCorrupt)
  }

  @Test func `a journal that nothing was kept in says so`() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "journal")
    let fault = #expect(throws: RunFault.self) { try Journal.open(folder.path("journal")) }
    #expect(fault?.code == .journalEmpty)
    #expect(!Files.exists(folder.path("journal")), "it is of no use, and gone")
  }

  @Test func `a file in a journal is checked against its digest`() throws {
    let journal = try create()
    try execute(journal)
    try journal.database.execute("UPDATE file SET piece = x'00'")
    let draft = try RunExport(journal).draft()
    let fault = #expect(throws: AttestFault.self) { try draft.write(to: folder.path("bundle")) }
    #expect(fault?.code == "bundle-record")
    #expect(throws: RunFault.self) { try journal.file(try #require(journal.trials.values.flatMap(\.artifacts).first).digest) }
  }

  @Test(arguments: [0, 1, Journal.pieceSize, Journal.pieceSize + 1])
  func `a file of any size is kept in pieces and comes out as it was`(size: Int) throws {
    let journal = try create()
    let file = StoredFile((0..<size).map { UInt8(truncatingIfNeeded: $0 / 251) })
    try Journal.insert(file, into: journal.database)
    #expect(try journal.file(file.digest) == file.bytes)
    var pieces = 0
    try journal.eachPiece(of: file.digest) { _ in pieces += 1 }
    #expect(pieces == max(1, (size + Journal.pieceSize - 1) / Journal.pieceSize))
  }

  @Test func `a name that another process took a moment earlier is taken, before and after its first commit`() throws {
    let first = try create()
    for _ in 0..<2 {
      let fault = #expect(throws: RunFault.self) { try create() }
      #expect(fault?.code == .journalExists)
      try first.commit()
    }
  }

  @Test func `a journal may stand behind a link to its folder, and be none itself`() throws {
    try folder.write("", to: "real/here")
    #expect(unsafe symlink("real", folder.path("linked")) == 0)
    try create("linked/run.sqlite").commit()
    #expect(Files.exists(folder.path("real/run.sqlite")))
    #expect(try Journal.open(folder.path("linked/run.sqlite")).plan.name == plan.name)
  }

  @Test func `a text file is no journal, and neither is a link to one`() throws {
    let text = try folder.write("not a database, but long enough to have a header\n", to: "text.sqlite")
    #expect(throws: RunFault.self) { try Journal.open(text) }
    #expect(throws: RunFault.self) { try Journal.open(folder.path("absent.sqlite")) }
  }

  private let ask = TrialID(node: "ask", index: 0)

  private func event(_ exchange: Exchange, sent: UInt64, end: UInt64, retries: Int = 0, isAnswered: Bool = true) -> EventLog.Event {
    let times = QueryTimes(scheduled: sent, sent: sent, last: end, end: end)
    return EventLog.Event(exchange: exchange, times: times, retries: retries, isAnswered: isAnswered)
  }

  /// Keeps an answer that came at once.
  private func keep(_ exchange: Exchange, _ response: String, fault: String? = nil, in journal: Journal) throws {
    let transcript = Transcript(exchange: exchange, request: [:], status: 200, response: response, fault: fault)
    try journal.keep(transcript, event(exchange, sent: 1, end: 2, isAnswered: fault == nil), of: ask)
  }

  @Test func `answers are kept with their times, and the latest counts`() throws {
    let journal = try create()
    let first = Transcript(exchange: .item(3), request: [:], status: 0, response: "", fault: "no answer")
    let second = Transcript(exchange: .item(3), request: [:], status: 200, response: "42")
    try journal.keep(first, event(.item(3), sent: 5, end: 9, isAnswered: false), of: ask)
    #expect(try !journal.isAnswered(.item(3), of: ask))
    try journal.keep(second, event(.item(3), sent: 20, end: 27, retries: 2), of: ask)
    #expect(try journal.isAnswered(.item(3), of: ask) && !journal.isAnswered(.item(4), of: ask))
    #expect(try journal.line(of: ask, .item(3))?.transcript == second)
    #expect(try journal.line(of: ask, .item(4)) == nil)
    #expect(try journal.line(of: TrialID(node: "ask", index: 1), .item(3)) == nil)
  }

  @Test func `answers wait for one another until they are settled`() throws {
    let journal = try create()
    try keep(.item(0), "a", in: journal)
    try keep(.item(1), "b", in: journal)
    var isOpen = journal.database.isInTransaction
    #expect(isOpen)
    try journal.settle()
    isOpen = journal.database.isInTransaction
    #expect(!isOpen)
    try journal.settle()
    try journal.commit()
    #expect(try journal.isAnswered(.item(1), of: ask))
  }

  @Test func `events of items come in the order of the items, whatever the order of the answers`() throws {
    let journal = try create()
    for exchange in [Exchange.item(10), .query(item: 2, number: 0), .item(2), .probe(0), .item(1), .item(2)] {
      try keep(exchange, "x", in: journal)
    }
    var exchanges: [Exchange] = []
    try journal.eachItemEvent(of: ask) { exchanges.append($0.exchange) }
    #expect(exchanges == [.item(1), .item(2), .item(10)])
  }

  @Test func `the file of transcripts has the answers that count, in the order of exchanges`() throws {
    let journal = try create()
    try keep(.item(10), "ten", in: journal)
    try keep(.item(2), "", fault: "HTTP 500", in: journal)
    try keep(.query(item: 2, number: 0), "about an answer that no longer counts", in: journal)
    try keep(.probe(1), "probe", in: journal)
    try keep(.item(2), "two", in: journal)
    try keep(.query(item: 10, number: 1), "more", in: journal)
    try keep(.query(item: 10, number: 0), "first", in: journal)
    var trial = FinishedTrial(ask, ended: .ok, nil)
    trial.transcripts = SHA256.digest(of: [])
    var lines: [UInt8] = []
    try #require(journal.transcripts(of: trial)).read { lines += $0 }
    let transcripts = try TrialLines.split(lines).map { line in try Transcript(canonical: line) }
    #expect(transcripts.map(\.response) == ["probe", "two", "ten", "first", "more"])
    trial.transcripts = nil
    #expect(journal.transcripts(of: trial) == nil)
  }

  @Test func `item records are kept in pieces, and an attempt that begins anew forgets those of the last`() throws {
    let journal = try create()
    for (number, piece) in ["a\n", "b\n"].enumerated() { try journal.keepItems(Array(piece.utf8), number: number, of: ask) }
    try journal.keepItems(Array("c\n".utf8), number: 0, of: ask)
    var trial = FinishedTrial(ask, ended: .ok, nil)
    trial.items = SHA256.digest(of: Array("c\n".utf8))
    var bytes: [UInt8] = []
    try #require(journal.itemRecords(of: trial)).read { bytes += $0 }
    #expect(bytes == Array("c\n".utf8))
    trial.items = nil
    #expect(journal.itemRecords(of: trial) == nil)
  }
}
