import Attest
import Record
import TestSupport
import Testing

@testable import Interpreter

@Suite struct JournalFolderTests {
  private let folder: TemporaryFolder
  private let journals: JournalFolder
  private let plan = SamplePlan.plan()
  private let digest: Digest

  init() throws {
    folder = try TemporaryFolder()
    journals = JournalFolder(results: folder.path)
    digest = SHA256.digest(of: try plan.canonicalBytes())
  }

  /// The path of a journal that began so many seconds later; with a plan in it, or without anything.
  @discardableResult
  private func make(at seconds: Int, isEmpty: Bool = false) throws -> String {
    let time = Timestamp(secondsSince1970: 1_700_000_000 + seconds)
    let path = try journals.newPath(name: plan.name, plan: digest, at: time)
    guard !isEmpty else {
      try Files.replace(path, [])
      return path
    }
    let header = JournalHeader(
      plan: digest, tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil), started: time, allowed: [], inputs: [],
      includesInputs: false)
    try Journal.create(
      path, header: header, plan: plan, planBytes: try plan.canonicalBytes(), specs: [],
      environment: Fingerprint(fields: [:], taints: [], evidence: [:])
    ).commit()
    return path
  }

  @Test func `two runs that begin in the same second have names of their own`() throws {
    let first = try make(at: 0)
    #expect(try make(at: 0) == first.replacing(JournalFolder.suffix, with: "-2" + JournalFolder.suffix))
  }

  @Test func `the latest is gone on with, and one that holds nothing hides no other`() throws {
    try make(at: 0)
    let kept = try make(at: 1)
    try make(at: 2, isEmpty: true)
    #expect(try journals.latest(plan: digest)?.path == kept)
  }

  @Test func `where all hold nothing there is none, and nothing stays`() throws {
    try make(at: 0, isEmpty: true)
    #expect(try journals.latest(plan: digest) == nil)
    #expect(journals.paths(plan: digest).isEmpty)
  }

  @Test func `what stands beside a journal that is gone is swept`() throws {
    let path = try make(at: 0)
    let alone = path.replacing(JournalFolder.suffix, with: "-9" + JournalFolder.suffix)
    for journal in [path, alone] { try Files.replace(journal + "-wal", []) }
    journals.sweep()
    #expect(Files.exists(path + "-wal") && !Files.exists(alone + "-wal"))
  }

  @Test func `one that is under way is not waited for`() throws {
    let path = try make(at: 0)
    let running = try Journal.open(path)
    let fault = #expect(throws: RunFault.self) { try journals.latest(plan: digest) }
    #expect(fault?.code == .journalBusy)
    withExtendedLifetime(running) {}
  }
}
