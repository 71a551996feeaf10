import Record
import Testing

@testable import Ranking

struct OrderTests {
  @Test func `letters join those that are not told apart, and part those that are`() throws {
    let letters = try #require(Letters.of(count: 4) { first, second in second - first > 1 })
    #expect(letters == ["a", "ab", "bc", "c"])
    for count in 1...6 {
      for pattern in 0..<40 {
        func differs(_ i: Int, _ j: Int) -> Bool { (pattern * 7 + i * 5 + j * 3) % 4 == 0 }
        let found = try #require(Letters.of(count: count, differs: differs))
        for i in 0..<count { for j in (i + 1)..<max(i + 1, count) { #expect(Set(found[i]).isDisjoint(with: found[j]) == differs(i, j)) } }
      }
    }
  }

  @Test func `the same table and seed give the same bytes`() throws {
    func ranking() throws -> [UInt8] {
      let items = (0..<40).map { Observations.ItemScore(id: "\($0)", cluster: $0 < 10 ? "c" : nil, score: $0 % 3 == 0 ? 1 : 0) }
      let leaf = Leaf(workload: "q", metric: "accuracy", better: .higher, point: Fraction(text: "14/40") ?? .one, observations: .items(items, set: "q"))
      let time = Leaf(workload: "t", metric: "time", unit: "s", better: .lower, point: Fraction(3), observations: .samples([[1, 2, 3, 4, 9], [2, 3, 3]], percent: 50))
      let system = LeafTable.System(name: "s", kind: .model, standing: Standing(isVerified: true, words: ""), leaves: [leaf, time])
      let terms = [("q.accuracy", Direction.higher, "1"), ("t.time", .lower, "s")].map {
        ScoreFormula.Term(id: $0.0, branch: $0.0, metric: $0.0, better: $0.1, unit: $0.2, reference: .one, weight: Fraction(text: "1/2") ?? .one)
      }
      let request = Ranking.Request(ScoreFormula(mean: .geometric, terms: terms, branches: terms.map(\.id)), source: "a test")
      return try Ranking(LeafTable([system]), request).canonicalBytes()
    }
    let (one, other) = (try ranking(), try ranking())
    #expect(one == other)
  }

  @Test func `exact numbers have no interval, and two systems of them are told apart without chance`() throws {
    for table in RandomTables(seed: 20, count: 20) where table.systems.count > 1 {
      let ranking = try table.ranking()
      #expect(ranking.systems.allSatisfy { $0.low == $0.score && $0.high == $0.score && $0.covariance.isEmpty })
      for test in ranking.tests { #expect(test.method == .exact && [0, 1].contains(test.p)) }
    }
  }

  @Test func `a hundred thousand ties are ties`() throws {
    let score = try #require(ExactScore(.geometric, [(Fraction(3), .one)]))
    let ties = [ExactScore](repeating: score, count: 100_000)
    #expect(zip(ties, ties.dropFirst()).allSatisfy { $0.order(to: $1) == .equal })
  }

  @Test func `a system without a metric, or with one of which no ratio can be made, has a fault and no number`() throws {
    let table = try #require(RandomTables(seed: 3).first { $0.scale.indicators.contains { $0.better == .lower } })
    func fault(_ change: (inout LeafTable.System) -> Void) throws -> RankingFault.Code? {
      var system = table.systems[0]
      change(&system)
      let entry = try table.ranking([system]).systems[0]
      #expect(entry.score == nil && entry.grade == nil && entry.rank == nil)
      return entry.fault?.code
    }
    let lower = try #require(table.scale.indicators.firstIndex { $0.better == .lower })
    #expect(try fault { $0.leaves.removeLast() } == .missing)
    #expect(try fault { $0.leaves[lower].point = .zero } == .zero)
    #expect(try fault { $0.leaves[0].point = Fraction(-1) } == .negative)
    #expect(try fault { $0.leaves[0].unit = "J" } == .unit)
    #expect(try fault { $0.leaves[0].point = Fraction(Int.max) * Fraction(1_000_000) } == .beyond)
    #expect(try table.ranking([]).systems.isEmpty)
  }

  @Test func `weights that add up to nothing, are negative or too fine, and a reference of zero are refused`() {
    func formula(_ weight: Fraction, _ reference: Fraction = .one) -> ScoreFormula {
      ScoreFormula(
        mean: .geometric, terms: [.init(id: "a", branch: "a", metric: "a.b", better: .higher, unit: nil, reference: reference, weight: weight)],
        branches: ["a"])
    }
    #expect(throws: RankingFault(.weights, "the weights add up to nothing")) { try formula(.zero).check() }
    #expect(throws: RankingFault(.weights, "the weights add up to nothing")) { try formula(-.one).check() }
    #expect(throws: RankingFault.self) { try formula(.one, .zero).check() }
    #expect(throws: RankingFault.self) { try formula(Fraction(text: "1/1000003") ?? .one).check() }
    #expect(formula(.one).weighing([.zero]) == nil)
  }

  @Test func `right and wrong answers to the same items are tested by McNemar`() throws {
    func system(_ name: String, _ right: (Int) -> Bool) -> LeafTable.System {
      let items = (0..<30).map { Observations.ItemScore(id: "\($0)", score: right($0) ? 1 : 0) }
      let point = Fraction(items.reduce(0) { $0 + Int($1.score) }).divided(by: Fraction(30)) ?? .one
      return LeafTable.System(
        name: name, kind: .model, standing: Standing(isVerified: true, words: ""),
        leaves: [Leaf(workload: "q", metric: "accuracy", better: .higher, point: point, observations: .items(items, set: "q"))])
    }
    let term = ScoreFormula.Term(id: "a", branch: "a", metric: "q.accuracy", better: .higher, unit: "1", reference: .one, weight: .one)
    let request = Ranking.Request(ScoreFormula(mean: .geometric, terms: [term], branches: ["a"]), source: "a test")
    let ranking = try Ranking(LeafTable([system("x") { $0 < 20 }, system("y") { $0 < 12 }]), request)
    #expect(ranking.tests.map(\.method) == [.mcnemar])
    #expect(abs(ranking.tests[0].p - 1.0 / 256) < 1e-12)
    #expect(ranking.systems.map(\.letters) == ["a", "b"])
  }
}
