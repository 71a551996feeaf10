import Testing
import Text

@Suite struct FittedLineTests {
  @Test func `a line that fits stays as it is, and a longer one ends with a mark`() {
    #expect(fitted("sample 3", to: 8) == "sample 3")
    #expect(fitted("sample 3", to: 7) == "sample…")
    #expect(fitted("", to: 0) == "" && fitted("a", to: 0) == "" && fitted("ab", to: 1) == "…")
  }

  @Test(arguments: 0...40) func `no width is ever exceeded, wide characters or not`(width: Int) {
    for line in ["item 3 of 12, 4 s left", "项目 3，共 12 个", "🇨🇭 e\u{301}é"] { #expect(displayWidth(fitted(line, to: width)) <= width) }
  }

  @Test func `colours take no cell and end where they would have ended`() {
    let line = "\u{1B}[2m[1/2]\u{1B}[0m gemm \u{1B}[2m───\u{1B}[0m sample"
    #expect(fitted(line, to: 21) == line)
    #expect(fitted(line, to: 8) == "\u{1B}[2m[1/2]\u{1B}[0m g…\u{1B}[2m\u{1B}[0m")
    #expect(fitted(line, to: 3) == "\u{1B}[2m[1…\u{1B}[0m\u{1B}[2m\u{1B}[0m")
  }
}
