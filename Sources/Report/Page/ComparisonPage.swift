public import Record

/// Renders a comparison of two hosts, runs or plans: one page that needs no network and no script.
///
/// Every text is escaped. Equal comparisons give equal bytes on every host. Complexity: linear in the number of rows.
public func renderComparison(_ comparison: Comparison) -> [UInt8] { ComparisonPage(comparison: comparison).document.bytes }

/// The page of one comparison.
private struct ComparisonPage {
  let comparison: Comparison

  var document: Markup {
    var markup = Markup.documentType
    markup.append(
      tag("html", Attribute("lang", "en")) {
        tag("head") {
          pageHead
          void("link", Attribute("rel", "icon"), Attribute("href", "data:,"))
          tag("title", text: "\(heading) · Etalon")
          Markup.styleSheet(styleSheet)
        }
        tag("body") { tag("div", .class("sheet")) { sheet } }
      })
    return markup
  }

  private var heading: String {
    switch comparison.kind {
    case .fingerprints: "Two machines compared"
    case .bundles: "Two runs compared"
    case .plans: "Two plans compared"
    }
  }

  @MarkupBuilder private var sheet: Markup {
    tag("header", .class("masthead")) {
      tag("p", .class("eyebrow"), text: "Etalon comparison")
      tag("h1", text: heading)
      tag("p", .class("subtitle")) { side("A, here", comparison.a) }
      tag("p", .class("subtitle")) { side("B, there", comparison.b) }
    }
    tag("main") {
      tag("div", .class(comparison.isEquivalent ? "card good" : "card warn")) {
        tag("p", .class("card-label"), text: comparison.isEquivalent ? "Equal" : "Not equal, or not known to be")
        tag("p", text: shortened(comparison.headline, to: 600))
      }
      tag("div", .class("strip")) { comparison.answers.map(card) }
      comparison.sections.map(table)
      notes
    }
    tag("footer") { tag("p", text: "What only one side tells counts for nothing. The page holds no script and loads nothing.") }
  }

  @MarkupBuilder private func side(_ name: String, _ label: String) -> Markup {
    "\(name): "
    tag("code", text: shortened(label, to: 200))
  }

  private func card(_ answer: Comparison.Answer) -> Markup {
    let mood =
      switch answer.answer {
      case .yes: "good"
      case .no: "bad"
      case .unknown: "warn"
      }
    return tag("div", .class("card \(mood)")) {
      tag("p", .class("card-label"), text: answer.question)
      tag("p", .class("figure"), text: answer.answer.rawValue)
      tag("p", .class("card-text"), text: shortened(answer.because, to: 600))
    }
  }

  private func table(_ section: Comparison.Section) -> Markup {
    let rows = tag("div", .class("scroll")) {
      tag("table") {
        tag("thead") { tag("tr") { ["", "A", "B", ""].map { tag("th", Attribute("scope", "col"), text: $0) } } }
        tag("tbody") { section.rows.map(row) }
      }
    }
    if section.isMinor {
      return tag("details") {
        tag("summary", text: "\(section.title) (\(section.rows.count))")
        rows
      }
    }
    return tag("section") {
      tag("h2", text: section.title)
      rows
    }
  }

  private func row(_ row: Comparison.Row) -> Markup {
    tag("tr") {
      tag("th", Attribute("scope", "row")) { tag("code", text: shortened(row.name, to: 200)) }
      tag("td", text: shortened(row.a ?? "not told", to: 300))
      tag("td", text: shortened(row.b ?? "not told", to: 300))
      tag("td", .class("unit"), text: shortened(row.remark ?? "", to: 300))
    }
  }

  @MarkupBuilder private var notes: Markup {
    if !comparison.notes.isEmpty {
      tag("section") {
        tag("h2", text: "What makes this weaker")
        tag("ul", .class("plain-list")) { comparison.notes.map { tag("li", text: shortened($0, to: 600)) } }
      }
    }
  }
}
