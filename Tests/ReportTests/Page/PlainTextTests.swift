import Record
import Testing

@testable import Report

@Test(
  arguments: [
    ("a text", "a text"), (true, "yes"), (["sse2", "avx"], "sse2, avx"), (["L1d": "32 KiB", "L2": "1 MiB"], "L1d: 32 KiB, L2: 1 MiB"),
    ([], "[]"),
    (["a": ["b": 1]], "{\"a\":{\"b\":1}}"), (1.5, "1.5"),
  ] as [(JSON, String)])
func `a value is written as people write it`(value: JSON, text: String) {
  #expect(plainText(value) == text)
}

@Test func `settings stand in parentheses, and none say nothing`() {
  let many = Settings(values: JSON.Object(["rows": 8192, "fold": true, "set": "a b", "batch": 64000]))
  #expect(PageWords(.en).inParentheses(many) == " (batch 64\u{202F}000, fold yes, rows 8192, set a b)")
  #expect(PageWords(.en).inParentheses(Settings()) == "")
}

extension JSON.Object {
  fileprivate init(_ value: JSON) { self = value.object ?? JSON.Object() }
}
