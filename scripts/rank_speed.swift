// How long a ranking takes: 100 systems of 1,000 right or wrong answers each, 10,000 draws (scripts/rules.sh builds it).
import Ranking
import Record

struct Draws {
  var state: UInt64 = 1

  mutating func below(_ bound: UInt64) -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return (state >> 33) % bound
  }
}

let systems = (0..<100).map { number -> LeafTable.System in
  var draws = Draws(state: UInt64(number))
  let share = 300 + UInt64(number) * 4
  let items = (0..<1000).map { Observations.ItemScore(id: "\($0)", score: draws.below(1000) < share ? 1 : 0) }
  let right = items.reduce(0) { $0 + Int($1.score) }
  let leaf = Leaf(
    workload: "q", metric: "accuracy", better: .higher, point: Fraction(text: "\(right)/1000") ?? .one,
    observations: .items(items, set: "q"))
  return LeafTable.System(
    name: "system \(number)", kind: .model, standing: Standing(isVerified: true, words: ""), work: "same", leaves: [leaf])
}
let term = ScoreFormula.Term(id: "q", branch: "q", metric: "q.accuracy", better: .higher, unit: "1", reference: .one, weight: .one)
var request = Ranking.Request(ScoreFormula(mean: .geometric, terms: [term], branches: ["q"]), source: "a measurement")
request.resampling = Resampling(draws: 10_000, seed: 1)

let clock = ContinuousClock()
for _ in 0..<3 {
  var ranked: Ranking?
  let spent = try clock.measure { ranked = try Ranking(LeafTable(systems), request) }
  print("100 systems, 1,000 items, 10,000 draws: \(spent), first: \(ranked?.systems.first?.name ?? "")")
}
