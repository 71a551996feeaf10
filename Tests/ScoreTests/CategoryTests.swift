import Record
import Testing

@testable import Score

/// Metrics over the items of one category.
@Suite struct CategoryTests {
  /// The scores of one trial over items with the score and the category given; a claim on each reference.
  private func scores(_ items: [(score: Int, category: String?)], claims: [(text: String, category: String)] = []) throws -> Scores {
    let exact = EvaluateWork.Entry(name: "exact-match", revision: 1, settings: Settings())
    let work = Work.evaluate(
      EvaluateWork(
        subject: "s", dataset: "d", prompt: PromptPlan(turns: []), generation: .init(maxTokens: 1, temperature: Rational(0)),
        scorers: [exact]))
    let named = claims.enumerated().map { index, claim in
      var reference = Sample.reference(claim.text, ["w"], Sample.accuracy)
      reference.category = claim.category
      let half = Expression.quantity(Quantity(Rational(1, over: 2) ?? Rational(0)))
      return Claim(id: "claim-\(index + 1)", text: claim.text, expression: .binary(.greater, .call(.these, [.metric(reference)]), half))
    }
    let plan = try Sample.plan([Sample.node("w", metrics: [Sample.accuracy], work: work)], claims: named)
    var tally = ItemTally([Scorer.Output("accuracy", .higher, "")])
    let records = items.enumerated().map { position, item in
      ItemRecord(position: position, stratum: item.category, outcome: .answer, scores: ["accuracy": Rational(item.score)])
    }
    for record in records { tally.add(record) }
    let result = TrialResult(node: "w", index: 0, values: [ResultValue("accuracy", .replayed, tally.results[0].value)])
    return Score.scores(
      of: try Sample.raw(plan, results: [result]),
      items: { _, take in
        for record in records { if let line = try? record.canonicalBytes() { take(line) } }
        return true
      })
  }

  @Test func `each category has the share of its own items, and an interval of its own`() throws {
    let scores = try scores([(1, "b"), (0, "a"), (1, "b"), (0, "b"), (1, nil)])
    let categories = try #require(scores.categories)
    #expect(categories.map(\.category) == ["a", "b"])
    #expect(categories.map(\.exact) == [Rational(0), Rational(2, over: 3)])
    #expect(categories.map(\.count) == [1, 3])
    #expect(categories[1].population?.method == .wilson && categories[1].population?.units == 3)
    #expect(scores.inOrder.map(\.title) == ["accuracy", "accuracy[category=a]", "accuracy[category=b]"])
  }

  @Test func `items without categories leave none`() throws { #expect(try scores([(1, nil), (0, nil)]).categories == nil) }

  @Test func `a claim on a category is judged by its items, and one on none is unjudged`() throws {
    let claims = [("w.accuracy[category=b]", "b"), ("w.accuracy[category=a]", "a"), ("w.accuracy[category=c]", "c")]
    let judged = try scores([(1, "b"), (0, "a")], claims: claims).claims
    #expect(judged.map(\.verdict) == [.holds, .fails, .unjudged])
    #expect(judged[2].because.contains("no item is of the category"))
  }

  @Test func `more categories than a page shows are not listed, and a claim may still name one`() throws {
    let items = (0..<300).map { (score: 1, category: Optional("c\($0)")) }
    let scores = try scores(items, claims: [("w.accuracy[category=c7]", "c7")])
    #expect(scores.categories == nil && scores.claims[0].verdict == .holds)
  }
}
