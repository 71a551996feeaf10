import Record
@testable import Score
import Testing

@Suite struct ConclusionTests {
  private func claim(_ verdict: ClaimVerdict.Verdict) -> ClaimVerdict {
    ClaimVerdict(id: "claim-1", text: "a.time < 1 s", verdict: verdict, because: "")
  }

  @Test func `the worst of all decides`() {
    #expect(Conclusion(worstOf: []) == .holds)
    #expect(Conclusion(worstOf: [.holds, .undecided, .holds]) == .undecided)
    #expect(Conclusion(worstOf: [.undecided, .fails, .holds]) == .fails)
  }

  @Test func `a claim without a value is undecided`() {
    #expect(claim(.holds).conclusion == .holds)
    #expect(claim(.undecided).conclusion == .undecided)
    #expect(claim(.unjudged).conclusion == .undecided)
    #expect(claim(.fails).conclusion == .fails)
  }

  @Test func `a trial that ran and did not finish fails, and one that never ran decides nothing`() {
    #expect(TrialStatus.ok.conclusion == .holds)
    for status in [TrialStatus.failed, .cut] { #expect(status.conclusion == .fails) }
    for status in [TrialStatus.refused, .skipped] { #expect(status.conclusion == .undecided) }
  }
}

@Suite struct `A weighting for another plan` {
  @Test func `names the first metric whose cells the plan does not have`() throws {
    let metric = Sample.reference("gemm.time", ["gemm"], Sample.throughput)
    let other = Sample.reference("train.accuracy", ["train", "more"], Sample.accuracy)
    let score = [
      ScoreBranch(id: "a", weight: Rational(1), branches: [ScoreBranch(id: "b", weight: Rational(1), metric: metric)]),
      ScoreBranch(id: "c", weight: Rational(1), metric: other),
    ]
    let weighting = Weighting(mean: .geometric, reference: .init(values: []), score: score)
    let plan = try Sample.plan([Sample.node("gemm", metrics: []), Sample.node("train", metrics: [])])
    #expect(weighting.foreignMetric(to: plan) == other)
    #expect(
      weighting.foreignMetric(
        to: try Sample.plan([Sample.node("gemm", metrics: []), Sample.node("train", metrics: []), Sample.node("more", metrics: [])])) == nil
    )
  }
}
