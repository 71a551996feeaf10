import TestSupport
import Testing
import Text

struct `The distance of two words` {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("verfiy", "verify", 1), ("ca", "abc", 3), ("重量", "重", 1), ("abcd", "badc", 2),
  ])
  func `counts edits and swaps of neighbours`(first: String, second: String, edits: Int) {
    #expect(editDistance(Array(first), Array(second)) == edits)
    #expect(editDistance(Array(second), Array(first)) == edits)
  }

  @Test func `is nothing for the same word alone, symmetric, and between the difference and the sum of lengths`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var noise = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let words = (0..<2).map { _ in (0..<Int.random(in: 0...8, using: &noise)).map { _ in UInt8.random(in: 0...2, using: &noise) } }
      let (a, b) = (words[0], words[1])
      let edits = editDistance(a, b)
      #expect(edits == editDistance(b, a), "seed \(seed)")
      #expect((edits == 0) == (a == b), "seed \(seed)")
      #expect(edits >= abs(a.count - b.count) && edits <= max(a.count, b.count), "seed \(seed)")
    }
  }
}
