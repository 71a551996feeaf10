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
    // Escapes of other languages, one character or all of them.
    #"\x53EKRIT/TOKEN+x"#, #"\\x53EKRIT\x2fTOKEN+x"#, #"\123EKRIT/TOKEN+x"#, #"\u{53}EKRIT/TOKEN+x"#, #"\U00000053EKRIT/TOKEN+x"#,
    "=53EKRIT=2FTOKEN+x",
    // Base64 that is folded over lines, also within a JSON text.
    "U0VLUk\nlUL1RP\r\n S0VOK3g=", #"U0VLUk\nlUL1RPS0VO\r\nK3g="#, #"U0VLUk\\nlUL1RPS0VOK3g="#,
    // Hexadecimal digits with something between them, and lists of numbers.
    "53:45:4b:52:49:54:2f:54:4f:4b:45:4e:2b:78", "53 45 4B 52 49 54 2F 54 4F 4B 45 4E 2B 78", "534 54b52 49542f5 44f4b454e2b78",
    "0x53, 0x45, 0x4b, 0x52, 0x49, 0x54, 0x2f, 0x54, 0x4f, 0x4b, 0x45, 0x4e, 0x2b, 0x78",
    "[83,69,75,82,73,84,47,84,79,75,69,78,43,120]", "83 69 75 82 73 84 47 84 79 75 69 78 43 120",
    // Taken apart, backwards, and without its ends.
    "S-E-K-R-I-T-/-T-O-K-E-N-+-x", #"["S","E","K","R","I","T","/","T","O","K","E","N","+","x"]"#, "x+NEKOT/TIRKES", "SEKRIT/TOKEN+",
    "EKRIT/TOKEN+x", "U0VLUklUL1RPS0VOKw==",
  ]

  @Test(arguments: forms)
  func `every form of the secret is taken out`(form: String) {
    let text = scrubbed("before \(form) after \(form)")
    #expect(text.hasPrefix("before ") && text.contains(Scrubber.mark))
    #expect(text.ranges(of: Scrubber.mark).count == 2)
    #expect(scrubber.scrub(Array(form.utf8)).count == 1)
  }

  @Test(arguments: [
    "", "SEKRIT", "SEKRIT/TO", "TOKEN x", "83 69 75 82 73", "53454b", "S", "%", "\\", "&#", "\\u00", "%25", "{\"a\":\"b\\n\"}",
  ])
  func `other text stays as it is`(text: String) {
    #expect(scrubbed(text) == text)
    #expect(scrubber.scrub(Array(text.utf8)).count == 0)
  }

  @Test func `beginnings and of backslashes are read in linear time`() {
    let started = MonotonicClock.now
    for unit in ["SEKRIT/T", "\\", "%25", "&#x", "83,69,", "U0VL", "534 5"] {
      #expect(scrubber.scrub(Array(String(repeating: unit, count: 20_000).utf8)).count == 0)
    }
    #expect(MonotonicClock.now - started < 20_000_000_000)
  }
}
