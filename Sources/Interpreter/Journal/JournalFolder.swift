internal import Attest
public import Record

/// Whether a run of a plan was broken off in a results folder, or goes on there now.
public func hasInterruptedRun(of plan: Digest, in results: String) -> Bool { !JournalFolder(results: results).paths(plan: plan).isEmpty }

/// The journals of a results folder: `RESULTS/.journal/RUN.sqlite`, `RUN` being the name the bundle will have.
struct JournalFolder {
  let path: String
  private let results: String

  init(results: String) {
    self.results = results
    path = "\(results)/.journal"
  }

  static let suffix = ".sqlite"

  /// A free name for a run that starts now: time, and eight digits of the plan; a number follows where another run has the name,
  /// be it under way or in its bundle already.
  func newPath(name evaluation: String, plan: Digest, at time: Timestamp) throws(RunFault) -> String {
    try Files.makeFolders(path)
    let name = "\(time.compact)-\(plan.short)"
    var number = 1
    while true {
      let run = name + (number == 1 ? "" : "-\(number)")
      let candidate = "\(path)/\(run)\(JournalFolder.suffix)"
      if !Files.exists(candidate), !Files.exists("\(results)/\(evaluation)/\(run)") { return candidate }
      number += 1
    }
  }

  /// All journals.
  var all: [String] { Files.names(in: path).filter { $0.hasSuffix(JournalFolder.suffix) }.map { "\(path)/\($0)" } }

  /// Journals of a plan, the latest first; by their names alone.
  func paths(plan: Digest) -> [String] {
    let names = Files.names(in: path).filter { name in
      name.hasSuffix(JournalFolder.suffix) && name.dropFirst(16).hasPrefix("-\(plan.short)")
    }
    return names.reversed().map { "\(path)/\($0)" }
  }

  /// The latest journal of a plan that holds anything and is nobody's now; `nil` where runs were begun and none kept anything.
  ///
  /// - Throws: `no-journal` where there is none, or what the latest one suffers from.
  func latest(plan: Digest) throws(RunFault) -> Journal? {
    var passed: RunFault?
    for candidate in paths(plan: plan) {
      do throws(RunFault) {
        let journal = try Journal.open(candidate)
        if journal.header.plan == plan { return journal }
      } catch {
        guard error.code == .journalBusy || error.code == .journalEmpty else { throw error }
        if error.code == .journalBusy || passed == nil { passed = error }
      }
    }
    if passed?.code == .journalEmpty { return nil }
    throw passed ?? missing(plan)
  }

  /// That nothing of a plan can be gone on with, and why.
  private func missing(_ plan: Digest) -> RunFault {
    let bundle = RunName.bundles(in: results).last { RunName($0).run.contains("-\(plan.short)") }
    guard let bundle else {
      return RunFault(.noJournal, "no interrupted run of this plan is on record in `\(path)`", help: "start it without `--resume`")
    }
    return RunFault(
      .noJournal, "the run of this plan lacks nothing that could still be asked or executed: its bundle is `\(bundle)`",
      help: "start it anew without `--resume`, or change the spec: a question with an answer, be it cut short, is not asked again")
  }

  /// What SQLite keeps beside a database.
  private static let companions = ["-wal", "-shm", "-journal"]

  /// Removes a journal with what SQLite keeps beside it; the database goes first, since it says nothing true without its log.
  static func remove(_ path: String) {
    for suffix in [""] + companions { Files.remove(path + suffix) }
  }

  /// Removes what stands beside journals that are gone.
  func sweep() {
    for name in Files.names(in: path) {
      guard let companion = JournalFolder.companions.first(where: { name.hasSuffix(JournalFolder.suffix + $0) }) else { continue }
      let journal = "\(path)/\(name.dropLast(companion.count))"
      if !Files.exists(journal) { Files.remove("\(path)/\(name)") }
    }
  }
}
