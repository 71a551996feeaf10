import Record
import Testing

@testable import Ranking

/// Published examples, and the proof of programs that others wrote (`Tests/Outside/check_ranking.py`).
struct JudgesTests {
  @Test func `Demšar's example of Friedman's test comes out`() throws {
    // Table 6 of "Statistical Comparisons of Classifiers over Multiple Data Sets": mean ranks over 14 data sets.
    let test = Friedman(meanRanks: [3.143, 2.000, 2.893, 1.964], tasks: 14)
    #expect(abs(test.chiSquare - 9.28) < 0.01)
    #expect(abs(test.f - 3.69) < 0.01)
    let difference = try #require(test.criticalDifference)
    #expect(abs(difference - 1.25) < 0.005)
  }

  @Test func `the examples of MLPerf's training rules come out`() throws {
    let small = try #require(ConvergencePoint(epochs: [16, 14, 16, 17, 16, 16, 15, 16, 15, 16]))
    let large = try #require(ConvergencePoint(epochs: [20, 21, 21, 20, 22, 22, 21, 21, 20, 20]))
    #expect(abs(small.leastMean(submissionRuns: 5) - 15.2126) < 0.0001)
    #expect(abs(small.greatestSpeedup(submissionRuns: 5) - 0.0353) < 0.00005)
    #expect(abs(large.leastMean(submissionRuns: 5) - 19.929) < 0.0005)
    #expect(abs(large.greatestSpeedup(submissionRuns: 5) - 0.0412) < 0.00005)
    let between = ConvergencePoint(between: small, at: 128, and: large, at: 256, size: 192, runs: 10)
    #expect(abs(between.mean - 18.25) < 1e-9)
    #expect(abs(between.greatestSpeedup(submissionRuns: 5) - 0.0368) < 0.0001)
  }

  @Test func `Kemeny's order is the one of least disagreement, by trying all`() {
    var draws = RandomTables(seed: 31)
    for _ in 0..<20 {
      let wins = (0..<5).map { _ in (0..<5).map { _ in Double(draws.below(9)) } }
      func cost(_ order: [Int]) -> Double {
        order.indices.reduce(0.0) { sum, i in order[(i + 1)...].reduce(sum) { $0 + wins[$1][order[i]] } }
      }
      func all(_ rest: [Int]) -> [[Int]] { rest.isEmpty ? [[]] : rest.flatMap { first in all(rest.filter { $0 != first }).map { [first] + $0 } } }
      let best = all(Array(0..<5)).map(cost).min() ?? 0
      #expect(abs(cost(Kemeny.order(wins) ?? []) - best) < 1e-9)
    }
  }

  @Test func `a linear program finds the least, and proves that there is none`() {
    // max x + y with x + 2y ≤ 4, 3x + y ≤ 6: at (8/5, 6/5).
    var program = LinearProgram(cost: [-.one, -.one])
    program.add([.one, Fraction(2)], .atMost, Fraction(4))
    program.add([Fraction(3), .one], .atMost, Fraction(6))
    guard case .least(let point) = program.solved() else {
      Issue.record("no solution")
      return
    }
    #expect(point.map(\.text) == ["8/5", "6/5"])
    program.add([.one, .one], .atLeast, Fraction(3))
    guard case .infeasible = program.solved() else {
      Issue.record("not infeasible")
      return
    }
  }

  @Test func `histories that are alike but for their order seldom show a change, and a plain one is found`() {
    var draws = RandomTables(seed: 41)
    var alarms = 0
    for _ in 0..<200 where (ChangePoint((0..<6).map { _ in Double(draws.below(1000)) }, seed: 1)?.p ?? 1) < 0.05 { alarms += 1 }
    #expect(alarms <= 200 * 5 / 100 + 9)
    let change = ChangePoint([1, 1.01, 0.99, 1, 1.02, 0.8, 0.81, 0.79, 0.8], seed: 1)
    #expect(change?.at == 5)
    #expect((change?.p ?? 1) < 0.05)
    #expect(ChangePoint([1, 2, 3, 4], seed: 1) == nil)
  }

  @Test func `a gate says surely worse, perhaps, or not`() throws {
    func verdict(_ values: [Int], _ gate: String) throws -> Trend.Verdict? {
      let runs = values.enumerated().map { index, value in
        (
          run: Trend.Run(name: "r\(index)", started: Timestamp(secondsSince1970: index * 86_400), root: nil),
          system: LeafTable.System(
            name: "r\(index)", kind: .server, standing: Standing(isVerified: true, words: ""),
            leaves: [Leaf(workload: "w", metric: "throughput", unit: "1/s", better: .higher, point: Fraction(value))])
        )
      }
      return Trend(runs, gates: [try #require(TrendGate(gate))]).gates.first
    }
    #expect(try verdict([1000, 1002, 999, 1001, 900], "throughput drops 3 %")?.state == .fails)
    #expect(try verdict([1000, 1002, 999, 1001, 1000], "throughput drops 3 %")?.state == .passes)
    #expect(try verdict([1000, 1100, 900, 1050, 960], "w.throughput drops 3 %")?.state == .undecided)
    #expect(["", "throughput falls 3 %", "throughput drops 3", "throughput drops 100 %", "throughput drops -3 %"].allSatisfy { TrendGate($0) == nil })
  }
}
