import Attest
import Record
import TestSupport
import Testing

@Suite struct `Comparing fingerprints` {
  private func host(
    _ change: (inout [String: FingerprintField]) -> Void = { _ in }, taints: [String] = [], evidence: [String: JSON] = [:]
  ) -> Fingerprint {
    var fields: [String: FingerprintField] = [
      "cpu.isa": FingerprintField(.result, probed: "avx2 fma"),
      "cpu.model": FingerprintField(.performance, probed: "EPYC"),
      "library.openblas.core": FingerprintField(.result, probed: "Zen"),
      "machine.product": FingerprintField(.informational, probed: "tower"),
      "limits.cpu-quota": FingerprintField(.performance, probed: "none"),
      "probe.gemm.f32": FingerprintField(.result, probed: "aa"),
      "probe.vendor.sgemm": FingerprintField(.result, probed: "bb"),
    ]
    change(&fields)
    return Fingerprint(fields: fields, taints: taints, evidence: evidence)
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

  @Test func `names what slows a host down, and says nothing of what changes nothing`() throws {
    let other = host(
      {
        $0["limits.cpu-quota"] = FingerprintField(.performance, probed: 1)
        $0["machine.product"] = FingerprintField(.informational, probed: "box\u{1B}[31m")
      }, taints: ["cpu-quota"])
    let comparison = FingerprintDiff(host(), other, for: plan(Numerics("portable-f32/1", .bits))).comparison("a.json", "b.json")
    #expect(
      comparison.lines() == [
        "A, here:  a.json", "B, there: b.json", "",
        "the same results are expected, at another speed: `limits.cpu-quota` is none in A and 1 in B", "",
        "same results expected?  yes: the plan is in the portable tier, and 1 numeric probe agrees",
        "same speed expected?    no: `limits.cpu-quota` is none in A and 1 in B", "",
        "may change speed:", "  limits.cpu-quota  none  |  1  (a quota holds threads back)", "",
        "changes neither: 1 (--all lists them)", "",
        "note: only B is tainted `cpu-quota`: a quota limits how much CPU time the process gets, so speed says less about the hardware",
      ])
    #expect(comparison.lines(all: true).contains(#"  machine.product  tower  |  box\u{1b}[31m"#))
    #expect(try Comparison(canonical: comparison.canonicalBytes()) == comparison)
  }

  @Test func `counts what one side lacks for nothing`() {
    let other = host { $0["library.openblas.core"] = nil }
    let diff = FingerprintDiff(host(), other)
    #expect(diff.differences.isEmpty)
    #expect(diff.untold.map(\.name) == ["library.openblas.core"])
    #expect(diff.speed.answer == .yes)
    #expect(diff.comparison().lines().contains("only A tells: 1 (--all lists them)"))
  }

  @Test func `cannot say anything of speed where one was measured under load`() {
    let loaded = host(evidence: ["cpu.busy": 60])
    let diff = FingerprintDiff(loaded, host())
    #expect(diff.speed.answer == .unknown)
    #expect(diff.speed.because == "A was measured under load (other processes took 60 % of the CPU time)")
    #expect(FingerprintDiff(loaded, host(), ignoringDisturbances: true).speed.answer == .yes)
  }
}

@Suite struct `Comparing bundles` {
  @Test func `of one run finds nothing`() throws {
    let records = try #require(try BundleFixture().reading.records)
    let diff = BundleDiff(records, records)
    #expect(diff.isEquivalent)
    #expect(diff.comparedResults == 2)
    #expect(diff.comparison(number: text).headline == "equal: 2 results the same, bit for bit")
  }

  private func text(_ value: Double, _ unit: String) -> String { "\(value) \(unit)" }

  private func estimate(_ value: Double, _ share: Double = 0.02) -> Estimate {
    Estimate(value: value, low: value * (1 - share), high: value * (1 + share))
  }

