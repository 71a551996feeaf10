import Record
import Testing

@testable import Ranking

/// The rules of a grade that hold for every table (docs/ranking.md), each over random tables.
struct TwelveRulesTests {
  @Test func `rule 1: a grade does not depend on who else is listed`() throws {
    for table in RandomTables(seed: 1) {
      let all = try table.grades()
      for system in table.systems {
        let alone = try table.grades([system])
        #expect(alone[system.name] == all[system.name])
      }
    }
  }

  @Test func `rule 2: a better metric never makes a worse score or grade`() throws {
    var choice = RandomTables(seed: 99)
    for table in RandomTables(seed: 2) {
      let before = table.systems[0]
      var after = before
      let place = choice.below(before.leaves.count)
      let more = after.leaves[place].point + .one
      after.leaves[place].point = before.leaves[place].better == .higher ? more : (Fraction.one.divided(by: more) ?? .one)
      guard before.leaves[place].better == .higher || after.leaves[place].point < before.leaves[place].point else { continue }
      let formula = ScoreFormula(table.scale)
      let (worse, better) = (try SystemScore(before, formula), try SystemScore(after, formula))
      #expect(better.score.order(to: worse.score) == .greater)
      let places = [worse, better].compactMap { table.scale.grade($0, formula, spread: nil).flatMap { table.scale.place(of: $0.point) } }
      #expect(places[1] <= places[0])
    }
  }

  @Test func `rule 3: every score has one class, and each class has some score`() throws {
    var seen: Set<String> = []
    for table in RandomTables(seed: 3) {
      #expect(ScaleProof(table.scale).statements.filter { $0.rule == 3 }.allSatisfy { $0.holds })
      let grades = try table.grades()
      for grade in grades.values { seen.insert(grade[1]) }
    }
    #expect(seen == ["A", "B", "C"])
  }

  @Test func `rule 4: the reference scores 1 and has its own class`() throws {
    for table in RandomTables(seed: 4) {
      let own = RandomTable.system(
        "reference", table.scale.indicators, table.scale.indicators.map { Fraction($0.reference?.value ?? Rational(1)) })
      let isCapped = try table.ranking([own]).systems[0].grade?.cappedBy.isEmpty == false
      let found = try table.grades([own])
      #expect(found["reference"] == ["1.000000", isCapped ? "C" : "B"])
      let isProved = ScaleProof(table.scale).statements.contains { $0.rule == 4 && $0.holds }
      #expect(isProved == !isCapped)
    }
  }

  @Test func `rule 6: units change nothing`() throws {
    for table in RandomTables(seed: 6) {
      var scaled = table
      for index in scaled.scale.indicators.indices {
        scaled.scale.indicators[index].reference = Quantity(
          Rational(1000).multiplied(by: table.scale.indicators[index].reference?.value ?? Rational(1)) ?? Rational(1))
      }
      scaled.scale.vetoes = table.scale.vetoes.map {
        Veto(indicator: $0.indicator, bound: $0.bound.multiplied(by: Rational(1000)) ?? $0.bound, best: $0.best)
      }
      for system in scaled.systems.indices {
        for leaf in scaled.systems[system].leaves.indices {
          scaled.systems[system].leaves[leaf].point = scaled.systems[system].leaves[leaf].point * Fraction(1000)
        }
      }
      let (before, after) = (try table.grades(), try scaled.grades())
      #expect(before == after)
    }
  }

