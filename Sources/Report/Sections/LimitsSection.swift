internal import Record

extension PageSection {
  /// What nobody should conclude from the page: what holds for every page, then what the kinds of work in the plan add.
  static func limits(_ page: Page) -> [PageSection] {
    var sentences = page.words.generalLimits
    for node in page.plan.nodes {
      for sentence in node.work.card(in: page.words).limits where !sentences.contains(sentence) { sentences.append(sentence) }
    }
    return [
      PageSection("limits", page.words.limitsTitle, mention: page.words.limits) {
        tag("ul", .class("plain-list")) { for sentence in sentences { tag("li", text: sentence) } }
      }
    ]
  }
}
