import Record
import Testing

@testable import Score

@Suite struct ScoresTests {
  /// Ten samples of 8 ms to 8.9 ms, in an order in which none follows its neighbour.
  let samples = (0..<10).map { UInt64(8_000_000 + 100_000 * ($0 * 7 % 10)) }

  @Test func `a throughput is the work by the median time, with the order-statistic interval turned round`() throws {
    let plan = try Sample.plan([Sample.node("gemm", metrics: [Sample.throughput])])
    let scores = try Sample.scores(plan, measured: [Sample.measured("gemm", samples)])
    let value = try #require(scores.metrics.first)
    #expect(value.estimate.value == 1e18 / 8_400_000)
    // For ten samples the ranks are 2 and 9: 1 − 2 · 11/1024 = 97.9 %.
    #expect(value.estimate.high == 1e18 / 8_100_000)
    #expect(value.estimate.low == 1e18 / 8_800_000)
    #expect(value.count == 10)
    #expect(value.unit == "flop/s")
  }

  @Test func `an accuracy is an exact share whose interval is itself`() throws {
    let plan = try Sample.plan([Sample.node("train", metrics: [Sample.accuracy])])
    let results = [
      TrialResult(node: "train", index: 0, values: [ResultValue("accuracy", .exact, .share(of: 350, total: 360))])
    ]
    let value = try #require(Sample.scores(plan, results: results).metrics.first)
    #expect(value.exact == Rational(35, over: 36))
    #expect(value.estimate == Estimate(exactly: 35.0 / 36))
    #expect(value.count == 360)
  }

  @Test func `a metric without every planned trial has no value, and its claim says which is missing`() throws {
    let claim = Claim(
      id: "claim-1", text: "train.accuracy >= 0.97",
      expression: .binary(
        .greaterOrEqual, .metric(Sample.reference("train.accuracy", ["train"], Sample.accuracy)),
        .quantity(Quantity(try Sample.rational("0.97")))))
    let plan = try Sample.plan([Sample.node("train", trials: 2, metrics: [Sample.accuracy])], claims: [claim])
    let results = [
      TrialResult(node: "train", index: 0, values: [ResultValue("accuracy", .exact, .share(of: 350, total: 360))])
    ]
    let scores = try Sample.scores(plan, results: results)
    #expect(scores.metrics.isEmpty)
    #expect(scores.claims.first?.verdict == .unjudged)
    #expect(scores.claims.first?.because == "`train.accuracy` has no value: trial 2 of 2 has no result `accuracy`")
    let left = valuelessMetrics(of: try Sample.raw(plan, results: results))
    #expect(left == [ValuelessMetric(node: "train", metric: "accuracy", reason: "trial 2 of 2 has no result `accuracy`")])
  }

  @Test(arguments: [(TrialStatus.failed, "failed"), (.cut, "was cut short"), (.refused, "was refused"), (.skipped, "was skipped")])
  func `a trial that did not finish takes the value from its cell, whatever it left`(status: TrialStatus, words: String) throws {
    let plan = try Sample.plan([Sample.node("train", trials: 2, metrics: [Sample.accuracy, Sample.time])])
    let results = (0..<2).map {
      TrialResult(node: "train", index: $0, values: [ResultValue("accuracy", .exact, .share(of: 350, total: 360))])
    }
    let measured = (0..<2).map { Sample.measured("train", index: $0, samples) }
    #expect(try Sample.scores(plan, results: results, measured: measured).metrics.count == 2)
    let lines = try Sample.lines(plan) { _, index in index == 1 ? status : .ok }
    #expect(try Sample.scores(plan, trials: lines, results: results, measured: measured).metrics.isEmpty)
    let left = valuelessMetrics(of: try Sample.raw(plan, trials: lines, results: results, measured: measured))
    #expect(left.map(\.reason) == ["trial 2 of 2 \(words)", "trial 2 of 2 \(words)"])
    #expect(try Sample.scores(plan, trials: Array(lines.prefix(1)), results: results).metrics.isEmpty)
  }

  @Test(arguments: [("0.008", ClaimVerdict.Verdict.fails), ("0.0081", .undecided), ("0.0085", .undecided), ("0.0089", .holds)])
  func `a claim on a measurement is judged by its whole interval`(bound: String, verdict: ClaimVerdict.Verdict) throws {
    let claim = Claim(
      id: "claim-1", text: "gemm.time < \(bound) s",
      expression: .binary(
        .less, .metric(Sample.reference("gemm.time", ["gemm"], Sample.time)),
        .quantity(Quantity(try Sample.rational(bound), .time))))
    let plan = try Sample.plan([Sample.node("gemm", metrics: [Sample.time])], claims: [claim])
    let scores = try Sample.scores(plan, measured: [Sample.measured("gemm", samples)])
    let judged = try #require(scores.claims.first)
    #expect(judged.verdict == verdict)
    #expect(judged.because.hasPrefix("gemm.time is 8.400 ms (8.100 to 8.800)"))
  }
}
