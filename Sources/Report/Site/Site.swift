internal import Ranking
internal import Record
internal import Text

/// The pages of a site in one language.
struct Site {
  let input: SiteInput
  let language: PageLanguage
  let others: [PageLanguage]
  let isRoot: Bool
  let root: PageLanguage?
  let digest: ([UInt8]) -> Digest
  /// The name of the page of each system.
  let slugs: [String]

  init(
    _ input: SiteInput, _ language: PageLanguage, others: [PageLanguage], isRoot: Bool, root: PageLanguage?,
    digest: @escaping ([UInt8]) -> Digest
  ) {
    (self.input, self.language, self.others, self.isRoot, self.root) = (input, language, others, isRoot, root)
    self.digest = digest
    var seen: [String: Int] = [:]
    slugs = input.ranking.systems.map { system in
      let slug = String((system.root ?? digest(Array(system.name.utf8))).hex.prefix(16))
      seen[slug, default: 0] += 1
      let count = seen[slug] ?? 1
      return count == 1 ? slug : "\(slug)-\(count)"
    }
  }

  var ranking: Ranking { input.ranking }

  func say(_ text: SiteText) -> String { text.words(in: language) }

  /// A text with values in its places `{1}`, `{2}`.
  func say(_ text: SiteText, _ values: String...) -> String {
    values.enumerated().reduce(say(text)) { $0.replacing("{\($1.offset + 1)}", with: $1.element) }
  }

  func details(_ system: Ranking.Entry) -> SiteSystem { input.details[system.name] ?? SiteSystem() }

  /// Every file; the data for programs stands at the root alone.
  ///
  /// - Throws: Where a number of the ranking is not finite, so that it has no JSON.
  func files() throws(RecordFault) -> [SiteFile] {
    var files = [SiteFile(path: "index.html", bytes: index.bytes), SiteFile(path: "verify.html", bytes: verifyPage.bytes)]
    files += ranking.systems.indices.map { SiteFile(path: "systems/\(slugs[$0]).html", bytes: systemPage($0).bytes) }
    files.append(SiteFile(path: "feed.xml", bytes: feed.bytes))
    guard isRoot else { return files }
    var told = ranking
    // Every pair of a thousand systems would be a hundred megabytes; `etalon rank --format json` has them all.
    if told.systems.count > Site.mostTested { told.tests = [] }
    files.append(SiteFile(path: "ranking.json", bytes: try told.canonicalBytes()))
    files.append(SiteFile(path: "systems.csv", bytes: systemsCSV))
    return files
  }

  /// A page: the head with a strict policy, the sheet, and the scripts at its end.
  ///
  /// - Parameters:
  ///   - folder: The way from the page up to the folder of the language, such as `../`.
  ///   - path: The page's path within that folder.
  func page(
    _ title: String, path: String, up folder: String = "", scripts: [StaticString] = [], data: JSON? = nil,
    @MarkupBuilder sheet: () -> Markup
  ) -> Markup {
    let code = scripts.map(\.description).joined(separator: "\n")
    var markup = Markup.documentType
    markup.append(
      tag("html", Attribute("lang", language == .en ? "en" : "zh-Hans")) {
        tag("head") {
          void("meta", Attribute("charset", "utf-8"))
          void("meta", Attribute("http-equiv", "Content-Security-Policy"), Attribute("content", policy(code)))
          void("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
          void("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
          void("meta", Attribute("name", "referrer"), Attribute("content", "no-referrer"))
          void("link", Attribute("rel", "icon"), Attribute("href", "data:,"))
          void(
            "link", Attribute("rel", "alternate"), Attribute("type", "application/atom+xml"), Attribute("href", "\(folder)feed.xml"),
            Attribute("title", shortened(input.title, to: 120)))
          tag("title", text: title)
          Markup.styleSheet(styleSheet)
          Markup.styleSheet(siteStyle)
        }
        tag("body") {
          tag("a", .class("skip"), Attribute("href", "#main"), text: say(.skip))
          tag("div", .class("sheet")) {
            sheet()
            footer(isScripted: !scripts.isEmpty)
          }
          if let data { Markup.data(data, id: "site-data") }
          if !scripts.isEmpty { Markup.script(scripts) }
        }
      })
    return markup
  }

  /// Nothing is loaded, and only these styles and this script apply.
  private func policy(_ code: String) -> String {
    func source(_ text: String) -> String { "'sha256-\(base64(digest(Array(text.utf8)).bytes))'" }
    let styles = [styleSheet, siteStyle].map { source($0.description) }.joined(separator: " ")
    let scripts = code.isEmpty ? "" : " script-src \(source(code));"
    return "default-src 'none'; style-src \(styles);\(scripts) img-src data:; base-uri 'none'; form-action 'none'"
  }

  /// The links that every page has, the other language among them.
  func links(path: String, up folder: String = "") -> Markup {
    tag("nav", Attribute("aria-label", say(.contents))) {
      tag("a", Attribute("href", "\(folder)index.html"), text: say(.board))
      tag("a", Attribute("href", "\(folder)verify.html"), text: say(.checkBundle))
      tag("a", Attribute("href", "\(folder)\(isRoot ? "" : "../")ranking.json"), text: "JSON")
      tag("a", Attribute("href", "\(folder)\(isRoot ? "" : "../")systems.csv"), text: "CSV")
      tag("a", Attribute("href", "\(folder)feed.xml"), text: say(.feed))
      for other in others {
        let target = folder + (isRoot ? "" : "../") + (other == root ? "" : other.rawValue + "/") + path
        tag(
          "a", .class("keeps"), Attribute("href", target), Attribute("data-href", target),
          Attribute("hreflang", other == .en ? "en" : "zh-Hans"),
          Attribute("lang", other == .en ? "en" : "zh-Hans"), text: other == .en ? "English" : "中文")
      }
    }
  }

  private func footer(isScripted: Bool) -> Markup {
    tag("footer") { tag("p", text: say(isScripted ? .footerScripted : .footerPlain)) }
  }
}

/// Base64 with padding (RFC 4648).
func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var out: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0..<4 { out.append(place <= group.count ? letters[value >> (18 - 6 * place) & 63] : UInt8(ascii: "=")) }
  }
  return String(decoding: out, as: UTF8.self)
}
