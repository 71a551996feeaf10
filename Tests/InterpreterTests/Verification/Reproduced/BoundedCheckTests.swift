import Attest
import Interpreter
import Record
import Testing

@Suite(.enabled(if: HostLibrary.hasOpenBLAS, "OpenBLAS is not installed"))
struct `Trials of the vendor tier` {
  @Test func `are each held against the bound, by their own kept output`() throws {
    let run = try VerifiedRun(.vendor)
    let report = try Verifier.verify(run.request())
    #expect(report.exitCode == 0, "\(report.conclusion) \(report.properties.flatMap(\.findings))")
    #expect(
      report.verdict(.reproduced)?.summary == "3 of 3 trials agree: 3 by their kept vendor outputs, each within its error bound")
  }

  @Test func `do not ride on a neighbour: one without an entry is not finished`() throws {
    let run = try VerifiedRun(.vendor)
    try run.forge(derivingScores: true) { records in
      records.bounded.trials.removeLast()
      let invented = ResultValue("output", .exact, .digest(SHA256.digest(of: [1])))
      records.results.trials = [TrialResult(node: "product", index: 2, values: [invented])]
      let kept = Set(records.bounded.trials.compactMap { trial in trial.value("output") })
      for index in records.trials.indices {
        records.trials[index].artifacts = records.trials[index].artifacts.filter { kept.contains(.digest($0)) }
      }
    }
    let report = try run.verified { $0 = run.request() }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact).contains("status-differs"))
  }

  @Test func `that keep no output are not checked, and the others do not speak for them`() throws {
    let run = try VerifiedRun(.vendor)
    let line = try #require(try BundleReading(path: run.bundle).records?.trials[1])
    for digest in line.artifacts { try run.remove("data/artifacts/\(digest.hex)") }
    try run.forge { $0.trials[1].artifacts = [] }
    let report = try run.verified { $0 = run.request() }
    #expect(report.exitCode == 3)
    #expect(report.verdict(.reproduced)?.summary == "2 of 3 trials came out the same, 1 could not be checked here")
    #expect(report.verdict(.reproduced)?.findings.map(\.path) == ["product#1"])
  }

  @Test func `have no results but those of a bound`() throws {
    let run = try VerifiedRun(.vendor)
    try run.forge { records in
      var values = records.bounded.trials[0].values
      values.append(ResultValue("throughput", .bounded, .number(1e18)))
      records.bounded.trials[0] = TrialResult(node: "product", index: 0, values: values)
    }
    let report = try run.verified { $0 = run.request() }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["result-bound", "result-names"])
  }
}
