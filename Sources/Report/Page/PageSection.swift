/// A section of the page: its anchor, its heading and what stands under it.
struct PageSection: Sendable {
  /// The anchor, once on the page.
  let id: String
  /// The heading; a section without one stands by itself and the table of contents leaves it out.
  let title: String?
  /// The name in the table of contents; `nil` leaves the section out.
  let mention: String?
  /// A sentence or two under the heading.
  let lead: String?
  /// What stands under the lead.
  let content: Markup

  /// A section with a heading; the table of contents calls it by its title or by a shorter name.
  init(_ id: String, _ title: String, mention: String?, lead: String? = nil, @MarkupBuilder content: () -> Markup) {
    self.id = id
    self.title = title
    self.mention = mention
    self.lead = lead
    self.content = content()
  }

  /// A section with a heading that the table of contents calls by its title.
  init(_ id: String, _ title: String, lead: String? = nil, @MarkupBuilder content: () -> Markup) {
    self.init(id, title, mention: title, lead: lead, content: content)
  }

  /// A section without a heading.
  init(withoutHeading id: String, @MarkupBuilder content: () -> Markup) {
    self.id = id
    title = nil
    mention = nil
    lead = nil
    self.content = content()
  }

  /// The section as an element.
  @MarkupBuilder var markup: Markup {
    if let title {
      tag("section", .id(id), Attribute("aria-labelledby", "\(id)-title")) {
        tag("h2", .id("\(id)-title"), text: title)
        if let lead { tag("p", .class("lead"), text: lead) }
        content
      }
    } else {
      tag("div", .id(id)) { content }
    }
  }
}
