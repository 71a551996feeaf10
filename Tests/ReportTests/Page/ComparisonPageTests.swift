import Record
import Report
import Testing

@Suite struct `The page of a comparison` {
  private let comparison = Comparison(
    .fingerprints, headline: "the same results are expected, at another speed", isEquivalent: false,
    answers: [
      Comparison.Answer("same results expected?", .yes, because: "probes agree"),
      Comparison.Answer("same speed expected?", .unknown, because: "A was measured under load"),
    ],
    sections: [
      Comparison.Section("may change speed", [Comparison.Row("cpu.model", a: "<b>EPYC</b>", b: nil, remark: "another processor")]),
      Comparison.Section("only A tells", [Comparison.Row("cpu.boost", a: "yes", b: nil)], isMinor: true),
    ], notes: ["only B is tainted `container`"], a: "a&b.json", b: "there.json")

  @Test func `shows the answers, the differences and the notes, every text escaped`() {
    let page = String(decoding: renderComparison(comparison), as: UTF8.self)
    for part in [
      "A was measured under load", "cannot say", "&lt;b&gt;EPYC&lt;/b&gt;", "a&amp;b.json", "not told", "only B is tainted `container`",
      "default-src",
    ] { #expect(page.contains(part), "\(part)") }
    #expect(!page.contains("<b>") && !page.contains("<script"))
  }

  @Test func `is well-formed`() { #expect(TagBalance.fault(in: renderComparison(comparison)) == nil) }
}
