import Attest
import Record
import Testing

@testable import Interpreter

@Suite struct `A forger who owns the key and touches the records` {
  private func forged(_ change: (inout BundleRecords) throws -> Void) throws -> VerificationReport {
    let run = try VerifiedRun()
    try run.forge(derivingScores: true, change)
    return try run.verified()
  }

  @Test func `cannot leave out slow samples`() throws {
    let report = try forged { records in
      let index = try #require(records.measurements.trials.firstIndex { $0.node.hasPrefix("gemm") })
      var samples = records.measurements.trials[index].series[0].nanoseconds ?? []
      samples.removeLast()
      records.measurements.trials[index].series[0] = SampleSeries(name: "time", nanoseconds: samples)
    }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["stopping-rule", "witness-count"])
  }

  @Test func `cannot leave out a whole measurement`() throws {
    let report = try forged { records in records.measurements.trials.removeAll { $0.node.hasPrefix("gemm") } }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["status-differs", "status-differs"])
  }

  @Test func `cannot swap trials, and cannot leave one out`() throws {
    #expect(try forged { $0.trials.swapAt(0, 1) }.codes(.intact).contains("trial-order"))
    #expect(try forged { $0.trials.removeLast() }.codes(.intact).contains("trial-missing"))
  }

  @Test(arguments: [TrialStatus.cut, .failed])
  func `cannot keep the results of a trial that is said not to have finished`(status: TrialStatus) throws {
    let report = try forged { records in
      for name in ["training", "serving"] {
        let line = try #require(records.trials.firstIndex { $0.node == name })
        records.trials[line].status = name == "training" ? status : .skipped
        records.trials[line].reason = "the time limit was reached"
      }
    }
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact).count { $0 == "status-differs" } == 2)
    #expect(report.check(.intact, "records") == .failed)
    // Whatever the claim says, the cell has no value any more.
    #expect(report.check(.intact, "scores") == .done)
  }

  @Test func `gains nothing where results are withdrawn with the status: the cell has no value`() throws {
    let run = try VerifiedRun()
    try run.forge(derivingScores: true) { records in
      for name in ["training", "serving"] {
        let line = try #require(records.trials.firstIndex { $0.node == name })
        records.trials[line].status = name == "training" ? .cut : .skipped
        records.trials[line].reason = "the time limit was reached"
        records.trials[line].artifacts = []
        records.results.trials.removeAll { $0.node == name }
        records.measurements.trials.removeAll { $0.node == name }
        if name == "serving" {
          records.trials[line].attempts = []
          records.trials[line].host = nil
        }
      }
      records.run.partial = Omissions.ofTrials(records.plan, records.trials)
      #expect(records.scores.claims[0].verdict == .holds)
    }
    // The model that nothing names any more.
    for file in run.files where file.hasPrefix("data/artifacts/") { try run.remove(file) }
    try run.forge { #expect($0.scores.claims[0].verdict == .unjudged && $0.scores.metrics.allSatisfy { $0.node.hasPrefix("gemm") }) }
    #expect(try run.verified().exitCode == 0)
  }
}

@Suite struct `A forger who owns the key and touches the files` {
  @Test func `cannot put another model in the place of the one that was trained`() throws {
    let run = try VerifiedRun()
    let model = try #require(try BundleReading(path: run.bundle).records?.trials.first { $0.node == "training" }?.artifacts.first)
    let other = try run.replaceArtifact(model, Array("another model".utf8))
    try run.forge { records in
      let line = try #require(records.trials.firstIndex { $0.node == "training" })
      records.trials[line].artifacts = [other]
    }
    let report = try run.verified()
    #expect(report.exitCode == 1)
    #expect(report.codes(.intact) == ["artifact-missing", "artifact-unbound"])
  }

  @Test func `cannot withhold the model`() throws {
    let run = try VerifiedRun()
    for file in run.files where file.hasPrefix("data/artifacts/") { try run.remove(file) }
    try run.forge { records in
      let line = try #require(records.trials.firstIndex { $0.node == "training" })
      records.trials[line].artifacts = []
    }
    #expect(try run.verified().codes(.intact).contains("artifact-missing"))
  }
}
