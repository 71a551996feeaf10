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

  private func seconds(_ rule: String, _ reply: String) throws -> Double {
    let extractor = try Extractor([ExtractorTests.entry(rule)])
    var least = Double.infinity
    for _ in 0..<3 {
      let start = ContinuousClock.now
      _ = try extractor.extraction(from: reply)
      least = min(least, (ContinuousClock.now - start) / .seconds(1))
    }
    return least
  }

  @Test(arguments: pieces)
  func `a reply of sixteen times the length takes no more than sixty times the time`(piece: String) throws {
    for rule in Self.rules {
      let short = String(repeating: piece, count: 1000 / piece.utf8.count)
      let long = String(repeating: short, count: 16)
      // A quadratic step takes 256 times as long.
      let (less, more) = (try seconds(rule, short), try seconds(rule, long))
      #expect(more < max(less, 0.001) * 60, "\(rule) on \(piece.debugDescription): \(less) s, then \(more) s")
    }
  }

  @Test func `a reply that is too long has no answer under a rule that looks for one`() throws {
    let reply = "Answer: B\n" + String(repeating: "x", count: Extractor.longest)
    #expect(try Extractor([ExtractorTests.entry("letter")]).extraction(from: reply).outcome == .none)
  }
}
