import Record
import TestSupport
import Testing

@testable import Report

private func sections(_ input: ReportInput) -> [PageSection] { PageSection.all.flatMap { $0(Page(input)) } }

@Test func `a whole page has every section, in this order`() {
  #expect(
    sections(SampleInput().input).map(\.id) == [
      "verdicts", "score", "claims", "workload-1", "workload-2", "workload-3", "workload-4", "workload-5", "trials", "environment",
      "inputs",
      "verify", "limits",
    ])
}

@Test func `the table of contents links to sections that are there, and to all that have a name in it`() {
  for isEmpty in [false, true] {
    var input = SampleInput().input
    if isEmpty {
      input.plan.claims = []
      input.scores.claims = []
      input.scores.score = []
    }
    let text = page(input)
    let links = text.split(separator: "<a href=\"#").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(links.map(String.init) == sections(input).filter { $0.mention != nil }.map(\.id))
    for link in links { #expect(text.contains("id=\"\(link)\""), "\(link)") }
    #expect(links.contains("score") != isEmpty && links.contains("claims") != isEmpty)
  }
}

@Test func `anchors are unique`() {
  let ids = sections(SampleInput().input).map(\.id)
  #expect(Set(ids).count == ids.count)
}

@Test func `a section without a heading is not named in the table of contents`() {
  let plain = PageSection(withoutHeading: "plain") { "text" }
  #expect(plain.mention == nil)
  #expect(String(decoding: plain.markup.bytes, as: UTF8.self) == "<div id=\"plain\">text</div>")
  let headed = PageSection("headed", "A heading", lead: "A lead.") { "text" }
  #expect(headed.mention == "A heading")
  #expect(
    String(decoding: headed.markup.bytes, as: UTF8.self)
      == "<section id=\"headed\" aria-labelledby=\"headed-title\"><h2 id=\"headed-title\">A heading</h2><p class=\"lead\">A lead.</p>text</section>"
  )
}
