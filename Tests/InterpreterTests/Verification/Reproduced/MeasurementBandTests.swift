import Attest
import Record
import Testing

@testable import Interpreter

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
    #expect(report.exitCode == 1 && report.codes(.intact) == ["implausible", "implausible"])
  }

  @Test func `does not take in samples so wide that anything would fit`() throws {
    let report = try verified { records in
      for index in records.measurements.trials.indices where records.measurements.trials[index].node.hasPrefix("gemm") {
        records.measurements.trials[index].series = records.measurements.trials[index].series.map { series in
          SampleSeries(name: series.name, nanoseconds: (0..<series.count).map { $0 < 6 ? 10_000 : 90_000_000 })
        }
      }
    }
    #expect(report.verdict(.reproduced)?.state != .holds)
    #expect([3, 4].contains(report.exitCode))
  }

  @Test func `that nobody set is not asked about`() throws {
    let run = try VerifiedRun()
    let report = try Verifier.verify(run.request())
    #expect(report.check(.reproduced, "measurements") == .done)
    #expect(report.limits.contains { $0.hasPrefix("that the measurements come out alike here") })
  }
}

@Suite struct `Two percentiles` {
  private func samples(_ count: Int, tail: Double) -> [Double] {
    let body = count * 95 / 100
    return (0..<count).map { index -> Double in
      if index >= body { return tail }
      return 100 + Double(index % 10) / 10
    }
  }

  @Test func `are told apart in the tail, where the medians are the same`() {
    let (fast, slow) = (samples(2000, tail: 110), samples(2000, tail: 1000))
    #expect(QuantileEquivalence(recorded: fast, here: slow, percent: 50, tolerance: 0.05)?.verdict == .within)
    #expect(QuantileEquivalence(recorded: fast, here: slow, percent: 99, tolerance: 0.05)?.verdict == .outside)
    #expect(QuantileEquivalence(recorded: fast, here: fast, percent: 99, tolerance: 0.05)?.verdict == .within)
  }

  @Test(arguments: [(50, 6), (90, 36), (95, 72), (99, 368)])
  func `have an interval from a number of samples on`(percent: Int, least: Int) {
    #expect(QuantileEquivalence.leastSamples(percent: percent) == least)
    let enough = Array(repeating: 1.0, count: least)
    #expect(QuantileEquivalence(recorded: enough, here: enough, percent: percent, tolerance: 0.1) != nil)
    #expect(QuantileEquivalence(recorded: Array(enough.dropLast()), here: enough, percent: percent, tolerance: 0.1) == nil)
  }
}

@Suite struct `Two medians` {
  private func verdict(_ recorded: [Double], _ here: [Double], _ tolerance: Double = 0.05) -> QuantileEquivalence.Verdict? {
    QuantileEquivalence(recorded: recorded, here: here, tolerance: tolerance)?.verdict
  }

  /// So many samples around a value, as far as a share of it.
  private func samples(_ count: Int, around value: Double, spread: Double) -> [Double] {
    (0..<count).map { value * (1 + spread * (Double($0) / Double(count - 1) - 0.5)) }
  }

  @Test func `are the same where the whole interval of their ratio lies in the band`() {
    #expect(verdict(samples(30, around: 100, spread: 0.02), samples(30, around: 101, spread: 0.02)) == .within)
  }

  @Test func `differ where all of it lies outside`() {
    #expect(verdict(samples(30, around: 100, spread: 0.02), samples(30, around: 120, spread: 0.02)) == .outside)
    #expect(verdict(samples(30, around: 120, spread: 0.02), samples(30, around: 100, spread: 0.02)) == .outside)
  }

  @Test func `are undecided where samples are wide, however near their medians lie, and the number that would decide is told`() {
    let wide = samples(10, around: 100, spread: 0.5)
    guard case .undecided(let needed?)? = verdict(wide, wide) else {
      Issue.record("decided")
      return
    }
    #expect(needed > 100 && needed < 2000)
    #expect(verdict(samples(needed * 2, around: 100, spread: 0.5), samples(needed * 2, around: 100, spread: 0.5)) == .within)
  }

  @Test func `are not found the same by samples of two modes`() {
    let modes = (0..<20).map { $0 % 2 == 0 ? 1.0 : 100 }
    #expect(verdict(modes, samples(30, around: 50, spread: 0.01)) != .within)
    #expect(verdict(samples(30, around: 50, spread: 0.01), modes) != .within)
  }

  @Test func `have no interval below six samples, and none of numbers that are not positive`() {
    #expect(verdict([1, 1, 1, 1, 1], samples(30, around: 1, spread: 0)) == nil)
    #expect(verdict(Array(repeating: 0, count: 30), samples(30, around: 1, spread: 0)) == nil)
  }
}
