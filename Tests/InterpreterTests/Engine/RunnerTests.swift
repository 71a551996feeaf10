import Attest
import Record
import Score
import TestSupport
import Testing

@testable import Interpreter

@Suite struct RunnerTests {
  let folder: TemporaryFolder
  let input: String

  init() throws {
    folder = try TemporaryFolder()
    input = try folder.write(SamplePlan.csv, to: "points.csv")
  }

  private func request(_ plan: Plan = SamplePlan.plan(), resume: RunRequest.Resume = .no, results: String = "results") -> RunRequest {
    RunRequest(
      plan: plan, specs: [SpecFile(bytes: [], source: "sample.yaml")], inputs: InputSearch(paths: ["points": input], store: nil),
      tool: RunRecord.Tool(name: "etalon", version: "0", executable: nil), results: folder.path(results), includesInputs: true,
      resume: resume, environment: SampleHost.fingerprint)
  }

  private func perform(
    _ request: RunRequest, isCancelled: @escaping () -> Bool = { false }, observe: @escaping (RunEvent) -> Void = { _ in }
  ) throws -> RunSummary {
    try Runner.run(request, observe: observe, isCancelled: isCancelled)
  }

  @Test func `a run leaves a bundle with every file of the format, and no journal`() throws {
    let summary = try perform(request())
    #expect(summary.conclusion == .holds && summary.valueless.isEmpty)
    let files = try bundleFiles(summary.bundle)
    for name in [
      "bagit.txt", "manifest-sha256.txt", "data/plan.json", "data/inputs.json", "data/environment.json", "data/run.json",
      "data/trials.jsonl", "data/results.json", "data/bounded.json", "data/measurements.json", "data/scores.json",
    ] {
      #expect(files.contains(name))
    }
    #expect(files.contains { $0.hasPrefix("data/artifacts/") })
    #expect(files.contains { $0.hasPrefix("data/spec/") && $0.hasSuffix(".yaml") })
    #expect(files.contains("data/inputs/" + SHA256.digest(of: Array(SamplePlan.csv.utf8)).hex))
    #expect(summary.bundle.hasSuffix("-\(summary.plan.short)"))
    #expect(Files.names(in: folder.path("results/.journal")).isEmpty)
  }

  private func bundleFiles(_ bundle: String) throws -> [String] {
    func walk(_ path: String) -> [String] {
      Files.names(in: "\(bundle)/\(path)").flatMap { name -> [String] in
        let inner = path.isEmpty ? name : "\(path)/\(name)"
        return Files.isFolder("\(bundle)/\(inner)") ? walk(inner) : [inner]
      }
    }
    return walk("")
  }

  @Test(arguments: [(nil, "names no licence"), ("Proprietary", "its licence `Proprietary` is not one")])
  func `an input that may not be passed on is left out, and the run says why`(_ license: String?, _ reason: String) throws {
    var request = request()
    request.plan.inputs[0].license = license
    let summary = try perform(request)
    #expect(summary.partial.count == 1)
    #expect(summary.partial.first?.contains("does not carry the input `points`") ?? false)
    #expect(summary.partial.first?.contains(reason) ?? false)
    #expect(try Repository.text(of: summary.bundle + "/data/run.json").contains(reason))
    #expect(try !bundleFiles(summary.bundle).contains { $0.hasPrefix("data/inputs/") })
    request.includesInputs = false
    request.results = folder.path("unasked")
    #expect(try perform(request).partial.isEmpty)
  }

  @Test func `two runs have equal plans and results`() throws {
    let (first, second) = (try perform(request(results: "a")), try perform(request(results: "b")))
    for file in ["plan.json", "results.json", "bounded.json"] {
      #expect(try Repository.bytes(of: "\(first.bundle)/data/\(file)") == Repository.bytes(of: "\(second.bundle)/data/\(file)"))
    }
  }

