import Record
import Testing

@testable import Score

/// What a subject chooses to send does not decide how long a judgement takes.
struct ExtractionCostTests {
  static let pieces = [
    "(", "*", "{", "a", " ", "\n", "$", "'", "one'", "answer is ", "answer is A ", "answer is 1 ", "answer is 1+1= ", "答案是", "答案是一 ",
    "\\boxed{", "\\boxed{a}", "A, B, ", "A)\nB)\n", "A is correct ", "#### 1\n", "1,111,", "```\nx\n```\n",
  ]
  static let rules = ["letter", "number", "boxed", "after", "code", "json"]

  private func seconds(_ extractor: Extractor, _ reply: String) throws -> Double {
    let start = ContinuousClock.now
    _ = try extractor.extraction(from: reply)
    return (ContinuousClock.now - start) / .seconds(1)
  }

  /// Linear steps take 16 times as long and quadratic ones 256 times; what else the machine does can disturb one try, hardly eight.
  @Test(arguments: pieces) func `a reply of sixteen times the length takes no step that grows with the square`(piece: String) throws {
    let short = String(repeating: piece, count: 1000 / piece.utf8.count)
    let long = String(repeating: short, count: 16)
    for rule in Self.rules {
      let extractor = try Extractor([ExtractorTests.entry(rule)])
      let isLinear = try (0..<8).contains { _ in
        let less = try seconds(extractor, short)
        return try seconds(extractor, long) < max(less, 0.001) * 100
      }
      #expect(isLinear, "\(rule) on \(piece.debugDescription)")
    }
  }

  @Test func `a reply that is too long has no answer under a rule that looks for one`() throws {
    let reply = "Answer: B\n" + String(repeating: "x", count: Extractor.longest)
    let extraction = try Extractor([ExtractorTests.entry("letter")]).extraction(from: reply)
    #expect(extraction.outcome == .none && extraction.answer == nil)
    // The record says why, so that nobody takes it for a reply without an answer.
    #expect(extraction.extracted(from: reply)?.rule == Extractor.tooLong)
  }
}
