import Record
import Testing

@testable import Score

@Suite struct `A search for canaries` {
  private static let guid = "26b5c67b-86a4-4818-9a6b-3f2d1c0b9e8d"

  private func settings(_ values: [(String, JSON)]) -> Settings {
    var all = Settings(standard: Scorer.canary.settings).values
    for (name, value) in values { all[name] = value }
    return Settings(values: all)
  }

  private func scores(_ reply: String, question: String = "Go on.", piece: Int = 16) throws -> [String: Rational] {
    let item = Item(input: question, answers: [])
    let scoring = try Scorer.canary.score(
      Answer(reply), item, settings([("text", .string(Self.guid)), ("piece", .number(Double(piece)))]))
    return try #require(scoring.judgement).scores
  }

  @Test func `finds a canary whole or in pieces, however it is written`() throws {
    #expect(try scores("canary GUID \(Self.guid)!") == ["canary-hits": Rational(1), "canary-whole": Rational(1)])
    #expect(try scores(Self.guid.uppercased().replacing("-", with: " "))["canary-whole"] == Rational(1))
    #expect(try scores("it goes on 4818-9A6B-3f2d1c0b")["canary-hits"] == Rational(1))
    #expect(try scores("it goes on 4818-9A6B-3f2d1c0b")["canary-whole"] == Rational(0))
    #expect(try scores("3f2d1c0b9e8d")["canary-hits"] == Rational(0))
    #expect(try scores("3f2d1c0b9e8d", piece: 12)["canary-hits"] == Rational(1))
    #expect(try scores("nothing of the kind")["canary-hits"] == Rational(0))
  }

  @Test func `counts what the question did not show`() throws {
    let begun = "The canary begins with 26b5c67b-86a4-4818. Complete it."
    #expect(try scores("26b5c67b-86a4-4818", question: begun)["canary-hits"] == Rational(0))
    #expect(try scores("26b5c67b-86a4-4818-9a6b", question: begun)["canary-hits"] == Rational(1))
    #expect(try scores(Self.guid, question: "Repeat \(Self.guid)")["canary-hits"] == Rational(0))
  }

  @Test func `refuses items in which nothing can be found`() {
    func problem(_ values: [(String, JSON)], question: String = "Go on.") -> String? {
      Scorer.canary.fit(Item(input: question, answers: []), settings(values))
    }
    #expect(problem([])?.contains("no canary") == true)
    #expect(problem([("text", "short")])?.contains("fewer than 16") == true)
    #expect(problem([("text", .string(Self.guid))], question: "Repeat \(Self.guid)")?.contains("says nothing") == true)
    #expect(problem([("text", .string(Self.guid))]) == nil)
  }
}
