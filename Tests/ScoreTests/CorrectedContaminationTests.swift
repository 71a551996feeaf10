import Record
import TestSupport
import Testing

@testable import Score

@Suite struct `The gap less that of reference models` {
  private static func settings(_ references: String) -> Settings {
    var values = Settings(standard: Scorer.correctedContamination.settings).values
    values["references"] = .string(references)
    return Settings(values: values)
  }

  /// An item as the scorer judges it, with so many of two references right.
  private static func item(_ arm: String, _ template: String, right: Bool, references: Int) throws -> ItemRecord {
    let settings = settings("one two")
    let asked = Item(input: "", answers: ["4"])
    guard case .needs(let queries, let then) = try Scorer.correctedContamination.score(Answer(right ? "4" : "5"), asked, settings) else {
      return ItemRecord(position: 0, outcome: .error)
    }
    #expect(queries == [.put(to: "one"), .put(to: "two")])
    let judgement = try #require(then(queries.indices.map { $0 < references ? "4" : "5" }).judgement)
    return ItemRecord(position: 0, cluster: template, stratum: arm, outcome: .answer, scores: judgement.scores)
  }

  /// A run in which fresh items are harder by so much for everybody, and the subject has seen the published ones or not.
  private static func run(harder: Double, seen: Double, _ random: inout SeededGenerator) throws -> [String: Double] {
    func chance() -> Double { Double(random.next() >> 11) * 0x1p-53 }
    var tally = ItemTally(of: [Scorer.correctedContamination])
    for arm in ["published", "fresh"] {
      for place in 0..<100 {
        let share = 0.7 - (arm == "fresh" ? harder : 0)
        let right = chance() < share || (arm == "published" && chance() < seen)
        let references = (chance() < share ? 1 : 0) + (chance() < share ? 1 : 0)
        tally.add(try item(arm, "t\(place % 5)", right: right, references: references))
      }
    }
    return Dictionary(
      uniqueKeysWithValues: tally.results.compactMap { result in
        if case .number(let number) = result.value { (result.name, number) } else { nil }
      })
  }

  @Test func `takes away what is harder for all, and finds what the subject alone has seen`() throws {
    let seed: UInt64 = 20_261_128
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let honest = try (0..<100).map { _ in try Self.run(harder: 0.25, seen: 0, &random) }
    let alarms = honest.count { ($0["corrected-gap-p"] ?? 1) < 0.05 }
    #expect(alarms <= 12, "\(alarms) of 100")
    let covered = honest.count { ($0["corrected-gap-low"] ?? 1) <= 0 && ($0["corrected-gap-high"] ?? -1) >= 0 }
    #expect(covered >= 88, "\(covered) of 100")
    #expect(honest.allSatisfy { ($0["reference-gap"] ?? 0) > 0.05 })
    let seen = try (0..<20).map { _ in try Self.run(harder: 0.25, seen: 1, &random) }
    #expect(seen.allSatisfy { ($0["corrected-gap-p"] ?? 1) < 0.05 && ($0["corrected-gap-low"] ?? 0) > 0 })
  }

  @Test func `names one to five references, each once`() {
    func problem(_ names: String) -> String? {
      Scorer.correctedContamination.problem(Self.settings(names))
    }
    #expect(problem("a b") == nil && problem("")?.contains("0 subjects") == true && problem("a a")?.contains("twice") == true)
    #expect(problem("a b c d e f")?.contains("6 subjects") == true)
  }
}
