import Attest
import Interpreter
import Record
import Testing

@Suite struct `Executing a run again` {
  @Test func `without its inputs is not checkable, and the missing one is listed`() throws {
    let run = try VerifiedRun()
    let report = try Verifier.verify(run.request(inputs: false))
    #expect(report.exitCode == 3)
    let reproduced = try #require(report.verdict(.reproduced))
    #expect(reproduced.state == .notCheckable)
    let missing = try #require(reproduced.findings.first { $0.code == "input-not-found" })
    #expect(missing.expected == SHA256.digest(of: Array(ExampleSpec.points.utf8)).hex)
    #expect(missing.found == "\(ExampleSpec.points.utf8.count) bytes, licence CC0-1.0, taken from `points`")
    // What needs no input was checked all the same.
    #expect(reproduced.summary == "2 of 4 trials came out the same, 2 could not be checked here")
    #expect(reproduced.findings.filter { $0.code == "not-reexecuted" }.map(\.path) == ["training#0", "serving#0"])
  }

  @Test func `finds inputs in the bundle itself`() throws {
    let run = try VerifiedRun(includingInputs: true)
    #expect(run.files.contains { $0.hasPrefix("data/inputs/") })
    #expect(try Verifier.verify(run.request(inputs: false)).exitCode == 0)
  }

  @Test func `is not done when it is not intact`() throws {
    let run = try VerifiedRun()
    try run.write(Array("{}".utf8), to: "data/scores.json")
    let report = try Verifier.verify(run.request())
    #expect(report.verdict(.reproduced)?.summary == "what is not intact, or signed falsely, is not executed")
    #expect(report.exitCode == 1)
  }

  @Test func `is done beside a page that nobody compared`() throws {
    let run = try VerifiedRun(report: [1])
    let report = try Verifier.verify(run.request())
    #expect(report.verdict(.intact)?.state == .notCheckable && report.verdict(.reproduced)?.state == .holds)
    #expect(report.exitCode == 3)
  }

  @Test func `finds a changed result, and names the trial`() throws {
    let run = try VerifiedRun()
    try run.forge(derivingScores: true) { records in
      let index = try #require(records.results.trials.firstIndex { $0.node.hasPrefix("gemm") })
      records.results.trials[index].values = [ResultValue("output", .exact, .digest(SHA256.digest(of: [1])))]
    }
    let report = try run.verified { $0 = run.request() }
    #expect(report.exitCode == 4, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(report.conclusion == "differs: executed again, the plan gives other results than the bundle")
    let findings = try #require(report.verdict(.reproduced)).findings
    #expect(findings.contains { $0.code == "result-differs" && $0.path == "gemm[type=f32]#0" && $0.expected == SHA256.digest(of: [1]).hex })
    #expect(findings.contains { $0.code == "divergence" && $0.message.hasPrefix("nothing in the fingerprints explains it") })
  }

  @Test func `is not kept off by the claim that an artefact came from the cache`() throws {
    let run = try VerifiedRun()
    let model = try #require(try BundleReading(path: run.bundle).records?.trials.first { $0.node == "training" }?.artifacts.first)
    let other = try run.replaceArtifact(model, Array("another model".utf8))
    try run.forge(derivingScores: true) { records in
      let index = try #require(records.results.trials.firstIndex { $0.node == "training" })
      let place = try #require(records.results.trials[index].values.firstIndex { $0.name == "weights" })
      records.results.trials[index].values[place].value = .digest(other)
      records.measurements.trials.removeAll { $0.node == "training" }
      let line = try #require(records.trials.firstIndex { $0.node == "training" })
      records.trials[line].cached = true
      records.trials[line].attempts = []
      records.trials[line].artifacts = records.trials[line].artifacts.map { $0 == model ? other : $0 }
      records.run.cacheHits = ["training"]
    }
    let report = try run.verified { $0 = run.request() }
    #expect(report.codes(.intact) == [])
    #expect(report.exitCode == 4, "\(report.conclusion) \(report.properties[0].findings)")
    #expect(report.properties.flatMap(\.findings).contains { $0.code == "result-differs" && $0.path == "training#0" })
  }

  @Test func `tells which trials have no result to compare`() throws {
    let run = try VerifiedRun()
    try run.forge(derivingScores: true) { records in
      let line = try #require(records.trials.firstIndex { $0.node == "serving" })
      records.trials[line].status = .cut
      records.trials[line].reason = "the time limit was reached"
      for digest in records.trials[line].artifacts { try run.remove("data/artifacts/\(digest.hex)") }
      records.trials[line].artifacts = []
      records.results.trials.removeAll { $0.node == "serving" }
      records.measurements.trials.removeAll { $0.node == "serving" }
      records.run.partial = ["`serving#0` was cut short: the time limit was reached"]
    }
    let report = try run.verified { $0 = run.request() }
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    let reproduced = try #require(report.verdict(.reproduced))
    #expect(
      reproduced.summary.hasPrefix("3 of 4 trials ")
        && reproduced.summary.hasSuffix("not executed again, since it was cut short: `serving#0`"))
    let note = try #require(reproduced.findings.first { $0.code == "not-recorded" })
    #expect(note.path == "serving" && note.found == "trial 0 was cut short")
  }
}
