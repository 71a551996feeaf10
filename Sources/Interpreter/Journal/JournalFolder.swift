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

  /// Journals of a plan, the latest first; by their names alone.
  func paths(plan: Digest) -> [String] {
    let names = Files.names(in: path).filter { name in
      name.hasSuffix(JournalFolder.suffix) && name.dropFirst(16).hasPrefix("-\(plan.short)")
    }
    return names.reversed().map { "\(path)/\($0)" }
  }

  /// The latest journal of a plan that holds anything and is nobody's now.
  ///
  /// - Throws: `no-journal` where there is none, or what the latest one suffers from.
  func latest(plan: Digest) throws(RunFault) -> Journal {
    var passed: RunFault?
    for candidate in paths(plan: plan) {
      do throws(RunFault) {
        let journal = try Journal.open(candidate)
        if journal.header.plan == plan { return journal }
      } catch {
        guard error.code == .journalBusy || error.code == .journalEmpty else { throw error }
        passed = passed ?? error
      }
    }
    throw passed ?? RunFault(.noJournal, "no interrupted run of this plan is on record in `\(path)`", help: "start it without `--resume`")
  }

  /// Removes a journal with what SQLite keeps beside it.
  static func remove(_ path: String) {
    for suffix in ["-wal", "-shm", "-journal", ""] { Files.remove(path + suffix) }
  }
}
