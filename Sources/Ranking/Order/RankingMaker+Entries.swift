internal import Record

extension RankingMaker {
  /// The tests with the names of their systems.
  var tests: [Ranking.Test] {
    foundTests.map { test in
      Ranking.Test(
        first: systems[order[test.first]].name, second: systems[order[test.second]].name, ratio: test.ratio, low: test.low,
        high: test.high, p: test.p, holm: test.holm, method: test.method)
    }
  }

  /// Every system: the ranked ones in their order, then the others by name.
  func entries(_ grades: [GradeRange?]) -> [Ranking.Entry] {
    let letters = Letters.of(count: order.count) { first, second in isApart[first * order.count + second] }
    let here = RankIntervals.here(count: order.count, tests: foundTests)
    let elsewhere = ranksElsewhere
    var entries: [Ranking.Entry] = []
    for (place, index) in order.enumerated() {
      var entry = entry(index, grade: grades[index])
      entry.rank = rank(at: place)
      entry.here = [here[place].best, here[place].worst]
      entry.elsewhere = elsewhere.map { [$0[place].best, $0[place].worst] }
      entry.letters = letters?[place]
      entries.append(entry)
    }
    let others = systems.indices.filter { !order.contains($0) }
    return entries + others.map { entry($0, grade: grades[$0]) }
  }

  /// The place of the first system with the same score.
  private func rank(at place: Int) -> Int {
    var first = place
    while first > 0, let mine = score(order[first])?.score, let above = score(order[first - 1])?.score, mine.order(to: above) == .equal {
      first -= 1
    }
    return first + 1
  }

  private func entry(_ index: Int, grade: GradeRange?) -> Ranking.Entry {
    let system = systems[index]
    var entry = Ranking.Entry(
      name: system.name, kind: system.kind, root: system.root, standing: system.standing, grade: grade, leaves: [], covariance: [],
      facts: system.facts)
    switch outcomes[index] {
    case .failure(let fault): entry.fault = fault
    case .success(let score):
      let spread = deviationsOf(index).spread
      let interval = spread.interval(of: score, formula.mean)
      entry.score = score.score.text
      entry.low = ExactScore.text(millionths: interval.low)
      entry.high = ExactScore.text(millionths: interval.high)
      entry.leaves = zip(score.parts, zip(spread.reach, spread.shift)).map { part, own in
        Ranking.LeafEntry(
          id: part.leaf.id, term: formula.terms[part.term].id, point: part.leaf.point.text, ratio: part.ratio.text,
          weight: part.weight.text, reach: own.0, shift: own.1,
          covers: part.leaf.observations.word)
      }
      entry.covariance = spread.reach.contains { $0 > 0 } ? spread.covariance : []
    }
    return entry
  }

  /// The logarithm of each term's mean ratio, and its draws, for ranks in a task that was not measured.
  private var ranksElsewhere: [(best: Int, worst: Int)]? {
    let scores = order.compactMap(score)
    guard scores.allSatisfy({ $0.parts.allSatisfy { !$0.ratio.isZero } }) else { return nil }
    var values: [[Double]] = []
    var draws: [[[Double]?]] = []
    for (score, index) in zip(scores, order) {
      let own = deviationsOf(index)
      var (logarithms, drawn): ([Double], [[Double]?]) = ([], [])
      for term in formula.terms.indices {
        let parts = score.parts.indices.filter { score.parts[$0].term == term }
        let share = 1 / Double(max(1, parts.count))
        logarithms.append(parts.reduce(0) { $0 + share * PlainMath.logarithm(score.parts[$1].ratio.real) })
        let combined = own.combined(pulls: own.parts.indices.map { parts.contains($0) ? share : 0 })
        drawn.append(combined.isEmpty ? nil : combined)
      }
      values.append(logarithms)
      draws.append(drawn)
    }
    return RankIntervals.elsewhere(
      values, deviations: draws, weights: formula.terms.map(\.weight.real), seed: resampling.seed, draws: resampling.draws)
  }
}

extension Observations {
  /// What the spread of a leaf covers.
  var word: String {
    switch self {
    case .exact: "nothing"
    case .items: "items"
    case .samples(let trials, _): trials.count > 1 ? "trials" : "samples"
    case .trials(let values): values.count > 1 ? "trials" : "nothing"
    case .interval: "interval"
    }
  }
}
