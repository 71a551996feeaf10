import Record
import Testing

@testable import Score

@Suite struct `The gap between published and fresh items` {
  private func item(_ position: Int, _ arm: String?, _ template: String, right: Bool) -> ItemRecord {
    ItemRecord(
      position: position, cluster: template, stratum: arm, outcome: .answer, scores: ["arm-right": Rational(right ? 1 : 0)])
  }

  /// A tally of arms with some numbers of right answers in each of three templates.
  private func tally(_ shares: [String: Int], of count: Int = 20) -> ArmTally {
    var tally = ArmTally()
    for (arm, right) in shares {
      for template in ["a", "b", "c"] {
        for place in 0..<count { tally.add(item(place, arm, template, right: place < right)) }
      }
    }
    return tally
  }

  @Test func `is what published items are answered better, template by template`() throws {
    let gap = try #require(tally(["published": 18, "fresh": 12, "fresh-again": 12]).gap)
    #expect(abs(gap.gap - 0.3) < 1e-12 && gap.strata == 3 && gap.p < 0.001 && gap.low > 0.1 && gap.high < 0.5)
    #expect(abs(gap.first - 0.9) < 1e-12 && abs(gap.second - 0.6) < 1e-12)
    #expect(try #require(tally(["published": 18, "fresh": 12, "fresh-again": 12]).placebo).gap == 0)
  }

  @Test func `is nothing where both arms do the same, and where nobody is ever right`() throws {
    let same = try #require(tally(["published": 12, "fresh": 12]).gap)
    #expect(same.gap == 0 && same.p == 1)
    let none = try #require(tally(["published": 0, "fresh": 0]).gap)
    #expect(none.p == 1 && none.low == 0 && none.high == 0)
  }

  @Test func `needs both arms, and leaves out other categories`() {
    #expect(tally(["published": 3]).gap == nil && tally(["published": 3, "fresh": 2]).placebo == nil)
    var tally = tally(["fresh": 4])
    tally.add(item(1, "other", "a", right: true))
    tally.add(item(1, nil, "a", right: true))
    #expect(tally.gap == nil)
  }

  @Test func `takes the spread between templates where each has one instance in an arm`() throws {
    let pairs: [(Double, Double)] = [(1, 0), (1, 1), (0, 0), (1, 0), (1, 1)]
    let strata = pairs.map { first, second in
      var stratum = StratifiedDifference.Stratum(first: .init(), second: .init())
      stratum.first.add(first)
      stratum.second.add(second)
      return stratum
    }
    let gap = try #require(StratifiedDifference(strata))
    // The standard error of the mean of 1, 0, 0, 1, 0 is √(0.3/5).
    #expect(gap.gap == 0.4 && abs(gap.error - (0.3 / 5).squareRoot()) < 1e-12)
  }

  @Test func `can be seen from so many points on`() {
    #expect((Power.detectableGap(items: 250, near: 0.7, between: 0) * 1000).rounded() == 115)
    #expect((Power.detectableGap(items: 5000, near: 0.7, between: Power.betweenTemplates) * 1000).rounded() == 19)
  }

  /// Under the null hypothesis a test at 5 % finds something in about 5 % of the runs.
  @Test func `is found no more often than it may where there is none`() {
    var generator = SplitMix(state: 7)
    var alarms = 0
    for _ in 0..<2000 {
      let strata = (0..<5).map { template in
        var stratum = StratifiedDifference.Stratum(first: .init(), second: .init())
        for _ in 0..<10 {
          stratum.first.add(generator.uniform() < Double(template + 2) / 8 ? 1 : 0)
          stratum.second.add(generator.uniform() < Double(template + 2) / 8 ? 1 : 0)
        }
        return stratum
      }
      if let found = StratifiedDifference(strata), found.p < 0.05 { alarms += 1 }
    }
    #expect((70...130).contains(alarms), "\(alarms) of 2000")
  }

  private struct SplitMix {
    var state: UInt64
    mutating func uniform() -> Double {
      state &+= 0x9e37_79b9_7f4a_7c15
      var z = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
      return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }
  }
}
