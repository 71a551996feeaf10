import Foundation
import Score
import TestSupport
import Testing

@testable import Ranking

/// choix and scipy compute the same (`Tests/Outside/check_ranking.py`).
@Suite struct OutsideRankingTests {
  @Test(.enabled(if: OutsidePython.isThere, OutsidePython.reason))
  func `choix and scipy agree`() throws {
    var draws = RandomTables(seed: 77)
    var lines: [String] = []
    func add(_ kind: String, _ arguments: [String: Any], found: Any) throws {
      let object = arguments.merging(["kind": kind, "found": found]) { first, _ in first }
      lines.append(String(decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self))
    }
    for _ in 0..<10 {
      let wins = (0..<4).map { i in (0..<4).map { j in i == j ? 0.0 : Double(1 + draws.below(9)) } }
      try add("bradley-terry", ["wins": wins], found: try #require(BradleyTerry(wins: wins)).strengths)
      let (distance, freedom) = (Double(draws.below(50)) / 10, Double(2 + draws.below(60)))
      try add("p", ["distance": distance, "freedom": freedom], found: Reach.p(distance: distance, freedom: freedom))
      let tasks = (0..<8).map { task in (0..<4).map { Double(draws.below(1000) * 32 + task * 4 + $0) } }
      try add("friedman", ["tasks": tasks], found: try #require(Friedman(tasks)).chiSquare)
    }
    for _ in 0..<20 {
      let cost = (0..<3).map { _ in -1 - draws.below(5) }
      let rows = (0..<4).map { _ in (0..<3).map { _ in 1 + draws.below(7) } }
      let bounds = (0..<4).map { _ in 5 + draws.below(20) }
      var program = LinearProgram(cost: cost.map { Fraction($0) })
      for (row, bound) in zip(rows, bounds) { program.add(row.map { Fraction($0) }, .atMost, Fraction(bound)) }
      guard case .least(let point) = program.solved() else { continue }
      try add("program", ["cost": cost, "rows": rows, "bounds": bounds], found: point.map(\.real))
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "cases.jsonl")
    let checked = try OutsidePython.run("check_ranking.py", [path])
    #expect(checked.status == 0, "\(checked.output)\(checked.talk)")
    #expect(checked.output.split(separator: "\n").count { $0.hasPrefix("agrees") } == 4)
  }
}
