import Foundation

/// Two or more English words in a row, in what a reader of a page sees or hears; code, sentences that are marked as English, and words of the
/// standard and of the samples are left out.
struct EnglishRuns {
  let runs: Set<String>

  init(ofPage page: String) {
    var text = page
    for pattern in [
      "<style>.*?</style>", "<code[^>]*>.*?</code>", "<pre[^>]*>.*?</pre>", "<h1>.*?</h1>", "<title>[^<]*· ", "<mark>.*?</mark>",
      "<span lang=\"en\">.*?</span>", "<span class=\"gist\">.*?</span>", "<meta[^>]*>",
    ] { text = text.replacing(Self.expression(pattern), with: "\u{1}") }
    // What a host says of itself is in its own words.
    let environment = Self.expression("<section id=\"environment\".*?</section>")
    text = text.replacing(environment) { String($0[0].substring ?? "").replacing(Self.expression("<dd[^>]*>.*?</dd>"), with: "\u{1}") }
    // Labels are read aloud, so they stay; every other tag ends a run.
    text = text.replacing(Self.expression("<[^>]*? (?:aria-label|title)=\"([^\"]*)\"[^>]*>")) { "\u{1}\($0[1].substring ?? "")\u{1}" }
    text = text.replacing(Self.expression("<[^>]*>"), with: "\u{1}").replacing("&#39;", with: "'")
    let found = text.matches(of: Self.expression("[A-Za-z][A-Za-z'-]+(?:[ \u{A0},]+[A-Za-z][A-Za-z'-]+)+"))
    runs = Set(
      found.compactMap { match in
        let words = (match[0].substring ?? "").split { !$0.isLetter && $0 != "'" && $0 != "-" }.map(String.init)
        return words.count { !Self.names.contains($0) } > 1 ? words.joined(separator: " ") : nil
      })
  }

  /// Names of the standard, of the samples and of the trade.
  private static let names: Set<String> = [
    "AMD", "EPYC", "Core", "Processor", "Debian", "GNU", "Linux", "bookworm", "Etalon", "UTC", "type", "target", "one-core", "whole-server",
    "gemm", "Wilson", "STREAM", "refusals", "reasoning",
  ]

  private static func expression(_ pattern: String) -> Regex<AnyRegexOutput> {
    guard let regex = try? Regex(pattern).dotMatchesNewlines() else { fatalError("a pattern of the tests is wrong") }
    return regex
  }
}
