import Record
import TestSupport
import Testing

@Suite struct SamplingRuleTests {
  private func rule(min: Int = 10, max: Int = 60, ci95: Int128? = 2, budget: U64? = nil) -> Sampling {
    Sampling(warmup: 0, min: min, max: max, ci95: ci95.flatMap { Rational($0, over: 100) }, budget: budget)
  }

  @Test func `equal samples stop at the least number`() {
    let samples = [UInt64](repeating: 1000, count: 20)
    #expect(rule().decision(after: Array(samples.prefix(9))) == .continue)
    #expect(rule().decision(after: Array(samples.prefix(10))) == .stop(.rule))
    #expect(rule().firstStop(in: samples)?.count == 10)
  }

  @Test func `an interval that ends exactly at the share is within it`() {
    // Ten samples: the interval of the median reaches from the second to the ninth.
    let within: [UInt64] = [1, 980, 1000, 1000, 1000, 1000, 1000, 1000, 1020, 9999]
    let beyond: [UInt64] = [1, 980, 1000, 1000, 1000, 1000, 1000, 1000, 1021, 9999]
    let below: [UInt64] = [1, 979, 1000, 1000, 1000, 1000, 1000, 1000, 1020, 9999]
    #expect(rule().decision(after: within) == .stop(.rule))
    #expect(rule().decision(after: beyond) == .continue)
    #expect(rule().decision(after: below) == .continue)
  }

  @Test func `the greatest number stops whatever the samples say`() {
    #expect(rule(ci95: nil).decision(after: (0..<60).map { UInt64($0) }) == .stop(.max))
    #expect(rule(ci95: nil).decision(after: (0..<59).map { UInt64($0) }) == .continue)
    #expect(rule(min: 10, max: 3).decision(after: [1, 2, 3]) == .stop(.max))
  }

  @Test func `the budget waits for the least number`() {
    let wild = (0..<20).map { UInt64(1000 * (1 + $0 % 7)) }
    #expect(rule(budget: 5000).decision(after: Array(wild.prefix(9))) == .continue)
    #expect(rule(budget: 5000).decision(after: Array(wild.prefix(10))) == .stop(.budget))
    #expect(rule(budget: 5_000_000).decision(after: wild) == .continue)
    #expect(rule(budget: 20).decision(after: [UInt64](repeating: .max, count: 9) + [1]) == .stop(.rule))
  }

  @Test func `no sample and no interval mean going on`() {
    #expect(rule().decision(after: []) == .continue)
    #expect(rule(min: 1).decision(after: [5, 5, 5, 5, 5]) == .continue)
    #expect(rule(min: 1).decision(after: [5, 5, 5, 5, 5, 5]) == .stop(.rule))
    #expect(rule(min: 1).decision(after: [0, 0, 0, 0, 0, 0]) == .continue)
  }

  @Test(arguments: [61 as UInt64, 62, 63])
  func `one by one and all at once give the same answers`(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let rule = rule(max: 40, ci95: Int128(generator.next() % 6), budget: U64(generator.next() % 40_000))
      let samples = (0..<45).map { _ in 900 + generator.next() % 200 }
      var progress = SamplingProgress(rule)
      var first: Int?
      for (index, sample) in samples.enumerated() {
        progress.add(sample)
        #expect(progress.decision == rule.decision(after: Array(samples.prefix(index + 1))), "seed \(seed)")
        if first == nil, progress.decision != .continue { first = index + 1 }
      }
      #expect(rule.firstStop(in: samples)?.count == first, "seed \(seed)")
    }
  }
}
