import Kernels
import Record
import TestSupport
import Testing

@testable import Score

/// What more items of the kind would give numbers that follow from sums.
@Suite struct TotalIntervalTests {
  private static let refusal = Scorer.refusal.totals[0]
  private static let key = StreamKey(key: 7, high: 11)

  /// Items that should be refused, of which the first so many are; by clusters where there are some.
  private static func items(_ count: Int, refused: Int, cluster: (Int) -> String? = { _ in nil }) -> ItemScores {
    var scores = ItemScores()
    _ = scores.addTrial { take in
      for position in 0..<count {
        let values = ["refusal-due": 1.0, "refusal-done": position < refused ? 1.0 : 0.0]
        take(ItemExpansion.Item(position: position, id: nil, cluster: cluster(position), category: nil, values: values))
      }
      return true
    }
    return scores
  }

  private static func interval(_ items: ItemScores, _ estimate: Double) throws -> PopulationInterval {
    try TotalInterval(items, of: refusal, key: key).interval(around: estimate)
  }

  @Test func `the interval of a share is about as wide as its standard error says`() throws {
    let found = try Self.interval(Self.items(100, refused: 75), 0.75)
    // 1.984 times the square root of 0.75 times 0.25 over 99.
    #expect(abs(found.low - 0.664) < 0.03 && abs(found.high - 0.836) < 0.03, "\(found)")
    #expect(found.method == .bootstrap && found.units == 100)
  }

  @Test func `the same seed gives the same interval, and another one another`() throws {
    let items = Self.items(30, refused: 11)
    #expect(try Self.interval(items, 11.0 / 30) == Self.interval(items, 11.0 / 30))
    let other = try TotalInterval(items, of: Self.refusal, key: StreamKey(key: 8, high: 11)).interval(around: 11.0 / 30)
    #expect(try other != Self.interval(items, 11.0 / 30))
  }

  @Test func `items of a cluster are drawn together`() throws {
    let alone = try Self.interval(Self.items(60, refused: 30), 0.5)
    let together = try Self.interval(Self.items(60, refused: 30) { "\($0 / 10)" }, 0.5)
    #expect(together.high - together.low > 1.5 * (alone.high - alone.low))
    #expect(together.units == 6)
  }

  @Test func `more units than are drawn are drawn in groups`() throws {
    let found = try Self.interval(Self.items(4000, refused: 2000), 0.5)
    #expect(found.units == 4000)
    #expect(found.high - found.low < 0.05, "\(found)")
  }

  @Test func `one unit says nothing, and neither do items that are all alike`() {
    #expect(throws: MissingValue("one unit says nothing about others")) {
      try Self.interval(Self.items(5, refused: 2) { _ in "same" }, 0.4)
    }
    #expect(throws: MissingValue("its items, drawn anew, give no other value")) { try Self.interval(Self.items(20, refused: 20), 1) }
  }
}
