import Testing

@testable import Interpreter

@Suite struct LastWordsTests {
  private func words(_ talk: String, _ output: String = "") -> String {
    LastWords(ChildProcess.Ended(ending: .exit(1), output: Array(output.utf8), talk: Array(talk.utf8))).text
  }

  @Test func `the last lines of both streams are quoted, empty ones aside`() {
    #expect(words("a\nb\n\nc\nd\n \n", "n: 1\n") == "; standard error ends with \"b / c / d\"; standard output ends with \"n: 1\"")
  }

  @Test func `a silent program is not quoted`() {
    #expect(words("") == "")
    #expect(words("\n\n") == "")
  }

  @Test func `a long line is cut, and control characters are spelled out`() {
    #expect(words("\u{1B}[31mred\u{7}") == "; standard error ends with \"\\u{1b}[31mred\\u{7}\"")
    let long = words(String(repeating: "é", count: 5000))
    #expect(long.unicodeScalars.count < 300 && long.hasSuffix("é…\""))
  }

  @Test func `bytes that are no text do no harm`() {
    let ended = ChildProcess.Ended(ending: .exit(1), output: [], talk: [0xFF, 0xC3, 0x28, 0x0A])
    #expect(LastWords(ended).text.hasPrefix("; standard error ends with "))
  }
}
