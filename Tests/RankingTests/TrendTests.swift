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

  @Test func `runs that are not verified or were disturbed are told, with whatever else is to be known`() throws {
    let note = Ranking.Obstacle(code: .change, systems: ["run 2"], reason: "the targets differ & <more>", isRefusal: false)
    let told = try trend([100, 101, 99], gate: "throughput drops 50 %", notes: [note], isVerified: false)
    #expect(told.notes.map(\.code) == [.change, .unverified, .unverified, .unverified, .disturbed])
    #expect(told.junit.contains("rank-other-system: run 2: the targets differ &amp; &lt;more&gt;"))
    #expect(try trend([100, 101], gate: "throughput drops 50 %").junit.contains("rank-disturbed: run 1"))
  }
}
