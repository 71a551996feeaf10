import Record
import Testing

@testable import Ranking

/// One system over time, as continuous integration reads it.
struct TrendTests {
  private func trend(_ values: [Double], gate: String, notes: [Ranking.Obstacle] = [], isVerified: Bool = true) throws -> Trend {
    let runs = values.enumerated().map { place, value in
      let standing = Standing(isVerified: isVerified, words: "nobody signed it", disturbances: place == 1 ? ["measured under load"] : [])
      let leaf = Leaf(workload: "w", metric: "throughput", better: .higher, point: Fraction(decimalOf: value) ?? .one)
      return (
        run: Trend.Run(name: "run \(place)", started: Timestamp(secondsSince1970: place * 86_400), root: nil),
        system: LeafTable.System(name: "run \(place)", kind: .server, standing: standing, leaves: [leaf])
      )
    }
    return Trend(runs, gates: [try #require(TrendGate(gate))], notes: notes)
  }

  @Test func `a gate that passes is no failure, and one that fails or is undecided is one of its type`() throws {
    let steady = try trend([100, 101, 99, 100, 100], gate: "throughput drops 50 %")
    #expect(steady.gates.map(\.state) == [.passes] && steady.junit.contains("failures=\"0\""))
    let fallen = try trend([100, 101, 99, 100, 10], gate: "throughput drops 3 %")
    #expect(fallen.gates.map(\.state) == [.fails] && fallen.junit.contains("<failure type=\"fails\""))
    let unclear = try trend([100, 130, 70, 110, 95], gate: "throughput drops 3 %")
    #expect(unclear.gates.map(\.state) == [.undecided])
    #expect(unclear.junit.contains("failures=\"1\"") && unclear.junit.contains("<failure type=\"undecided\""))
  }

  @Test func `a gate says what it compared with what, and that one run gives no interval`() throws {
    let several = try trend([100, 101, 99, 100, 10], gate: "throughput drops 3 %")
    let story = several.story(several.gates[0])
    #expect(story.hasPrefix("10 in run 4, -90.0 % against 100 the mean of the 4 runs before it, from run 0 on, 95 %: "), "\(story)")
    #expect(several.gates[0].baseline?.count == 4 && several.gates[0].low != nil)
    let one = try trend([100], gate: "throughput drops 3 %")
    #expect(one.gates[0].state == .undecided && one.gates[0].low == nil && one.gates[0].baseline == nil)
    #expect(one.story(one.gates[0]) == "100 in run 0; no run stands before it, so there is nothing to compare it with and no interval")
    #expect(one.junit.contains("no interval") && !one.junit.contains("without bound"))
  }

  @Test func `runs that are not verified or were disturbed are told, with whatever else is to be known`() throws {
    let note = Ranking.Obstacle(code: .change, systems: ["run 2"], reason: "the targets differ & <more>", isRefusal: false)
    let told = try trend([100, 101, 99], gate: "throughput drops 50 %", notes: [note], isVerified: false)
    #expect(told.notes.map(\.code) == [.change, .unverified, .unverified, .unverified, .disturbed])
    #expect(told.junit.contains("rank-other-system: run 2: the targets differ &amp; &lt;more&gt;"))
    #expect(try trend([100, 101], gate: "throughput drops 50 %").junit.contains("rank-disturbed: run 1"))
  }
}
