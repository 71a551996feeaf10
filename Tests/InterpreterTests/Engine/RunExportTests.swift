import Attest
import Record
import Score
import TestSupport
import Testing

@testable import Interpreter

@Suite struct RunExportTests {
  private let folder: TemporaryFolder
  private let evaluation = EvaluationFixture(url: "http://localhost/")
  private let id = TrialID(node: "quiz", index: 0)

  init() throws { folder = try TemporaryFolder() }

  /// The export of a run whose one trial came to something, after answers of which the trial names some.
  private func export(
    _ plan: Plan, status: TrialStatus = .ok, answers: [Transcript] = [], naming named: [Transcript] = []
  ) throws -> RunExport {
    let bytes = try plan.canonicalBytes()
    let now = Timestamp(secondsSince1970: 1_700_000_000)
    let header = JournalHeader(
      plan: SHA256.digest(of: bytes), tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil), started: now, allowed: [],
      inputs: [], includesInputs: false)
    let journal = try Journal.create(
      folder.path("run.sqlite"), header: header, plan: plan, planBytes: bytes, specs: [],
      environment: SampleHost.fingerprint)
    try journal.start(id, at: now)
    for answer in answers {
      let times = QueryTimes(scheduled: 0, sent: 0, end: 1)
      try journal.keep(
        answer, EventLog.Event(exchange: answer.exchange, times: times, retries: 0, isAnswered: answer.fault == nil), of: id)
    }
    var trial = FinishedTrial(id, ended: status, status == .ok ? nil : "it broke", on: HostResolution(threads: 1, isa: "sse2"))
    if status == .ok { trial.results = [ResultValue("items", .replayed, .count(1))] }
    if !named.isEmpty { trial.transcripts = SHA256.digest(of: try named.flatMap { try $0.canonicalBytes() + [0x0A] }) }
    try journal.finish(trial, files: [], at: now)
    return try RunExport(journal)
  }

  private func answer(_ item: Int, _ response: String, fault: String? = nil) -> Transcript {
    Transcript(exchange: .item(item), request: [:], status: 200, response: response, fault: fault)
  }

  @Test func `the bundle has the answers that the trial names, not those that were asked for again`() throws {
    let (refused, first, second) = (answer(0, "", fault: "HTTP 500"), answer(0, "a"), answer(1, "b"))
    let draft = try export(evaluation.plan, answers: [refused, first, second], naming: [first, second]).draft()
    let bundle = folder.path("bundle")
    try draft.write(to: bundle)
    let path = try #require(draft.streams.keys.first { $0.hasPrefix("data/transcripts/") })
    #expect(try Repository.bytes(of: "\(bundle)/\(path)") == first.canonicalBytes() + [0x0A] + second.canonicalBytes() + [0x0A])
  }

  @Test func `an answer that a trial names and nobody kept is no bundle`() throws {
    let draft = try export(evaluation.plan, answers: [answer(0, "a")], naming: [answer(0, "a"), answer(1, "b")]).draft()
    let fault = #expect(throws: AttestFault.self) { try draft.write(to: folder.path("bundle")) }
    #expect(fault?.code == "bundle-record")
  }

  @Test func `what a cell leaves out is told, also where its trials finished`() throws {
    var limited = evaluation
    limited.items = 2
    #expect(try export(limited.plan).records.run.partial == ["`quiz` puts only the first 2 items"])
  }

  private var measured: Plan {
    var plan = evaluation.plan
    plan.nodes[0].metrics = [.result("accuracy", .higher)]
    return plan
  }

  @Test func `a metric without a value is told with the reason`() throws {
    let valueless = try export(measured).valueless
    #expect(valueless.map(\.metric) == ["accuracy"])
    #expect(valueless.first?.reason.isEmpty == false)
  }

  @Test func `of a cell that did not finish, the trial's own reason is enough`() throws {
    let failed = try export(measured, status: .failed)
    #expect(failed.valueless.isEmpty)
    #expect(failed.records.run.partial == ["`quiz#0` failed: it broke"])
  }
}
