import Attest
import Record
import TestSupport
import Testing

@testable import Interpreter

/// Whole runs of an evaluation, with a journal and a bundle.
@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct EvaluationRunTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func request(_ behaviour: String, _ questions: [String], resume: RunRequest.Resume = .no) throws -> RunRequest {
    var fixture = EvaluationFixture(url: "http://127.0.0.1:\(try TestServer.faults.get().port)/\(behaviour)/v1")
    fixture.questions = questions.map { #"{"q": "\#($0)", "a": "\#($0.uppercased())"}"# }
    var plan = fixture.plan
    plan.targets = [TargetPlan(id: "host", device: .cpu, threads: .count(1))]
    let path = try folder.write(fixture.dataset, to: "questions.jsonl")
    return RunRequest(
      plan: plan, specs: [SpecFile(bytes: [], source: "quiz.yaml")], inputs: InputSearch(paths: ["questions": path], store: nil),
      permissions: Permissions(network: ["127.0.0.1"]), tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil),
      results: folder.path("results"), resume: resume, environment: SampleHost.fingerprint)
  }

  private var journals: [String] { Files.names(in: folder.path("results/.journal")).filter { $0.hasSuffix(".sqlite") } }

  @Test func `a bundle holds the item records that its trial names`() throws {
    let summary = try Runner.run(try request("good", ["one", "two"]))
    let items = try #require(summary.trials[0].items)
    let lines = try Repository.text(of: "\(summary.bundle)/data/items/\(items.hex)").split(separator: "\n")
    #expect(try lines.map { line in try ItemRecord(canonical: Array(line.utf8)).position } == [0, 1])
    let reading = try BundleReading(path: summary.bundle)
    #expect(reading.findings.filter { $0.severity == .failure }.isEmpty, "\(reading.findings)")
    var outcomes: [ItemOutcome] = []
    let isWhole = reading.folder.forEachItem(of: summary.trials[0]) { record in
      outcomes.append(record.outcome)
      return true
    }
    #expect(isWhole && outcomes == [.answer, .answer])
    #expect(!summary.isResumable && journals.isEmpty)
  }

  /// The transcripts of the one trial of a run.
  private func transcripts(_ run: RunSummary) throws -> [Transcript] {
    let file = try #require(run.trials[0].transcripts)
    let lines = try Repository.text(of: "\(run.bundle)/data/transcripts/\(file.hex)").split(separator: "\n")
    return try lines.map { line in try Transcript(canonical: Array(line.utf8)) }
  }

  @Test func `an evaluation that failed is gone on with, and only what is missing is asked`() throws {
    let questions = (0..<5).map { "question \($0) of \(folder.path)" } + ["please fail at \(folder.path)"]
    let failed = try Runner.run(try request("mending", questions))
    #expect(failed.trials[0].status == .failed && failed.trials[0].items == nil && failed.isResumable)
    #expect(failed.trials[0].reason == "1 of 6 items have no usable answer; first, item 5: HTTP 400: not today")
    #expect(journals.count == 1)
    let whole = try Runner.run(try request("mending", questions, resume: .latest))
    #expect(whole.trials[0].status == .ok && !whole.isResumable && journals.isEmpty)
    #expect(whole.trials[0].attempts.map(\.outcome) == [.failed, .finished])
    #expect(whole.bundle == failed.bundle + ".2", "the failed bundle stays")
    let before = Set(try transcripts(failed))
    #expect(try transcripts(whole).filter { before.contains($0) }.count == 6 + 5, "probes and answers were kept")
    let reading = try BundleReading(path: whole.bundle)
    #expect(reading.findings.filter { $0.severity == .failure }.isEmpty)
    #expect(reading.records?.measurements.trials[0].series.map(\.count) == [6, 6, 6, 6], "the times of the first attempt are kept too")
  }

  @Test func `a run that failed again can still be gone on with`() throws {
    let questions = ["one", "please fail"]
    _ = try Runner.run(try request("refusing-some", questions))
    #expect(journals.count == 1)
    let again = try Runner.run(try request("refusing-some", questions, resume: .latest))
    #expect(again.trials[0].status == .failed && again.isResumable && journals.count == 1)
    #expect(again.trials[0].attempts.count == 2)
  }

  @Test func `one question that crashes its server leaves the others their answers`() throws {
    var evaluation = EvaluationFixture(url: "http://127.0.0.1:\(try TestServer.faults.get().port)/crashing/v1")
    evaluation.questions[1] = #"{"q": "please fail", "a": "x"}"#
    let outcome = try evaluation.execute()
    #expect(outcome.reason?.hasPrefix("1 of 6 items have no usable answer; first, item 1: the connection failed: ") == true)
    #expect(try evaluation.records().map(\.outcome) == [.answer, .error, .answer, .answer, .answer, .answer])
  }
}