  @Test func `a run that was stopped goes on, and says so`() throws {
    var started = 0
    let fault = #expect(throws: RunFault.self) {
      try perform(request(), isCancelled: { started >= 3 }, observe: { if case .trialStarted = $0 { started += 1 } })
    }
    #expect(fault?.code == .interrupted)
    var finished: Int?
    let summary = try perform(request(resume: .latest), observe: { if case .began(_, let already) = $0 { finished = already } })
    #expect(finished == 2)
    #expect(summary.trials.map { $0.attempts.map(\.outcome) }[2] == [.interrupted, .finished])
    let whole = try perform(request(results: "other"))
    #expect(try Repository.bytes(of: "\(summary.bundle)/data/results.json") == Repository.bytes(of: "\(whole.bundle)/data/results.json"))
  }

  @Test func `there is nothing to resume where nothing was broken off`() throws {
    _ = try perform(request())
    let fault = #expect(throws: RunFault.self) { try perform(request(resume: .latest)) }
    #expect(fault?.code == .noJournal)
  }

  @Test func `a kill between a bundle's rename and its journal's end is gone on with, and the bundle stays as it is`() throws {
    var kept = request()
    kept.keepsJournal = true
    let first = try perform(kept)
    #expect(!first.isAsItWas)
    let before = try Repository.bytes(of: "\(first.bundle)/manifest-sha256.txt")
    let second = try perform(request(resume: .latest))
    #expect(second.bundle == first.bundle && second.root == first.root && second.isAsItWas)
    #expect(try Repository.bytes(of: "\(first.bundle)/manifest-sha256.txt") == before)
    #expect(Files.names(in: folder.path("results/sample")).count == 1 && Files.names(in: folder.path("results/.journal")).isEmpty)
  }

  @Test func `a run that ended before it kept anything is gone on with from the start`() throws {
    let name = "20260101T000000Z-\(SHA256.digest(of: try SamplePlan.plan().canonicalBytes()).short)\(JournalFolder.suffix)"
    try folder.write("", to: "results/.journal/\(name)")
    #expect(try perform(request(resume: .latest)).conclusion == .holds)
    #expect(Files.names(in: folder.path("results/.journal")).isEmpty)
  }

  @Test func `what was refused is tried again on going on, and what finished is not`() throws {
    var plan = SamplePlan.plan()
    plan.targets.append(TargetPlan(id: "large", device: .cpu, threads: .all, require: .init(cores: 100_000)))
    plan.nodes[0].target = "large"
    let first = try perform(request(plan))
    #expect(first.isResumable)
    var executed: [TrialID] = []
    let second = try perform(
      request(plan, resume: .latest), observe: { if case .trialStarted(let place) = $0 { executed.append(place.id) } })
    #expect(second.trials.map(\.status) == first.trials.map(\.status) && executed.isEmpty)
    #expect(second.bundle == first.bundle + ".2")
  }

  @Test func `another plan's journal is not gone on with`() throws {
    var kept = request()
    kept.keepsJournal = true
    _ = try perform(kept)
    let journal = folder.path("results/.journal/") + (Files.names(in: folder.path("results/.journal")).first ?? "")
    var other = SamplePlan.plan()
    other.seed = Seed(root: 8)
    let fault = #expect(throws: RunFault.self) { try perform(request(other, resume: .journal(journal))) }
    #expect(fault?.code == .journalDiffers)
  }

  @Test func `a missing input stops a run before anything is executed`() throws {
    var missing = request()
    missing.inputs = InputSearch(store: nil)
    let fault = #expect(throws: RunFault.self) { try perform(missing) }
    #expect(fault?.code == .inputMissing)
    #expect(!Files.exists(folder.path("results/.journal")))
  }

  @Test func `a wrong input is named with both digests`() throws {
    var wrong = request()
    let path = try folder.write("a,label\n1,0\n", to: "wrong.csv")
    wrong.inputs = InputSearch(paths: ["points": path], store: nil)
    let fault = try #require(#expect(throws: RunFault.self) { try perform(wrong) })
    #expect(fault.code == .inputDiffers)
    #expect(fault.message.contains(path))
    #expect(fault.message.contains(SHA256.digest(of: Array("a,label\n1,0\n".utf8)).hex))
    #expect(fault.message.contains(SHA256.digest(of: Array(SamplePlan.csv.utf8)).hex))
  }

  @Test func `a results folder that cannot be written is an error with its path`() throws {
    try folder.write("a file", to: "blocked")
    let fault = #expect(throws: RunFault.self) { try perform(request(results: "blocked/results")) }
    #expect(fault?.message.contains("blocked") == true)
  }

  @Test func `a target that this host cannot meet is refused with what is missing, and the rest runs`() throws {
    var plan = SamplePlan.plan()
    plan.targets.append(TargetPlan(id: "large", device: .cpu, threads: .all, require: .init(cores: 100_000)))
    plan.nodes[0].target = "large"
    let summary = try perform(request(plan))
    #expect(summary.trials.map(\.status) == [.refused, .refused, .ok, .ok, .ok])
    #expect(summary.trials[0].reason?.contains("of 100000 cores") == true)
    #expect(summary.trials[0].attempts.isEmpty)
    #expect(summary.partial.count == 2)
    #expect(summary.conclusion == .undecided)
  }

  private static let programs: [(outputs: [CommandWork.Output], readings: [CommandWork.Reading])] = [
    ([], []), ([CommandWork.Output(name: "log", file: "stdout", isResult: false)], []),
    ([], [CommandFixture.reading("speed", after: "speed =", .measurement)]),
  ]

  @Test(.enabled(if: findProgram("bwrap") != nil, "bubblewrap is not installed"), arguments: 0..<programs.count)
  func `a program that is asked for no result leaves an intact bundle`(number: Int) throws {
    let (outputs, readings) = RunnerTests.programs[number]
    let script = "#!/bin/sh\necho 'speed = 3'\n"
    let work = CommandWork(program: "tool", arguments: [], environment: [:], outputs: outputs, readings: readings)
    var node = SamplePlan.node("job", .command(work), inputs: ["tool"])
    node.numerics = .program
    var plan = SamplePlan.plan(nodes: [node])
    plan.inputs = [InputPlan(id: "tool", kind: .program, sha256: SHA256.digest(of: Array(script.utf8)), license: nil, format: nil)]
    var request = request(plan)
    request.inputs = InputSearch(paths: ["tool": try folder.write(script, to: "tool")], store: nil)
    request.permissions.commands = true
    let summary = try perform(request)
    #expect(summary.trials.map(\.status) == [.ok] && summary.trials[0].result == nil && summary.trials[0].measurement != nil)
    // The spec of this plan is none, which the reading does not look at.
    let failures = try BundleReading(path: summary.bundle).findings.filter { $0.severity == .failure }
    #expect(failures.isEmpty, "\(failures.map(\.message))")
  }
}
