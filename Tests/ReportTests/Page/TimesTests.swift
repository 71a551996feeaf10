import Record
import Testing

@testable import Report

@Test(arguments: [(0, "0 s"), (59, "59 s"), (125, "2 min 5 s"), (3600, "1 h 0 min"), (90_061, "25 h 1 min")])
func `a duration is in words`(seconds: Int, words: String) {
  #expect(PageWords(.en).duration(seconds) == words)
}

@Test func `a point in time is readable, and a span ends where it began or later`() {
  let earlier = Timestamp(secondsSince1970: 951_782_399)
  let later = Timestamp(secondsSince1970: 951_868_800)
  #expect(readable(earlier) == "2000-02-28 23:59:59 UTC")
  #expect(later.seconds(since: earlier) == 86_401)
  #expect(earlier.seconds(since: later) == nil)
}
