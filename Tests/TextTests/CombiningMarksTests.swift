import Testing
import Text

@Suite struct `Combining marks` {
  /// A letter under marks of two classes that alternate, the worst order for a sort by insertion.
  private func heap(_ count: Int) -> String { "e" + String(repeating: "\u{315}\u{300}", count: count) }

  @Test func `in a row are counted, and plain text has none`() {
    #expect(!CombiningMarks.exceed(0, in: "plain ÄÖ ſ 数 한"))
    #expect(CombiningMarks.exceed(0, in: "e\u{301}"))
    #expect(CombiningMarks.exceed(3, in: heap(2)) && !CombiningMarks.exceed(4, in: heap(2)))
    #expect(CombiningMarks.exceed(1, in: "\u{F40}\u{F73}\u{F71}"))
  }

  @Test(arguments: [
    "", "abc", "e\u{315}\u{300}x\u{323}\u{302}", "\u{F40}\u{F71}\u{F80}", "é\u{327}", "\u{1E69}\u{323}", "\u{315}\u{300}",
  ])
  func `in canonical order are the same text`(text: String) {
    #expect(CombiningMarks.inOrder(text) == text)
    #expect(CombiningMarks.inOrder(CombiningMarks.inOrder(text)).utf8.elementsEqual(CombiningMarks.inOrder(text).utf8))
  }

  @Test func `are put in order in a time that grows with the text`() {
    let (left, right) = (CombiningMarks.inOrder(heap(50_000)), CombiningMarks.inOrder(heap(50_000) + "\u{300}"))
    let time = ContinuousClock().measure { #expect(left != right && left == CombiningMarks.inOrder(heap(50_000))) }
    #expect(time < .seconds(5))
  }
}
