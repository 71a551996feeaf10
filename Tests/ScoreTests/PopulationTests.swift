import Kernels
import Record
import Testing

@testable import Score

/// What more items of the kind would give, by the design of an evaluation.
@Suite struct PopulationTests {
  /// An item of a trial: its score, and the cluster it belongs to.
  struct Asked {
    var score: Rational
    var cluster: String?
    init(_ score: Rational, _ cluster: String? = nil) { (self.score, self.cluster) = (score, cluster) }
    init(_ isRight: Bool, _ cluster: String? = nil) { self.init(Rational(isRight ? 1 : 0), cluster) }
  }

  private func record(_ position: Int, _ asked: Asked) -> ItemRecord {
    ItemRecord(position: position, cluster: asked.cluster, outcome: .answer, scores: ["accuracy": asked.score])
  }

  /// The scores of an evaluation whose trials gave these items, with claims on it.
  private func scores(_ trials: [[Asked]], claims: [Expression] = [], recorded: ResultValue.Content? = nil) throws -> Scores {
    let work = Work.evaluate(
      EvaluateWork(
        subject: "s", dataset: "d", prompt: PromptPlan(turns: []), generation: .init(maxTokens: 1, temperature: Rational(0)), scorers: []))
    let node = Sample.node("w", trials: trials.count, metrics: [Sample.accuracy], work: work)
    let named = claims.enumerated().map { Claim(id: "claim-\($0.offset + 1)", text: "a claim", expression: $0.element) }
    let plan = try Sample.plan([node], claims: named)
    let results = trials.enumerated().map { index, items in
      var tally = ItemTally([Scorer.Output("accuracy", .higher, "")])
      for (position, asked) in items.enumerated() { tally.add(record(position, asked)) }
      let value = recorded ?? tally.results[0].value
      return TrialResult(node: "w", index: index, values: [ResultValue("accuracy", .replayed, value)])
    }
    let raw = try Sample.raw(plan, results: results)
    return Score.scores(
      of: raw,
      items: { trial, take in
        for (position, asked) in trials[trial.index].enumerated() {
          if let line = try? record(position, asked).canonicalBytes() { take(line) }
        }
        return true
      })
  }

  private func population(_ trials: [[Asked]]) throws -> PopulationInterval? { try scores(trials).metrics[0].population }

  private func claim(_ sign: Expression.BinaryOperator, _ bound: Rational, these: Bool = false) -> Expression {
    let metric = Expression.metric(Sample.reference("w.accuracy", ["w"], Sample.accuracy))
    return .binary(sign, these ? .call(.these, [metric]) : metric, .quantity(Quantity(bound)))
  }

  @Test func `a share of independent items has Wilson's interval, and stays exact itself`() throws {
    let scores = try scores([[true, true, true, false, false].map { Asked($0) }])
    let metric = scores.metrics[0]
    #expect(metric.estimate == Estimate(exactly: 0.6) && metric.exact == Rational(3, over: 5))
    let population = try #require(metric.population)
    #expect(population.method == .wilson && population.units == 5 && population.error == nil)
    #expect(abs(population.low - 0.2307) < 1e-4 && abs(population.high - 0.8824) < 1e-4)
  }

  @Test func `three trials over four items are four units, not twelve draws`() throws {
    let trial = [true, true, true, false].map { Asked($0) }
    let repeated = try #require(try population([trial, trial, trial]))
    let once = try #require(try population([trial]))
    let twelve = try #require(try population([trial + trial + trial]))
    #expect(repeated.method == .clusteredWilson && repeated.units == 4)
    #expect(repeated.freedom.map { abs($0 - 3) < 1e-9 } == true)
    #expect(repeated.high - repeated.low > once.high - once.low)
    #expect(repeated.high - repeated.low > twelve.high - twelve.low)
  }

  @Test func `items of one passage count as one unit`() throws {
    let items = (0..<12).map { Asked($0 % 3 != 0 || $0 < 6, "passage \($0 / 3)") }
    let population = try #require(try population([items]))
    #expect(population.method == .clusteredWilson && population.units == 4)
    #expect(population.error.map { $0 > 0 } == true)
  }

  @Test func `all right in few clusters is no proof`() throws {
    let population = try #require(try population([(0..<40).map { Asked(true, "passage \($0 / 20)") }]))
    #expect(population.units == 2 && population.high == 1 && population.low < 0.1)
  }

  @Test func `one cluster says nothing about others, and a claim stays open`() throws {
    let items = (0..<9).map { _ in Asked(true, "one") }
    let scores = try scores([items], claims: [claim(.greaterOrEqual, Rational(0)), claim(.greaterOrEqual, Rational(1), these: true)])
    #expect(scores.metrics[0].population == nil)
    #expect(scores.claims.map(\.verdict) == [.undecided, .holds])
    #expect(scores.claims[0].because.contains("one unit says nothing about others"))
  }

  @Test func `scores between 0 and 1 are resampled by the seed of the plan`() throws {
    let items = (0..<20).map { Asked(Rational(Int128($0), over: 20) ?? Rational(0)) }
    let first = try #require(try population([items]))
    #expect(first.method == .bootstrap && first.units == 20)
    #expect(first.low < 0.475 && 0.475 < first.high && first.high - first.low < 0.35)
    #expect(try population([items]) == first)
  }

  @Test func `equal scores say nothing about the spread of others`() throws {
    let half = try #require(Rational(1, over: 2))
    #expect(try population([(0..<9).map { _ in Asked(half) }]) == nil)
  }

  @Test func `a result that is not the mean of its items has no interval of the kind`() throws {
    let scores = try scores([[Asked(true), Asked(false)]], claims: [claim(.less, Rational(2))], recorded: .number(0.7))
    #expect(scores.metrics[0].population == nil)
    #expect(scores.claims[0].verdict == .undecided && scores.claims[0].because.contains("not the mean"))
  }

  @Test func `claims go by more of the kind, and by these items where they say so`() throws {
    let half = try #require(Rational(1, over: 2))
    let ninetyNine = try #require(Rational(99, over: 100))
    let few = try scores(
      [[true, true, true, false, false].map { Asked($0) }],
      claims: [claim(.greaterOrEqual, half), claim(.greaterOrEqual, half, these: true), claim(.greaterOrEqual, ninetyNine)])
    #expect(few.claims.map(\.verdict) == [.undecided, .holds, .fails])
    let all = try scores([(0..<3).map { _ in Asked(true) }], claims: [claim(.greaterOrEqual, ninetyNine)])
    #expect(all.claims[0].verdict == .undecided)
    let many = try scores([(0..<400).map { _ in Asked(true) }], claims: [claim(.greaterOrEqual, ninetyNine)])
    #expect(many.claims[0].verdict == .holds)
  }

  @Test func `without item records nothing is claimed of others`() throws {
    let node = Sample.node(
      "w", metrics: [Sample.accuracy],
      work: .evaluate(
        EvaluateWork(
          subject: "s", dataset: "d", prompt: PromptPlan(turns: []), generation: .init(maxTokens: 1, temperature: Rational(0)), scorers: [])
      ))
    let plan = try Sample.plan([node], claims: [Claim(id: "claim-1", text: "", expression: claim(.greaterOrEqual, Rational(0)))])
    let result = TrialResult(node: "w", index: 0, values: [ResultValue("accuracy", .replayed, .share(of: 3, total: 3))])
    let scores = try Sample.scores(plan, results: [result])
    #expect(scores.claims[0].verdict == .undecided && scores.claims[0].because.contains("not at hand"))
  }
}
