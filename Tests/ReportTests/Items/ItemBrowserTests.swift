import Record
import Report
import TestSupport
import Testing

@Test func `the page of an evaluation says who was asked, at which address, and no secret`() {
  let text = page(SampleEvaluation.input([SampleEvaluation.item(0)]))
  for expected in ["smol", "https://host.example/v1", "smol-135m", "Be brief &lt;b&gt;.", "exact-match (revision 2)", "1 error"] {
    #expect(text.contains(expected), "\(expected)")
  }
  #expect(!text.contains("secret"))
}

@Test func `an item shows its question, what is expected, and the judged part of the reply marked`() {
  let text = page(SampleEvaluation.input([SampleEvaluation.item(0)]))
  #expect(text.contains("What is 1 + 1?") && text.contains("The answer is <mark>2</mark>, I think."))
  #expect(text.contains("✓ right") && text.contains("by the rule number"))
}

@Test func `a part that does not stand where its record says is not marked`() {
  var item = SampleEvaluation.item(0)
  item.record.extracted?.start = 1
  item.record.extracted?.end = 2
  #expect(!page(SampleEvaluation.input([item])).contains("<mark>"))
}

@Test func `what subjects and datasets say stays text`() {
  let hostile = "</details><script>alert(1)</script>\u{202E}\n<img src=x onerror=y>"
  let item = SampleEvaluation.item(0, question: hostile, reply: hostile + "2", category: hostile)
  let bytes = renderReport(SampleEvaluation.input([item, SampleEvaluation.error(1)]))
  let text = String(decoding: bytes, as: UTF8.self)
  #expect(TagBalance.fault(in: bytes) == nil)
  #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("\u{202E}"))
  #expect(text.contains("&lt;html&gt;boom"))
}

@Test func `items can be chosen by what came of them`() {
  let items = (0..<6).map { SampleEvaluation.item($0, right: $0 < 4, category: $0 < 3 ? "sums" : "other sums") }
  let text = page(SampleEvaluation.input(items))
  #expect(text.contains("right (4)") && text.contains("wrong (2)") && text.contains("other sums (3)"))
  #expect(text.contains(".browser:has(.pick-s1:checked) .item:not(.s1)"))
  #expect(!text.contains(".pick-s2:checked"), "a rule for a choice that nobody can make")
  #expect(text.contains("<div class=\"item-group\">"))
}

@Test func `a page carries no more items than it says, and names how to get the others`() {
  let long = String(repeating: "long ", count: 240)
  let items = (0..<20_000).map { SampleEvaluation.item($0, question: long) }
  let bytes = renderReport(SampleEvaluation.input(items))
  #expect(bytes.count < 14 << 20)
  let text = String(decoding: bytes.suffix(200_000), as: UTF8.self)
  #expect(text.contains("etalon export BUNDLE --format csv"))
}
