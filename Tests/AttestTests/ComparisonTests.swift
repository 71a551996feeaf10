import Attest
import Record
import TestSupport
import Testing

@Suite struct `Comparing fingerprints` {
  private func host(_ change: (inout [String: FingerprintField]) -> Void = { _ in }, taints: [String] = []) -> Fingerprint {
    var fields: [String: FingerprintField] = [
      "cpu.isa": FingerprintField(.result, probed: "avx2 fma"),
      "cpu.model": FingerprintField(.performance, probed: "EPYC"),
      "library.openblas.core": FingerprintField(.result, probed: "Zen"),
      "system.kernel": FingerprintField(.informational, probed: "6.1"),
      "limits.cpu-quota": FingerprintField(.performance, absent: "no quota is set"),
      "probe.gemm.f32": FingerprintField(.result, probed: "aa"),
      "probe.vendor.sgemm": FingerprintField(.result, probed: "bb"),
    ]
    change(&fields)
    return Fingerprint(fields: fields, taints: taints, evidence: ["load": .number(Double.random(in: 0...9))])
  }

  private func plan(_ numerics: Numerics) -> Plan {
    var plan = BundleFixture.plan
    for index in plan.nodes.indices { plan.nodes[index].numerics = numerics }
    return plan
  }

  @Test func `of one host expects the same of everything`() {
    for numerics in [Numerics("portable-f32/1", .bits), .vendor] {
      let diff = FingerprintDiff(host(), host(), for: plan(numerics))
      #expect(diff.isEquivalent)
      #expect(diff.differences.isEmpty)
    }
  }

  @Test func `lets a portable plan not care which BLAS and instructions there are`() {
    let other = host {
      $0["library.openblas.core"] = FingerprintField(.result, probed: "Haswell")
      $0["probe.vendor.sgemm"] = FingerprintField(.result, probed: "cc")
    }
    let portable = FingerprintDiff(host(), other, for: plan(Numerics("portable-f32/1", .bits)))
    #expect(portable.results.answer == .yes)
    #expect(portable.results.because == "the plan is in the portable tier, and 1 numeric probe agrees")
    #expect(portable.speed.answer == .yes)
    let vendor = FingerprintDiff(host(), other, for: plan(.vendor))
    #expect(vendor.results.answer == .no)
    let none = FingerprintDiff(host(), other)
    #expect(none.results.because.contains("in the vendor tier not: the vendor library's numeric probe `probe.vendor.sgemm` differs"))
  }

  @Test func `believes a portable probe that differs more than any promise`() {
    let other = host { $0["probe.gemm.f32"] = FingerprintField(.result, probed: "ff") }
    let diff = FingerprintDiff(host(), other, for: plan(Numerics("portable-f32/1", .bits)))
    #expect(diff.results.answer == .no)
    #expect(diff.results.because == "the numeric probe `probe.gemm.f32` differs, and the portable tier promises that it does not")
  }

  @Test func `names what slows a host down, and says nothing of what changes nothing`() {
    let other = host(
      {
        $0["limits.cpu-quota"] = FingerprintField(.performance, probed: 1)
        $0["system.kernel"] = FingerprintField(.informational, probed: "6.2\u{1B}[31m")
      }, taints: ["cpu-quota"])
    let diff = FingerprintDiff(host(), other, for: plan(Numerics("portable-f32/1", .bits)))
    #expect(
      diff.lines() == [
        "same results expected? yes: the plan is in the portable tier, and 1 numeric probe agrees",
        "same speed expected?   no: different: `limits.cpu-quota` and `cpu-quota`",
        "", "may change speed:", "  limits.cpu-quota  (no quota is set)  |  1",
        "", "1 difference affects neither",
        "", "only the right one is tainted: `cpu-quota`",
      ])
    #expect(diff.lines(all: true).contains(#"  system.kernel  6.1  |  6.2\u{1b}[31m"#))
  }
}

@Suite struct `Comparing bundles` {
  @Test func `of one run finds nothing`() throws {
    let records = try #require(try BundleFixture().reading.records)
    let diff = BundleDiff(records, records)
    #expect(diff.isEquivalent)
    #expect(diff.comparedResults == 2)
    #expect(
      diff.lines { value, unit in "\(value) \(unit)" }.suffix(2) == [
        "same plan: \(records.planDigest.short)", "results: all 2 the same, bit for bit",
      ])
  }

  @Test func `names the result, the measurement and the score that differ`() throws {
    var left = try #require(try BundleFixture().reading.records)
    var right = left
    let estimate = { (value: Double) in Estimate(value: value, low: value * 0.9, high: value * 1.1) }
    func metric(_ value: Double) -> MetricValue {
      MetricValue(
        node: "first", metric: "time", unit: "s", direction: .lower, origin: .measurement, estimate: estimate(value), exact: nil, count: 3)
    }
    left.scores.metrics = [metric(1)]
    right.scores.metrics = [metric(2)]
    left.scores.total = estimate(1)
    right.scores.total = estimate(1.05)
    right.results.trials[1].values = [ResultValue("output", .exact, .count(3))]
    let diff = BundleDiff(left, right)
    #expect(diff.results.map(\.trial) == ["second#0"])
    #expect(diff.measurements.map(\.overlaps) == [false])
    #expect(diff.scores.map(\.overlaps) == [true])
    let lines = diff.lines { value, unit in "\(value) \(unit)" }
    #expect(lines.contains("results: 1 of 2 differ"))
    #expect(lines.contains("  first.time  1.0 s  |  2.0 s (x 2)  apart"))
    #expect(lines.contains("  total  1.0 1  |  1.05 1 (x 1.05)"))
  }

  @Test func `names a forced instruction set as what makes a run slow, on one host`() throws {
    let left = try #require(try BundleFixture().reading.records)
    var right = left
    right.trials[0].host = HostResolution(threads: 2, isa: "sse2")
    var other = left
    other.trials[0].host = HostResolution(threads: 1, isa: "avx512")
    let diff = BundleDiff(right, other)
    #expect(diff.environment.speed.answer == .no)
    #expect(
      diff.environment.speed.because == "different: the instruction set (sse2 | avx512) and the threads (2 | 1) of `\(left.trials[0].id)`")
    #expect(diff.lines { value, unit in "\(value) \(unit)" }[1].hasPrefix("same speed expected?   no"))
  }

  @Test(arguments: [(0.01371, "0.0137"), (2, "2"), (1.05, "1.05"), (0, "0"), (131.256, "131.26")])
  func `writes a small ratio with digits enough`(ratio: Double, text: String) {
    #expect(BundleDiff.threeDigits(ratio) == text)
  }
}
