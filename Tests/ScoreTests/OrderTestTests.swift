import Foundation
import Record
import TestSupport
import Testing

@testable import Score

@Suite struct `The order test` {
  private static let settings = Settings(standard: Scorer.orderTest.settings)

  private static func shard(_ count: Int, _ name: String = "a") -> Item {
    let texts = (0..<count).map { JSON.string("question \($0) of \(name)") }
    return Item(input: "", answers: [], fields: JSON.Object([.init("shard", .array(texts))]))
  }

  /// The judgement where the published order has a likelihood and each other order one of its own.
  private static func judged(_ item: Item, own: Double, others: () -> Double) throws -> ItemRecord {
    guard case .needs(let queries, let then) = try Scorer.orderTest.score(Answer(""), item, settings) else {
      throw Failure("it asks nothing")
    }
    let replies = try queries.indices.map { index in
      String(
        decoding: try ContinuationLikelihood(logarithm: index == 0 ? own : others(), tokens: 50).canonicalBytes(), as: UTF8.self)
    }
    let judgement = try #require(then(replies).judgement)
    return ItemRecord(position: 0, outcome: .answer, scores: judgement.scores)
  }

  private struct Failure: Error { init(_ reason: String) {} }

  /// What a run over so many shards gives, where the published order is likelier by so much than noise of deviation 1.
  private static func run(_ shards: Int, gain: Double, _ random: inout SeededGenerator) throws -> (p: Double, rank: Double, gain: Double) {
    var tally = ItemTally(of: [Scorer.orderTest])
    for index in 0..<shards {
      // Shards differ in likelihood by far more than their orders do.
      let level = -100 - 40 * random.unit()
      tally.add(try judged(shard(5, "\(index)"), own: level + gain + random.normal()) { level + random.normal() })
    }
    func number(_ name: String) throws -> Double {
      switch try #require(tally.results.first { $0.name == name }).value {
      case .number(let number): number
      case .share(let part, let total): Double(part.value) / Double(total.value)
      default: .nan
      }
    }
    return (try number("order-p"), try number("order-rank"), try number("order-gain"))
  }

  @Test func `asks for the published order first, then for shuffled ones of the same texts, the same on every call`() throws {
    let first = try OrderedShard(Self.shard(6), Self.settings)
    let again = try OrderedShard(Self.shard(6), Self.settings)
    #expect(first.orders == again.orders && first.orders.count == 25)
    #expect(first.orders[0].hasPrefix("\n\nquestion 0 of a\n\nquestion 1 of a"))
    let texts = first.orders[0].components(separatedBy: "\n\n")
    for order in first.orders { #expect(order.components(separatedBy: "\n\n").sorted() == texts) }
    #expect(Set(first.orders).count > 20)
    let other = try OrderedShard(Self.shard(6, "b"), Self.settings)
    #expect(other.orders.map { $0.replacing(" b", with: " a") } != first.orders)
  }

  @Test func `finds what was seen, and alarms no more often than it may`() throws {
    let seed: UInt64 = 20_261_128
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let honest = try (0..<200).map { _ in try Self.run(12, gain: 0, &random) }
    let alarms = honest.count { $0.p < 0.05 }
    #expect(alarms <= 18, "\(alarms) of 200")
    let ranks: [Double] = honest.map(\.rank)
    let mean: Double = ranks.reduce(0, +) / 200
    #expect(abs(mean - 0.5) < 0.03)
    let seen = try (0..<40).map { _ in try Self.run(12, gain: 1.5, &random) }
    #expect(seen.count { $0.p < 0.01 } >= 38)
    #expect(seen.allSatisfy { $0.rank > 0.6 && $0.gain > 0 })
  }

  @Test func `has no value where a likelihood is missing, and refuses an item that is no shard`() throws {
    guard case .needs(let queries, let then) = try Scorer.orderTest.score(Answer(""), Self.shard(3), Self.settings) else {
      Issue.record("it asks nothing")
      return
    }
    guard case .failed = then([String](repeating: "no", count: queries.count)) else {
      Issue.record("there is a judgement")
      return
    }
    #expect(Scorer.orderTest.fit(Self.shard(1), Self.settings)?.contains("no list of two texts") == true)
    #expect(Scorer.orderTest.fit(Self.shard(2), Self.settings) == nil)
    #expect(Scorer.orderTest.needsLikelihoods && Scorer.orderTest.asksAgain)
  }

  @Test func `sums of ranks have the probabilities that counting gives`() {
    #expect(UniformRanks(count: 1, most: 24).probability(ofHalves: 48) == 1.0 / 25)
    // Two dice from 0 to 5: of 36 pairs 10 add up to 7 or more; a half more needs 8, of which there are 6.
    let dice = UniformRanks(count: 2, most: 5)
    #expect(abs(dice.probability(ofHalves: 14) - 10.0 / 36) < 1e-15)
    #expect(abs(dice.probability(ofHalves: 15) - 6.0 / 36) < 1e-15)
    #expect(UniformRanks(count: 3, most: 8).probability(ofHalves: 0) == 1)
    #expect(UniformRanks(count: 3, most: 8).probability(ofHalves: 49) == 0)
    // Beyond the sums that are counted the normal distribution is as good.
    let (long, short) = (UniformRanks(count: 420, most: 24), UniformRanks(count: 400, most: 24))
    #expect(abs(long.probability(ofHalves: 2 * 5040) - 0.5) < 0.01)
    #expect(abs(short.probability(ofHalves: 2 * 4800) - 0.5) < 0.01)
    #expect(abs(long.probability(ofHalves: 2 * (5040 + 243)) - 0.05) < 0.003)
  }
}

extension SeededGenerator {
  fileprivate mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
  /// About normal, with mean 0 and deviation 1.
  fileprivate mutating func normal() -> Double { (0..<12).reduce(0) { sum, _ in sum + unit() } - 6 }
}