  @Test func `rule 7: names and order change nothing, and ties share a rank`() throws {
    for table in RandomTables(seed: 7) {
      let forward = try table.ranking()
      let backward = try table.ranking(table.systems.reversed())
      #expect(backward == forward)
      var renamed = table.systems
      for index in renamed.indices { renamed[index].name = "z\(renamed.count - index)" }
      let ranks = try table.ranking(renamed).systems.map { "\($0.rank ?? 0) \($0.score ?? "")" }
      #expect(ranks == forward.systems.map { "\($0.rank ?? 0) \($0.score ?? "")" })
      for (one, next) in zip(forward.systems, forward.systems.dropFirst()) where one.score == next.score { #expect(one.rank == next.rank) }
    }
  }

  @Test func `rule 8: a cloned metric or system changes nothing`() throws {
    for table in RandomTables(seed: 8) {
      let before = try table.grades()
      var doubled = table.systems
      for index in doubled.indices { doubled[index].leaves += doubled[index].leaves }
      let after = try table.grades(doubled)
      #expect(after == before)
      var clone = table.systems[0]
      clone.name = "clone"
      let ranking = try table.ranking(table.systems + [clone])
      for entry in ranking.systems where entry.name != "clone" {
        #expect([entry.score ?? "", entry.grade?.text ?? ""] == before[entry.name])
      }
      let pair = ranking.systems.filter { [clone.name, table.systems[0].name].contains($0.name) }
      #expect(pair[0].rank == pair[1].rank && pair[0].letters == pair[1].letters)
      var cloned = table.scale
      cloned.indicators.append(cloned.indicators[0])
      #expect(ScaleProof(cloned).statements.contains { $0.code == .cloned })
    }
  }

  @Test func `rule 9: the nearest flip is one, and nothing nearer is`() throws {
    for table in RandomTables(seed: 9) where table.systems.count > 1 {
      let formula = ScoreFormula(table.scale)
      let ranked = try table.ranking().systems.compactMap { entry in table.systems.first { $0.name == entry.name } }
      let scores = try ranked.map { (name: $0.name, score: try SystemScore($0, formula)) }
      let report = WeightReport(scores, formula, in: WeightSpace(formula.branches), draws: 50)
      for (place, flip) in report.flips.enumerated() {
        let values = scores[place...(place + 1)].compactMap { BranchValues($0.score, formula)?.values.map(\.real) }
        guard let weights = flip.weights?.compactMap({ Fraction(text: $0)?.real }) else {
          #expect(zip(values[0], values[1]).allSatisfy { $0 > $1 })
          continue
        }
        let sums = values.map { zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(sums[1] >= sums[0] - 1e-9)
        // Halfway to the flip the order is still the old one.
        let half = zip(weights, formula.branchWeights.map(\.real)).map { ($0 + $1) / 2 }
        let before = values.map { zip($0, half).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(before[0] >= before[1] - 1e-9)
      }
    }
  }

  @Test func `rule 10: other work is not compared, and each keeps its own grade`() throws {
    for table in RandomTables(seed: 10) where table.systems.count > 2 {
      var mixed = table.systems
      mixed[0].work = "another bank of questions"
      let ranking = try table.ranking(mixed)
      #expect(ranking.obstacles.contains { $0.code == .work && $0.isRefusal && $0.systems == [mixed[0].name] })
      #expect(ranking.systems.first { $0.name == mixed[0].name }?.rank == nil)
      let (before, after) = (try table.grades(), try table.grades(mixed))
      #expect(before == after)
    }
  }

  @Test func `rule 11: score and grade follow from the leaves of the record alone`() throws {
    for table in RandomTables(seed: 11) {
      for entry in try table.ranking().systems {
        let parts = try entry.leaves.map {
          (ratio: try #require(Fraction(text: $0.ratio)), weight: try #require(Fraction(text: $0.weight)))
        }
        let score = try #require(ExactScore(table.scale.mean, parts))
        #expect(score.text == entry.score)
        let place = table.scale.place(ofScore: score)
        #expect(entry.grade?.cappedBy.isEmpty == false || table.scale.classes[place].name == entry.grade?.point)
      }
    }
  }

  @Test func `rule 12: whoever is beyond a veto is in no better class, whatever the rest is worth`() throws {
    for table in RandomTables(seed: 12) where !table.scale.vetoes.isEmpty {
      var system = table.systems[0]
      system.leaves[0].point = table.scale.indicators[0].better == .higher ? (Fraction(text: "1/2") ?? .one) : Fraction(41)
      for index in 1..<system.leaves.count {
        system.leaves[index].point =
          table.scale.indicators[index].better == .higher ? Fraction(10_000) : (Fraction(text: "1/10000") ?? .one)
      }
      let found = try table.grades([system])
      #expect(found[system.name]?[1] == "C")
    }
  }
}
