import Attest
import Interpreter
import Record
import Testing

@Suite struct `A band for measurements` {
  private func verified(_ change: (inout BundleRecords) throws -> Void) throws -> VerificationReport {
    let run = try VerifiedRun()
    try run.forge(derivingScores: true, change)
    return try run.verified {
      $0 = run.request()
      $0.policy?.tolerance = Rational(1, over: 20)
    }
  }

  @Test func `is not evaded by one altered field of the fingerprint`() throws {
    let report = try verified { $0.environment.fields["cpu.model"] = FingerprintField(.performance, probed: "another processor") }
    #expect(report.verdict(.reproduced)?.state == .notCheckable)
    #expect(report.check(.reproduced, "executed") == .done && report.check(.reproduced, "measurements") == .notDone)
    #expect(report.codes(.reproduced) == ["speed-not-comparable"])
    #expect(report.exitCode == 3)
  }

  @Test func `does not take in times that are a thousand times shorter`() throws {
    let report = try verified { records in
      for index in records.measurements.trials.indices where records.measurements.trials[index].node.hasPrefix("gemm") {
        records.measurements.trials[index].series = records.measurements.trials[index].series.map { series in
          SampleSeries(name: series.name, nanoseconds: (series.nanoseconds ?? []).map { U64(max(1, $0.value / 1000)) })
        }
      }
    }
    #expect(report.verdict(.reproduced)?.state != .holds)
    #expect([3, 4].contains(report.exitCode))
  }

  @Test func `does not take in samples so wide that anything would fit`() throws {
    let report = try verified { records in
      for index in records.measurements.trials.indices where records.measurements.trials[index].node.hasPrefix("gemm") {
        records.measurements.trials[index].series = records.measurements.trials[index].series.map { series in
          SampleSeries(name: series.name, nanoseconds: (0..<series.count).map { $0 < 6 ? 1 : 900_000_000_000 })
        }
      }
    }
    #expect(report.verdict(.reproduced)?.state != .holds)
    #expect([3, 4].contains(report.exitCode))
  }

  @Test func `that nobody set is not asked about`() throws {
    let run = try VerifiedRun()
    let report = try Verifier.verify(run.request())
    #expect(report.check(.reproduced, "measurements") == nil)
    #expect(report.limits.contains { $0.hasPrefix("that the measurements come out alike here") })
  }
}