  private func metric(_ value: Double, _ share: Double = 0.02, invocations: Int = 5) -> MetricValue {
    let spread = InvocationSpread(invocations: invocations, logarithmic: true, error: share / 2, between: 0, within: nil, drift: nil)
    return MetricValue(
      node: "first", metric: "time", unit: "s", direction: .lower, origin: .measurement, estimate: estimate(value, share), exact: nil,
      count: 3, spread: invocations > 1 ? spread : nil)
  }

  @Test func `says neither equal nor apart of what one process measured, in its words and its exit`() throws {
    var left = try #require(try BundleFixture().reading.records)
    var right = left
    left.scores.metrics = [metric(1, invocations: 1)]
    for other in [metric(1, invocations: 1), metric(9, invocations: 1), metric(1), metric(9)] {
      right.scores.metrics = [other]
      let diff = BundleDiff(left, right)
      #expect(diff.measurements.map(\.verdict) == [.undecided])
      #expect(!diff.isEquivalent)
      let comparison = diff.comparison(number: text)
      let words = "1 measurement is of one process, and holds within this run"
      #expect(comparison.headline == "2 results the same, bit for bit; of speed one cannot say anything: \(words)")
      #expect(comparison.answers[1] == Comparison.Answer("same speed?", .unknown, because: words))
      #expect(comparison.lines().contains { $0.contains("within this run, since of one process: one cannot say") })
    }
  }

  @Test func `cannot say whether a disturbed host is as fast where no interval shows it`() throws {
    var left = try #require(try BundleFixture().reading.records)
    var right = left
    (left.scores.metrics, right.scores.metrics) = ([metric(1, 0.3)], [metric(1.1, 0.3)])
    #expect(BundleDiff(left, right).comparison(number: text).headline.hasPrefix("equal: "), "nothing disturbed either")
    left.measurements.trials[0].witnesses = [Witness(cpuPressure: 60)]
    let diff = BundleDiff(left, right)
    #expect(diff.showsNothing && !diff.isEquivalent)
    let comparison = diff.comparison(number: text)
    #expect(comparison.headline.contains("of speed one cannot say anything: A was measured under load"), "\(comparison.headline)")
    #expect(comparison.answers[1].answer == .unknown)
    #expect(comparison.answers[1].because.hasSuffix("the intervals of 1 measurement are too wide to show that they agree"))
  }

  @Test func `a score of what one process measured says as little`() throws {
    var left = try #require(try BundleFixture().reading.records)
    left.scores.metrics = [metric(1, invocations: 1)]
    left.scores.score = [ScoreValue(id: "speed", weight: Rational(1), estimate: estimate(1), metric: "first.time")]
    left.scores.total = estimate(1)
    #expect(BundleDiff(left, left).scores.map(\.verdict) == [.undecided, .undecided])
    left.scores.metrics = [metric(1)]
    #expect(BundleDiff(left, left).scores.map(\.verdict) == [.within, .within])
  }

