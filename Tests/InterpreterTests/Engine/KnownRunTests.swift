import Attest
import Record
import Score
import TestSupport
import Testing

@testable import Interpreter

@Suite struct KnownRunTests {
  let folder: TemporaryFolder
  let input: String
  private var results: String { folder.path("results") }

  init() throws {
    folder = try TemporaryFolder()
    input = try folder.write(SamplePlan.csv, to: "points.csv")
  }

  private func request(_ plan: Plan = SamplePlan.plan(), resume: RunRequest.Resume = .no) -> RunRequest {
    RunRequest(
      plan: plan, specs: [SpecFile(bytes: [], source: "sample.yaml")], inputs: InputSearch(paths: ["points": input], store: nil),
      tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil), results: results, resume: resume,
      environment: SampleHost.fingerprint)
  }

  /// A run that is stopped after its first trial.
  private func breakOff() throws {
    var ended = 0
    let fault = #expect(throws: RunFault.self) {
      try Runner.run(request(), observe: { if case .trialEnded = $0 { ended += 1 } }, isEnding: { ended > 0 })
    }
    #expect(fault?.code == .interrupted && ended == 1)
  }

  @Test func `runs are listed by what can be done about them, the latest first`() throws {
    #expect(KnownRun.all(in: results).isEmpty && KnownRun.latestBundle(under: results) == nil)
    let first = try Runner.run(request())
    try breakOff()
    let runs = KnownRun.all(in: results)
    #expect(runs.map(\.state) == [.interrupted, .whole])
    #expect(runs.map(\.evaluation) == ["sample", "sample"] && runs.map(\.bundle) == [nil, first.bundle])
    #expect(runs[0].finished?.trials == 1 && runs[0].finished?.of == first.trials.count)
    #expect(KnownRun.latestBundle(under: results) == first.bundle)
  }

  @Test func `a run with several bundles is one, and the last of them counts`() throws {
    var plan = SamplePlan.plan()
    plan.targets.append(TargetPlan(id: "large", device: .cpu, threads: .all, require: .init(cores: 100_000)))
    plan.nodes[0].target = "large"
    _ = try Runner.run(request(plan))
    let second = try Runner.run(request(plan, resume: .latest))
    let runs = KnownRun.all(in: results)
    #expect(runs.map(\.state) == [.incomplete] && runs[0].bundle == second.bundle && runs[0].journal != nil)
    #expect(runs[0].reasons.contains { $0.contains("of 100000 cores") })
    try runs[0].remove(in: results, keepingBundles: true)
    #expect(KnownRun.all(in: results).map(\.journal) == [nil])
    try KnownRun.all(in: results)[0].remove(in: results)
    #expect(Files.names(in: results + "/sample").isEmpty)
  }

  @Test func `a run whose bundle is not written is exported elsewhere, byte for byte`() throws {
    var kept = request()
    kept.keepsJournal = true
    let summary = try Runner.run(kept)
    let run = try #require(KnownRun.all(in: results).first)
    try Runner.export(try #require(run.journal), to: folder.path("elsewhere")) { _, _ in }
    #expect(bundleRoot(at: folder.path("elsewhere")) == summary.root)
    try breakOff()
    let interrupted = try #require(KnownRun.all(in: results).first { $0.state == .interrupted })
    let fault = #expect(throws: RunFault.self) { try Runner.export(interrupted.journal ?? "", to: folder.path("no")) { _, _ in } }
    #expect(fault?.code == .notFinished)
  }

  @Test func `workloads that were left out are said to be, and executed on going on`() throws {
    var only = request()
    only.only = [SamplePlan.plan().nodes[0].workload]
    let first = try Runner.run(only)
    #expect(first.trials.contains { $0.status == .ok } && first.trials.contains { $0.status == .refused })
    #expect(first.trials.filter { $0.status == .refused }.allSatisfy { $0.reason?.contains("--only") == true })
    #expect(first.isResumable && first.conclusion == .undecided)
    let second = try Runner.run(request(resume: .latest))
    #expect(second.trials.allSatisfy { $0.status == .ok } && !second.isResumable)
    let failures = try BundleReading(path: second.bundle).findings.filter { $0.severity == .failure }
    #expect(failures.isEmpty, "\(failures.map(\.message))")
  }

  @Test func `names of runs are ordered by time, then by number, then by attempt`() {
    let names = ["20260101T000000Z-aa", "20260101T000000Z-aa.2", "20260101T000000Z-aa-2", "20260101T000000Z-aa-10", "20260102T000000Z-aa"]
    #expect(names.shuffled().sorted { RunName($0) < RunName($1) } == names)
    #expect(RunName("results/x/20260101T000000Z-aa-2.3").run == "20260101T000000Z-aa-2" && RunName("my.bundle").run == "my.bundle")
  }
}
