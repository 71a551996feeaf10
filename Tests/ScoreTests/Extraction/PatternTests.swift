import Testing

@testable import Score

@Suite struct PatternTests {
  @Test(
    arguments: [
      ("a", "xay", "a", nil), ("a|ab", "ab", "a", nil), ("ab|a", "ab", "ab", nil), ("a*", "aaa", "aaa", nil), ("a+?", "aaa", "a", nil),
      ("(a+)(b)?", "aab", "aab", "aa"), ("x(\\d{2,3})", "x12345", "x123", "123"), ("x(\\d{2})", "x12345", "x12", "12"),
      ("[^a-c]+", "abcxyz", "xyz", nil),
      ("^b$", "a\nb\nc", "b", nil), ("\\bcat\\b", "concat cat", "cat", nil), ("(?i)ANSWER: ([a-d])", "Answer: B", "Answer: B", "B"),
      ("答案[:：]\\s*(\\p{Han}+)", "答案： 北京。", "答案： 北京", "北京"), ("\\[([^\\]]*)\\]", "so [x]", "[x]", "x"), ("[]a]+", "]a", "]a", nil),
      ("[a\\-z]+", "-", "-", nil),
      ("a{0,2}b", "aab", "aab", nil), ("(?:ab)+c", "ababc", "ababc", nil), ("\\$(\\d+)", "costs $42", "$42", "42"), (".", "\na", "a", nil),
      ("a{2,}", "aaaa", "aaaa", nil),
    ] as [(String, String, String, String?)])
  func `finds the leftmost match, with the first alternative and the longer repetition`(
    pattern: String, text: String, whole: String, group: String?
  ) throws {
    let match = try #require(try Pattern(pattern).first(in: text))
    #expect(match.whole == whole && match.group == group)
  }

  @Test(arguments: [("a", ""), ("^a$", "ba"), ("\\d", "x"), ("a{3}", "aa"), ("\\bcat\\b", "concat"), ("(?i)x", "y")])
  func `finds nothing where nothing matches`(pattern: String, text: String) throws {
    #expect(try !Pattern(pattern).matches(text))
  }

  @Test(arguments: [
    ("(", 0), (")", 0), ("a)", 1), ("[", 0), ("[z-a]", 2), ("*", 0), ("a**", 2), ("a{2", 1), ("a{3,2}", 1), ("a{1001}", 1), ("(?=a)", 0),
    ("(?<n>a)", 0), ("\\1", 0),
    ("\\q", 0), ("[\\D]", 1), ("^*", 1),
  ])
  func `refuses what the subset does not have, with its place`(pattern: String, place: Int) {
    let fault = #expect(throws: Pattern.Fault.self) { try Pattern(pattern) }
    #expect(fault?.place == place, "\(fault?.reason ?? "")")
  }

  @Test func `patterns that grow too large are refused`() {
    #expect(throws: Pattern.Fault.self) { try Pattern("((a{100}){100}){2}") }
    #expect(throws: Pattern.Fault.self) { try Pattern(String(repeating: "a", count: 1001)) }
    #expect(throws: Pattern.Fault.self) { try Pattern(String(repeating: "(", count: 40) + String(repeating: ")", count: 40)) }
  }

  @Test(arguments: ["(a*)*b", "(a|aa)+$b", "(a|a)*b", "a{0,30}a{30}b", "(.*)(.*)(.*)x"])
  func `patterns that blow up elsewhere take linear time`(pattern: String) throws {
    #expect(try !Pattern(pattern).matches(String(repeating: "a", count: 3000)))
  }

  @Test func `a search that takes too many steps ends with a fault`() throws {
    let pattern = try Pattern("(a{1,300}b|a{1,300}c|a{1,300}d)")
    #expect(throws: Pattern.Fault.self) { try pattern.matches(String(repeating: "a", count: 100_000)) }
  }

  @Test func `matches do not overlap, and empty ones do not count`() throws {
    let text = ReplyText("aXbXc")
    #expect(try Pattern("[a-z]?").matches(in: text).map(\.whole) == [0..<1, 2..<3, 4..<5])
  }
}