  @Test func `names the result, the measurement and the score that differ`() throws {
    var left = try #require(try BundleFixture().reading.records)
    var right = left
    left.scores.metrics = [metric(1)]
    right.scores.metrics = [metric(2)]
    left.scores.total = estimate(1)
    right.scores.total = estimate(1.05)
    right.results.trials[1].values = [ResultValue("output", .exact, .count(3))]
    let diff = BundleDiff(left, right)
    #expect(diff.results.map(\.trial) == ["second#0"])
    #expect(diff.measurements.map(\.verdict) == [.outside])
    #expect(diff.scores.map(\.verdict) == [.within])
    let lines = diff.comparison(number: text).lines()
    #expect(lines.contains("not equal: 1 of 2 results differ: `second#0` gave another `output`"))
    #expect(lines.contains("  first.time  1.0 s (0.98 s to 1.02 s)  |  2.0 s (1.96 s to 2.04 s)  (x 2, differs beyond chance)"))
    #expect(
      lines.contains("  total  1.0 1 (0.98 1 to 1.02 1)  |  1.05 1 (1.029 1 to 1.0710000000000002 1)  (x 1.05, the same within 10 %)"))
  }

  @Test func `calls two honest runs equal whose figures differ as runs do`() throws {
    var left = try #require(try BundleFixture().reading.records)
    var right = left
    left.scores.metrics = [metric(1)]
    right.scores.metrics = [metric(1.06)]
    let diff = BundleDiff(left, right)
    #expect(diff.isEquivalent)
    #expect(diff.comparison(number: text).headline.hasPrefix("equal: 2 results the same, bit for bit, and none of 1 measurement"))
    right.scores.metrics = [metric(1.3, 0.4)]
    #expect(BundleDiff(left, right).measurements.map(\.verdict) == [.undecided])
    #expect(BundleDiff(left, right).isEquivalent)
  }

  @Test func `cannot say why a figure differs where load, steal, throttling or drift is on record`() throws {
    var left = try #require(try BundleFixture().reading.records)
    var right = left
    left.scores.metrics = [metric(1)]
    right.scores.metrics = [metric(2)]
    let cases: [(Witness, String)] = [
      (Witness(steal: 900_000_000), "A was robbed of CPU time by other guests (steal"),
      (Witness(cpuPressure: 60), "A was measured under load"),
      (Witness(throttled: 2), "A was throttled"),
    ]
    for (witness, words) in cases {
      var disturbed = left
      disturbed.measurements.trials[0].witnesses = [witness]
      let answer = BundleDiff(disturbed, right).comparison(number: text).answers[1]
      #expect(answer.answer == .unknown)
      #expect(answer.because.hasPrefix(words), "\(answer.because)")
    }
    right.measurements.trials[0].series[0] = SampleSeries(name: "time", nanoseconds: (0..<30).map { U64(1000 + 50 * $0) })
    #expect(BundleDiff(left, right).comparison(number: text).answers[1].because.hasPrefix("B was drifting (the samples of `first`"))
  }

  @Test func `names the key first where the plans differ, and never expects the same results`() throws {
    var left = try #require(try BundleFixture().reading.records)
    let right = left
    left.plan.overrides = [Override(path: "workloads.first.sample.max", value: "9")]
    left.plan.nodes[0].sampling.max = 9
    let comparison = BundleDiff(left, right).comparison(number: text)
    #expect(comparison.headline == "different plans: `workloads.first.sample.max` is 9 here and 3 there")
    #expect(!comparison.isEquivalent)
    #expect(comparison.answers[0].answer == .unknown)
    #expect(!comparison.lines(all: true).contains { $0.contains("same results expected") })
  }

  @Test func `counts a result that one side lacks for nothing`() throws {
    var left = try #require(try BundleFixture().reading.records)
    let right = left
    left.results.trials.removeLast()
    let diff = BundleDiff(left, right)
    #expect(diff.results.isEmpty)
    #expect(diff.untold.map(\.isLeft) == [false])
    #expect(diff.comparison(number: text).headline == "as far as both tell, 1 result the same, bit for bit; 1 figure only B tells")
  }

  @Test func `names a forced instruction set as what makes a run slow, on one host`() throws {
    var left = try #require(try BundleFixture().reading.records)
    var right = left
    (left.scores.metrics, right.scores.metrics) = ([metric(2)], [metric(1)])
    left.trials[0].host = HostResolution(threads: 2, isa: "sse2")
    right.trials[0].host = HostResolution(threads: 1, isa: "avx512")
    let answer = BundleDiff(left, right).comparison(number: text).answers[1]
    #expect(answer.answer == .no)
    #expect(
      answer.because == "`first.time` is 0.5 times as much in B; the instruction set is sse2 in A and avx512 in B, "
        + "the number of threads is 2 in A and 1 in B (`first#0`)")
  }

  @Test(arguments: [(0.01371, "0.0137"), (2, "2"), (1.05, "1.05"), (0, "0"), (131.256, "131.26")])
  func `writes a small ratio with digits enough`(ratio: Double, text: String) {
    #expect(BundleDiff.threeDigits(ratio) == text)
  }
}
