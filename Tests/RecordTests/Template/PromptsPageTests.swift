import Foundation
import Record
import TestSupport
import Testing

/// `docs/prompts.md` lists the filters that there are; `UPDATE=1` rewrites its table.
struct PromptsPageTests {
  private static let head = "| filter | gives |\n|---|---|\n"

  private var rows: String {
    TemplateFilter.all.map { "| `\($0.example)` | \($0.summary) |\n" }.joined()
  }

  @Test func `the page lists every filter`() throws {
    let path = Repository.path("docs/prompts.md")
    var page = try Repository.text(of: path)
    let start = try #require(page.range(of: PromptsPageTests.head)).upperBound
    let end = page[start...].range(of: "\n\n")?.lowerBound ?? page.endIndex
    if Repository.updates {
      page.replaceSubrange(start..<end, with: rows.dropLast())
      try page.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(page.contains(PromptsPageTests.head + rows))
  }
}
