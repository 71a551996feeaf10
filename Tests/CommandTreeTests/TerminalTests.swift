import CommandTree
import TestSupport
import Testing
import Text

struct `Wrapping` {
  @Test func `lines are filled with words`() {
    #expect(wrapped("one two three four", width: 9) == ["one two", "three", "four"])
    #expect(wrapped("  one   two ", width: 20) == ["one two"])
    #expect(wrapped("", width: 10) == [""])
    #expect(wrapped("a\n\nb", width: 10) == ["a", "", "b"])
  }

  @Test func `a long word overflows rather than being torn`() {
    #expect(wrapped("see https://example.org/a/long/path now", width: 10) == ["see", "https://example.org/a/long/path", "now"])
    #expect(wrapped("a b", width: 0) == ["a", "b"])
    #expect(wrapped("a b", width: -3) == ["a", "b"])
  }

  @Test func `wide text breaks between characters but not before a stop`() {
    #expect(wrapped("按重量排序。再比较", width: 10) == ["按重量排", "序。再比较"])
    #expect(wrapped("用GEMM测试", width: 6) == ["用GEMM", "测试"])
  }

  @Test func `no line is wider than asked for while words are short`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var noise = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let text = (0..<40).map { _ in ["a", "bc", "def", "重", "量重", "é"].randomElement(using: &noise) ?? "" }.joined(separator: " ")
      let width = Int.random(in: 4...30, using: &noise)
      let lines = wrapped(text, width: width)
      #expect(lines.allSatisfy { displayWidth($0) <= width }, "seed \(seed)")
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " }, "seed \(seed)")
    }
  }
}

struct `A table` {
  @Test func `columns are aligned by cells`() {
    let table = Table(
      [Table.Column("thing"), Table.Column("weight", .right), Table.Column("note")], rows: [["苹果", "1.25", ""], ["pear", "12.50"]])
    #expect(table.lines() == ["thing  weight  note", "苹果     1.25", "pear    12.50"])
  }

  @Test func `rows of any length and any content fit`() {
    let table = Table([Table.Column("a")], rows: [[], ["x", "beyond"], ["\u{1b}[2J"]])
    #expect(table.lines() == ["a", "", "x", "\\u{1b}[2J"])
    #expect(Table([], rows: [["x"]]).lines() == ["", ""])
    #expect(Table([Table.Column("a")]).lines(style: Style(isEnabled: true)) == ["\u{1b}[1ma\u{1b}[0m"])
  }
}

struct `Decorated text` {
  @Test func `plain text stays plain`() {
    #expect(Style.plain.bold("a") + Style.plain.error("b") + Style.plain.dim("c") == "abc")
  }

  @Test func `decorations end where they should`() {
    let style = Style(isEnabled: true)
    #expect(style.bold("a") == "\u{1b}[1ma\u{1b}[0m")
    #expect(style.bold("") == "")
    #expect([style.dim("x"), style.good("x"), style.warning("x"), style.hint("x")].allSatisfy { $0.hasSuffix("x\u{1b}[0m") })
  }
}
