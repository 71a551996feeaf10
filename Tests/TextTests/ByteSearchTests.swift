import Testing
import Text

@Suite struct `A search for bytes` {
  @Test(
    arguments: [
      ("redactions", "", nil), ("redactions", "redaction", nil), ("a", "a", 0..<1), ("ab", "aab", 1..<3), ("aab", "aaab", 1..<4),
      ("京", "北京", 3..<6), ("b", "abab", 1..<2),
    ] as [(String, String, Range<Int>?)])
  func `finds the first place`(needle: String, text: String, place: Range<Int>?) {
    let (needle, bytes) = (Array(needle.utf8), Array(text.utf8))
    #expect(bytes.firstRange(ofBytes: needle) == place)
    #expect(([0, 1] + bytes)[2...].firstRange(ofBytes: needle) == place.map { $0.lowerBound + 2..<$0.upperBound + 2 })
  }

  @Test func `finds the empty needle nowhere`() {
    #expect([UInt8]([1, 2]).firstRange(ofBytes: []) == nil)
  }
}
