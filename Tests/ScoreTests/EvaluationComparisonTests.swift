import Kernels
import Record
import Testing

@testable import Score

@Suite struct EvaluationComparisonTests {
  /// An evaluation of a run: the scores of its items, by trial.
  private func sheet(
    _ trials: [[Rational]], cluster: (Int) -> String? = { _ in nil }, dataset: UInt8 = 1, subject: String = "s", prompt: String = "{input}",
    ids: (Int) -> String = { "item \($0)" }
  ) throws -> EvaluationSheet {
    let work = EvaluateWork(
      subject: subject, dataset: "d", prompt: PromptPlan(user: prompt),
      generation: .init(maxTokens: 1, temperature: Rational(0)), scorers: [])
    let node = Sample.node("w", trials: trials.count, metrics: [Sample.accuracy], work: .evaluate(work))
    var plan = try Sample.plan([node])
    let digest = try #require(Digest([UInt8](repeating: dataset, count: 32)))
    plan.inputs = [InputPlan(id: "d", kind: .dataset, sha256: digest, license: nil, format: nil)]
    var lines: [Int: [[UInt8]]] = [:]
    for (trial, scores) in trials.enumerated() {
      lines[trial] = try scores.enumerated().map { position, score in
        try ItemRecord(position: position, id: ids(position), cluster: cluster(position), outcome: .answer, scores: ["accuracy": score])
          .canonicalBytes()
      }
    }
    let found = try EvaluationSheet(node, of: try Sample.raw(plan)) { trial, take in
      for line in lines[trial.index] ?? [] { take(line) }
      return true
    }
    return try #require(found)
  }

  private func compared(_ sheets: EvaluationSheet...) -> EvaluationComparison {
    EvaluationComparison(sheets.enumerated().map { ("bundle \($0)", $1) }, seed: 1)
  }

  private func rights(_ text: String) -> [Rational] { text.map { Rational($0 == "1" ? 1 : 0) } }

  @Test func `right and wrong items are tested by McNemar`() throws {
    let comparison = compared(try sheet([rights("1111111100")]), try sheet([rights("1100000010")]))
    let test = try #require(comparison.tests.first)
    #expect(comparison.isClean && comparison.tests.count == 1)
    #expect(test.method == .mcnemar && test.onlyFirst == 6 && test.onlySecond == 1 && test.items == 10)
    #expect(test.difference == 0.5 && test.means == [0.8, 0.3])
    let exact = try #require(test.exactP)
    #expect(abs(exact - 0.125) < 1e-12 && abs(test.p - 0.0703125) < 1e-12)
    let (low, high) = (try #require(test.low), try #require(test.high))
    #expect(low < 0.5 && 0.5 < high && high <= 1)
  }

  @Test func `trials of one item are averaged, and clusters are units`() throws {
    let trials = [rights("110100111010"), rights("100100111011"), rights("110101111010")]
    let other = [rights("010000110010"), rights("000100110010"), rights("010000010010")]
    let repeated = try #require(compared(try sheet(trials), try sheet(other)).tests.first)
    #expect(repeated.method == .permutations && repeated.units == 12 && repeated.items == 12)
    let clustered = try #require(
      compared(try sheet([trials[0]], cluster: { "c\($0 / 3)" }), try sheet([other[0]], cluster: { "c\($0 / 3)" })).tests.first)
    #expect(clustered.units == 4 && clustered.items == 12 && clustered.onlyFirst == nil)
  }

  @Test func `other datasets and other ids are refused with the reason`() throws {
    let dataset = compared(try sheet([rights("10")]), try sheet([rights("10")], dataset: 2))
    #expect(dataset.tests.isEmpty && !dataset.isClean)
    #expect(dataset.obstacles.first?.isRefusal == true && dataset.obstacles.first?.reason.contains("datasets differ") == true)
    let ids = compared(try sheet([rights("10")]), try sheet([rights("10")], ids: { "other \($0)" }))
    #expect(ids.tests.isEmpty && ids.obstacles.first?.reason.contains("another id") == true)
  }

  @Test func `other prompts are compared, and said first`() throws {
    let comparison = compared(try sheet([rights("1100")]), try sheet([rights("1000")], prompt: "Say: {input}"))
    #expect(comparison.tests.count == 1 && !comparison.isClean)
    #expect(comparison.obstacles.map(\.reason) == ["the prompts differ"] && comparison.obstacles[0].isRefusal == false)
  }

  @Test func `several tests are adjusted together`() throws {
    let comparison = compared(try sheet([rights("1111111111")]), try sheet([rights("0000000000")]), try sheet([rights("1111111110")]))
    #expect(comparison.tests.map { $0.first + $0.second } == ["AB", "AC", "BC"])
    #expect(zip(comparison.tests, holmAdjusted(comparison.tests.map(\.p))).allSatisfy { $0.holm == $1 })
  }

  @Test func `subjects that never differ leave an interval that is not a point`() throws {
    let test = try #require(compared(try sheet([rights("1011")]), try sheet([rights("1011")])).tests.first)
    let (low, high) = (try #require(test.low), try #require(test.high))
    #expect(test.difference == 0 && test.p == 1 && low < -0.2 && high > 0.2)
  }

  @Test func `the same seed gives the same record`() throws {
    let trials = [(0..<40).map { Rational(Int128($0 % 7), over: 7) ?? Rational(0) }]
    let other = [(0..<40).map { Rational(Int128($0 % 5), over: 5) ?? Rational(0) }]
    let first = compared(try sheet(trials), try sheet(other))
    #expect(first.tests.first?.method == .drawn)
    #expect(try first.canonicalBytes() == compared(try sheet(trials), try sheet(other)).canonicalBytes())
  }
}
