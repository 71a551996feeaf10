import Record
import Score
import Testing

@testable import Interpreter

@Suite struct EchoedTextTests {
  private func tokens(_ pairs: [(String, Double?)]) -> [TokenProbability] { pairs.map { TokenProbability($0.0, $0.1) } }

  @Test func `the tokens of a continuation are those behind the prompt, and nothing that was made behind it`() throws {
    let told = tokens([("The", nil), (" cat", -2), (" sat", -1), (".", -0.5), (" Then", -3)])
    let echoed = try EchoedText(told, of: "The cat sat.")
    #expect(try echoed.logarithms(from: 7) == [-1, -0.5])
    #expect(try echoed.logarithms(from: 9) == [-1, -0.5], "a token that the place stands in belongs to it")
    #expect(throws: Unusable.self) { try echoed.logarithms(from: 0) }
  }

  @Test func `a mark of the beginning is no part of the text`() throws {
    let echoed = try EchoedText(tokens([("<s>", nil), ("北", -1), ("京", -2)]), of: "北京")
    #expect(try echoed.logarithms(from: 3) == [-2])
  }

  @Test func `a subject that repeats something else is refused`() {
    #expect(throws: Unusable("the subject tells no log-probabilities of a given text")) { try EchoedText([], of: "a") }
    #expect(throws: Unusable("the subject does not repeat the text that it was given, but what follows byte 1")) {
      try EchoedText(self.tokens([("a", -1), ("x", -1)]), of: "ab")
    }
    #expect(throws: Unusable("the subject repeats only 1 of the 2 bytes that it was given")) {
      try EchoedText(self.tokens([("a", -1)]), of: "ab")
    }
  }

  @Test(arguments: [(-0.41, true), (-0.5, true), (-10.46, false)])
  func `what is echoed must be what was generated`(echo: Double, agrees: Bool) throws {
    let generated = tokens([(" of", -0.412), (" it", -0.25)])
    let echoed = try EchoedText(tokens([("capital", nil), (" of", echo), (" it", -0.25)]), of: "capital of it")
    #expect(echoed.agrees(with: generated, from: 7) == agrees)
    #expect(!echoed.agrees(with: tokens([(" of", echo)]), from: 7))
    #expect(!echoed.agrees(with: [], from: 7))
  }
}
