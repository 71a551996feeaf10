import Attest
import Interpreter
import Record
import TestSupport
import Testing

@Suite(.enabled(if: TestServer.problem(TestServer.faults) == nil, "the fault server needs python3"))
struct `The answers of an evaluation` {
  private func run(includingInputs: Bool = false) throws -> VerifiedRun {
    try VerifiedRun(.quiz(port: try TestServer.faults.get().port), includingInputs: includingInputs)
  }

  /// What somebody says who wants the claim to hold.
  private func polish(_ records: inout BundleRecords) throws {
    let place = try #require(records.results.trials[0].values.firstIndex { $0.name == "accuracy" })
    records.results.trials[0].values[place].value = .share(of: 2, total: 2)
  }

  @Test func `are scored again, for intact and for reproduced alike`() throws {
    let run = try run()
    let report = try Verifier.verify(run.request())
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(report.check(.intact, "answers") == .done && report.check(.reproduced, "replayed") == .done)
    #expect(
      report.verdict(.reproduced)?.summary == "1 of 1 trials agree: 1 scored again from the recorded answers, with the same results")
  }

  @Test func `do not give a better accuracy than they are`() throws {
    let run = try run()
    try run.forge(derivingScores: true, polish)
    let report = try run.verified { $0.inputs = [run.folder.path("inputs")] }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["rescored-differs"])
  }

  @Test func `are not believed where the dataset is not at hand`() throws {
    let run = try run()
    try run.forge(derivingScores: true, polish)
    let report = try run.verified {
      $0.inputs = []
      $0.reproduces = true
    }
    #expect(report.exitCode == 3)
    #expect(report.verdict(.intact)?.state == .notCheckable)
    #expect(report.verdict(.intact)?.summary == "the answers of 1 of 1 trials were not scored again")
    #expect(report.codes(.intact) == ["not-rescored"])
    #expect(report.verdict(.reproduced)?.state == .notCheckable)
    #expect(report.codes(.reproduced) == ["input-not-found", "not-reexecuted"])
  }

  @Test func `are not believed of a trial that is said to have been cut`() throws {
    let run = try run(includingInputs: true)
    try run.forge(derivingScores: true) { records in
      try polish(&records)
      records.trials[0].status = .cut
      records.trials[0].reason = "the time limit was reached"
    }
    let report = try run.verified()
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["status-differs"])
  }

  @Test func `to a plan that nobody can check are not scored`() throws {
    let run = try run(includingInputs: true)
    try run.forge(derivingScores: true, polish)
    try run.forgePlan(#""revision":1"#, #""revision":7"#)
    try run.forgePlan(#""catalogue":1,"#, #""catalogue":1000000,"#)
    let report = try run.verified()
    #expect(report.exitCode == 3)
    #expect(report.verdict(.intact)?.checks.map(\.state) == [.done, .done, .notDone, .done, .notDone])
  }
}
