import Record
import Testing

@testable import Ranking

/// Several runs of one system as one.
struct SystemRunsTests {
  private func run(_ value: Int, _ observations: Observations = .exact, work: String = "w", isVerified: Bool = true) -> LeafTable.System {
    LeafTable.System(
      name: "run", kind: .server, root: nil, standing: Standing(isVerified: isVerified, words: isVerified ? "good" : "unknown"), work: work,
      leaves: [Leaf(workload: "w", metric: "m", better: .higher, point: Fraction(value), observations: observations)])
  }

  @Test func `a metric is the exact mean of the runs, and their spread is its own`() throws {
    let joined = try #require(LeafTable.System("fast", runs: [run(1, .samples([[1, 2]], percent: nil)), run(2), run(4)]))
    #expect(joined.name == "fast" && joined.leaves[0].point == Fraction(text: "7/3"))
    #expect(joined.leaves[0].observations == .trials([1, 2, 4]))
    #expect(LeafTable.System("same", runs: [run(3), run(3)])?.leaves[0].observations == .exact)
  }

  @Test func `answers to the same items keep their items, with the mean score of each`() throws {
    func answers(_ scores: [Double]) -> Observations {
      .items(scores.enumerated().map { Observations.ItemScore(id: "\($0.offset)", score: $0.element) }, set: "q")
    }
    let joined = try #require(LeafTable.System("m", runs: [run(1, answers([1, 0, 1])), run(1, answers([0, 0, 1]))]))
    #expect(joined.leaves[0].observations == answers([0.5, 0, 1]))
    let mixed = try #require(LeafTable.System("m", runs: [run(1, answers([1, 0])), run(2, answers([1, 0, 1]))]))
    #expect(mixed.leaves[0].observations == .trials([1, 2]))
  }

  @Test func `runs of other work are not one system, and one run that nobody verified makes all of it not verified`() throws {
    #expect(LeafTable.System("x", runs: [run(1), run(1, work: "other")]) == nil)
    #expect(LeafTable.System("x", runs: []) == nil)
    let joined = try #require(LeafTable.System("x", runs: [run(1), run(1, isVerified: false)]))
    #expect(!joined.standing.isVerified && joined.standing.words == "2 runs: good; unknown")
    var lacking = run(1)
    lacking.leaves = []
    #expect(LeafTable.System("x", runs: [run(1), lacking])?.leaves.isEmpty == true)
  }
}
