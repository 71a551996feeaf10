import TestSupport
import Testing
import Text

struct `A name in a message` {
  @Test func `stands in backticks and is printable`() {
    #expect(quoted("gemm") == "`gemm`")
    #expect(quoted("") == "``")
    #expect(quoted("\u{1b}[2J重") == "`\\u{1b}[2J重`")
  }

  @Test func `is cut where it is long`() {
    let long = String(repeating: "x", count: 201)
    #expect(quoted(long) == "`\(long.dropLast())`…")
    #expect(excerpt(long) == "\(long.dropLast())…")
    #expect(quoted(long.dropLast()) == "`\(long.dropLast())`")
    #expect(excerpt("abc", limit: 0) == "…")
    #expect(excerpt("", limit: 0) == "")
  }

  @Test func `is not cut inside a character`() {
    #expect(excerpt("ab👩\u{200d}👧c", limit: 4) == "ab…")
    #expect(excerpt("ab👩\u{200d}👧c", limit: 5) == "ab👩\u{200d}👧…")
    // A character that is longer than the limit has to be.
    #expect(beginning(of: "e" + String(repeating: "\u{301}", count: 100), limit: 3)?.unicodeScalars.count == 3)
  }

  @Test func `never holds more than was asked for`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var noise = SeededGenerator(seed: seed)
    for _ in 0..<1000 {
      let text = randomText(&noise)
      let limit = Int.random(in: 0...8, using: &noise)
      let head = beginning(of: text, limit: limit)
      #expect((head == nil) == (text.unicodeScalars.count <= limit), "seed \(seed)")
      #expect(head.map { $0.unicodeScalars.count <= limit && text.unicodeScalars.starts(with: $0.unicodeScalars) } != false, "seed \(seed)")
    }
  }
}

struct `A list of names` {
  @Test(arguments: [
    ([], ""), (["a"], "`a`"), (["a", "b"], "`a` and `b`"), (["a", "b", "c"], "`a`, `b` and `c`"),
    (["a", "b", "c", "d"], "`a`, `b`, `c` and 1 more"), (["\n"], "`\\n`"),
  ])
  func `reads as a clause and says how many are left out`(names: [String], clause: String) {
    #expect(listed(names, limit: 3) == clause)
  }

  @Test func `can be one of alternatives`() {
    #expect(listed(["a", "b"], joining: "or") == "`a` or `b`")
    #expect(available(["a"]) == "there is `a`")
    #expect(available(["a", "b"]) == "there are `a` and `b`")
  }
}
