import Testing
import Text

struct `A misspelt name` {
  @Test(arguments: [
    ("verfy", ["run", "verify", "vexation"], ["verify"]), ("GEMM", ["gemv", "gemm"], ["gemm"]),
    // A third of the letters, rounded to nearest.
    ("moved", ["model"], ["model"]), ("wxyed", ["model"], []), ("mxdx", ["mode"], []),
    // One letter is near to none but itself.
    ("x", ["m", "n"], []), ("M", ["m", "n"], ["m"]),
  ])
  func `finds what is near and nothing that is far`(word: String, names: [String], found: [String]) {
    #expect(nearest(to: word, among: names) == found)
    #expect(didYouMean(word, among: names) == found.first)
  }

  @Test func `may be the beginning of a name`() {
    #expect(nearest(to: "ver", among: ["run", "verify"]) == ["verify"])
    #expect(nearest(to: "v", among: ["run", "verify"]) == [])
    #expect(nearest(to: "gem", among: ["gemm", "gemm-batched"]) == ["gemm"])
  }

  @Test func `finds at most three, in an order that is always the same`() {
    #expect(nearest(to: "aa", among: ["ae", "ad", "ac", "ab"]) == ["ab", "ac", "ad"])
  }

  @Test func `costs no more than a bound, whatever comes from outside`() {
    #expect(nearest(to: "", among: ["weigh", ""]) == [])
    #expect(nearest(to: String(repeating: "a", count: 65), among: [String(repeating: "a", count: 64)]) == [])
    #expect(nearest(to: "a" + String(repeating: "\u{301}", count: 1_000_000), among: ["a"]) == [])
    #expect(nearest(to: "name", among: Array(repeating: "other", count: 1000) + ["names"]) == [])
  }
}
