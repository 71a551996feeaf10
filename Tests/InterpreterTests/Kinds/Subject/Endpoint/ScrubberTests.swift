import Testing

@testable import Interpreter

@Suite struct ScrubberTests {
  private static let secret = "SEKRIT/TOKEN+x"
  private let scrubber = Scrubber(Secret(value: secret))

  private func scrubbed(_ text: String) -> String { String(decoding: scrubber.scrub(Array(text.utf8)).bytes, as: UTF8.self) }

  private static let forms = [
    "SEKRIT/TOKEN+x", "sekrit/token+X", #"SEKRIT\/TOKEN+x"#, #"\u0053EKRIT\u002fTOKEN\u002Bx"#, #"\\u0053EKRIT/TOKEN+x"#,
    "SEKRIT%2FTOKEN%2Bx", "SEKRIT%2fTOKEN%2bx", "%53EKRIT%252FTOKEN+x", "SEKRIT&#47;TOKEN&#x2B;x", "53454b5249542f544f4b454e2b78",
    "53454B5249542F544F4B454E2B78",
    // `Bearer SEKRIT/TOKEN+x` and the same after one and after two more bytes, in base64.
    "U0VLUklUL1RPS0VOK3g=", "QmVhcmVyIFNFS1JJVC9UT0tFTit4", "eEJlYXJlciBTRUtSSVQvVE9LRU4reA==",
    "eHhCZWFyZXIgU0VLUklUL1RPS0VOK3g=", "eP9TRUtSSVQvVE9LRU4reA==",
  ]

  @Test(arguments: forms)
  func `every form of the secret is taken out`(form: String) {
    let text = scrubbed("before \(form) after \(form)")
    #expect(text.hasPrefix("before ") && text.contains(Scrubber.mark))
    #expect(text.ranges(of: Scrubber.mark).count == 2)
    #expect(scrubber.scrub(Array(form.utf8)).count == 1)
  }

  @Test(arguments: ["", "SEKRIT", "SEKRIT/TOKEN", "SEKRIT TOKEN x", "S", "%", "\\", "&#", "\\u00", "%25", "{\"a\":\"b\\n\"}"])
  func `other text stays as it is`(text: String) {
    #expect(scrubbed(text) == text)
    #expect(scrubber.scrub(Array(text.utf8)).count == 0)
  }

  @Test func `beginnings and of backslashes are read in linear time`() {
    let started = MonotonicClock.now
    for unit in ["SEKRIT/TOKEN+", "\\", "%25", "&#x"] {
      #expect(scrubber.scrub(Array(String(repeating: unit, count: 20_000).utf8)).count == 0)
    }
    #expect(MonotonicClock.now - started < 20_000_000_000)
  }
}
