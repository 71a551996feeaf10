import Record
import Testing

@testable import Score

@Suite struct ScoreTreeTests {
  private func plan(_ mean: Weighting.Mean, throughput: String = "gemm.throughput") throws -> Plan {
    try Sample.plan(
      [Sample.node("gemm", metrics: [Sample.throughput, Sample.time]), Sample.node("train", metrics: [Sample.accuracy])],
      weighting: Weighting(
        mean: mean,
        reference: Weighting.Reference(values: [
          Weighting.Reference.Pinned(metric: "gemm.throughput", value: Rational(100_000_000_000)),
          Weighting.Reference.Pinned(metric: "gemm.time", value: try Sample.rational("0.02")),
          Weighting.Reference.Pinned(metric: "train.accuracy", value: try Sample.rational("0.5")),
        ]),
        score: [
          ScoreBranch(
            id: "compute", weight: try Sample.rational("0.5"),
            branches: [
              ScoreBranch(
                id: "speed", weight: try Sample.rational("0.25"), metric: Sample.reference(throughput, ["gemm"], Sample.throughput)),
              ScoreBranch(id: "time", weight: try Sample.rational("0.75"), metric: Sample.reference("gemm.time", ["gemm"], Sample.time)),
            ]),
          ScoreBranch(
            id: "quality", weight: try Sample.rational("0.5"), metric: Sample.reference("train.accuracy", ["train"], Sample.accuracy)),
        ]))
  }

  private let results = [TrialResult(node: "train", index: 0, values: [ResultValue("accuracy", .exact, .share(of: 3, total: 4))])]
  /// Ten times 10 ms: throughput 100 Gflop/s, ratio 1; time ratio 2; accuracy ratio 1.5.
  private let measured = [Sample.measured("gemm", [UInt64](repeating: 10_000_000, count: 10))]

  @Test(arguments: [
    (Weighting.Mean.arithmetic, 1.75, 1.625), (.harmonic, 1.6, 1 / (0.5 / 1.6 + 0.5 / 1.5)),
    (.geometric, 1.681792830507429, (1.681792830507429 * 1.5).squareRoot()),
  ])
  func `a score is the weighted mean of ratios to the reference`(mean: Weighting.Mean, compute: Double, total: Double) throws {
    let scores = try Sample.scores(plan(mean), results: results, measured: measured)
    #expect(scores.score.first?.estimate?.value == compute)
    #expect(abs((scores.total?.value ?? 0) - total) < 1e-12)
    #expect(scores.score.first?.branches.last?.estimate == Estimate(exactly: 2))
    #expect(scores.score.last?.estimate == Estimate(exactly: 1.5))
  }

  @Test func `a branch without a reference has no value, and neither has the whole`() throws {
    let plan = try plan(.geometric, throughput: "gemm.unknown")
    let scores = try Sample.scores(plan, results: results, measured: measured)
    #expect(scores.total == nil)
    #expect(scores.score.first?.estimate == nil)
    #expect(scores.score.last?.estimate != nil)
    #expect(explain(scores, plan: plan).lines.first == "score: no value, since there is none for compute")
  }

  @Test func `the explanation shows every division, weight and mean`() throws {
    let plan = try plan(.geometric)
    let scores = try Sample.scores(plan, results: results, measured: measured)
    #expect(
      explain(scores, plan: plan).lines == [
        "score: 1.588 = 1.68179^0.5 × 1.5^0.5, geometric mean",
        "  compute (weight 0.5): 1.682 = 1^0.25 × 2^0.75, geometric mean",
        "    speed (weight 0.25): 1.000 = gemm.throughput 100.0 Gflop/s ÷ reference 100 Gflop/s",
        "    time (weight 0.75): 2.000 = reference 20 ms ÷ gemm.time 10.00 ms, lower is better",
        "  quality (weight 0.5): 1.500 = train.accuracy 0.7500 ÷ reference 0.5",
        "  ratios are to values in the spec; above 1 is better; bounds are the mean of the lower and of the upper 95 % bounds of the leaves, for metrics of items those of more of the kind",
      ])
  }

  @Test func `samples in an artifact count like samples in the record`() throws {
    let digest = try #require(Sample.digest)
    let samples = (0..<10).map { UInt64(8_000_000 + 100_000 * $0) }
    let bytes = samples.flatMap { sample in (0..<8).map { UInt8(truncatingIfNeeded: sample >> UInt64(8 * $0)) } }
    let plan = try Sample.plan([Sample.node("gemm", metrics: [Sample.time])])
    let stored = TrialMeasurement(
      node: "gemm", index: 0, series: [SampleSeries(name: "time", artifact: digest, count: 10)], warmup: 0, stopped: .max, witnesses: [])
    let inline = try Sample.scores(plan, measured: [Sample.measured("gemm", samples)])
    #expect(try Sample.scores(plan, measured: [stored]) { $0 == digest ? bytes : nil } == inline)
    #expect(try Sample.scores(plan, measured: [stored]).metrics.isEmpty)
    #expect(try Sample.scores(plan, measured: [stored]) { _ in Array(bytes.dropLast()) }.metrics.isEmpty)
    #expect(try Sample.scores(plan, measured: [stored]) { _ in Array(bytes.dropLast(8)) }.metrics.isEmpty)
  }
}
