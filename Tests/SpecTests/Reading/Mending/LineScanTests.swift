import Testing

@testable import Spec

/// What a line means to YAML, looked at alone.
struct LineScanTests {
  private func scan(_ line: String) -> LineScan {
    let text = EditedText(SourceText(name: "line", bytes: Array(line.utf8)))
    return LineScan(text, 0..<text.bytes.count)
  }

  @Test func `the entry begins behind its indentation and its dashes, and ends before its comment`() {
    let line = scan("  - - key: value  # note")
    #expect(line.width == 2 && line.start == 6 && line.end == 16)
    #expect(line.name == 6..<9 && line.colons == [9])
  }

  @Test(arguments: ["", "   ", "# note", "  # note", "-", "  - "])
  func `a line without content is blank`(line: String) { #expect(scan(line).isBlank) }

  @Test func `colons count outside of quotes, with a space or the end behind them`() {
    #expect(scan("a: \"b: c\"").colons == [1])
    #expect(scan("a: http://x").colons == [1])
    #expect(scan("a: b:").colons == [1, 4])
    #expect(scan("it's: 'it''s: so' : x").colons == [4, 18])
  }

  @Test func `look-alikes count outside of quotes and comments`() {
    #expect(scan("a： “x”").lookAlikes.map(\.character.plain) == [":", "\"", "\""])
    #expect(scan("a: \"：\" # ：").lookAlikes.isEmpty)
  }

  @Test func `tabs and strange spaces of an indentation are found, and plain ones are not`() {
    #expect(scan("\t\u{A0} a: 1").strangeIndentation.map(\.range) == [0..<1, 1..<3])
    #expect(scan("  a:\t1").strangeIndentation.isEmpty)
  }
}
