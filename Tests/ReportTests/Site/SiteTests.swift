import Ranking
import Record
import TestSupport
import Testing

@testable import Report

struct SiteTests {
  @Test func `equal inputs give equal bytes`() {
    let input = SiteSample(seed: 1, mean: .geometric).input()
    #expect(renderSite(input, in: [.en, .zh], digest: digest) == renderSite(input, in: [.en, .zh], digest: digest))
  }

  @Test func `every text has words in both languages, and the same places for values`() {
    for text in SiteText.allCases {
      let (english, chinese) = (text.words(in: .en), text.words(in: .zh))
      #expect(SiteText.table[text] != nil, "\(text)")
      for place in 1...4 { #expect(english.contains("{\(place)}") == chinese.contains("{\(place)}"), "\(text)") }
      let hasHan = chinese.unicodeScalars.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }
      #expect(hasHan || text == .need, "\(text)")
    }
  }

  @Test func `nothing is loaded from elsewhere`() {
    for file in renderSite(SiteSample(seed: 2, mean: .geometric).input(), in: [.en, .zh], digest: digest) {
      let text = String(decoding: file.bytes, as: UTF8.self).replacing("http://www.w3.org/2000/svg", with: "")
        .replacing("http://www.w3.org/2005/Atom", with: "")
      #expect(!text.contains("://") && !text.contains("src=\"") && !text.contains("@import"), "\(file.path)")
      #expect(!text.contains(" onclick=") && !text.contains(" onload=") && !text.contains(" style=\""), "\(file.path)")
    }
  }

  @Test func `a page runs its own script alone, and a system's page none`() {
    let files = renderSite(SiteSample(seed: 3, mean: .geometric).input(), in: [.en], digest: digest)
    let index = files.text("index.html")
    #expect(index.contains("default-src 'none'; style-src &#39;sha256-") || index.contains("script-src &#39;sha256-"))
    #expect(!index.contains("unsafe-inline"))
    for file in files where file.path.hasPrefix("systems/") && file.path.hasSuffix(".html") {
      let page = String(decoding: file.bytes, as: UTF8.self)
      #expect(!page.contains("<script") && !page.contains("script-src"))
    }
  }

  @Test func `hostile names are text everywhere`() {
    let sample = SiteSample(seed: 4, mean: .geometric)
    var table = sample.table
    table.systems[0].name = "</script><script>alert(1)</script>\u{202E}"
    table.systems[1].name = "=cmd()"
    let ranking = Ranking(table, by: sample.formula, source: "<b>", resampling: Resampling(draws: 5, seed: 1))
    let files = renderSite(SiteInput(title: "<i>title</i>", ranking: ranking), in: [.en, .zh], digest: digest)
    for file in files where !file.path.hasSuffix(".json") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(!text.contains("<script>alert") && !text.contains("\u{202E}") && !text.contains("<i>") || file.path.hasSuffix(".csv"), "\(file.path)")
    }
    #expect(files.text("systems.csv").contains("'=cmd()"))
  }

  @Test func `the languages link to each other, and each page says which it is in`() {
    let files = renderSite(SiteSample(seed: 5, mean: .geometric).input(), in: [.en, .zh], digest: digest)
    #expect(files.text("index.html").contains("href=\"zh/index.html\"") && files.text("index.html").contains("<html lang=\"en\">"))
    #expect(files.text("zh/index.html").contains("href=\"../index.html\"") && files.text("zh/index.html").contains("<html lang=\"zh-Hans\">"))
    let page = files.first { $0.path.hasPrefix("zh/systems/") }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    #expect(page.contains("href=\"../../systems/"))
  }

  @Test func `a feed's dates are those of the bundles`() {
    let feed = renderSite(SiteSample(seed: 6, mean: .geometric).input(), in: [.en], digest: digest).text("feed.xml")
    #expect(feed.contains("<updated>2026-11-25T10:01:00Z</updated>"))
    #expect(!feed.contains("1970"))
  }
}
