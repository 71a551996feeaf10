internal import Record

/// What holds for every page.
private let generalLimits = [
  "That the run was made only once: a publisher can run many times and show the best. "
    + "A commitment before the run narrows that; see the verification.",
  "That the host is what it says: the fingerprint is the host's own word, until hardware evidence backs it.",
  "That measurements hold elsewhere: speed is compared only between hosts whose fingerprints allow it.",
  "That this page shows its bundle: it can be edited like any page. A verification renders it again and compares.",
]

extension PageSection {
  /// What nobody should conclude from the page: what holds for every page, then what the kinds of work in the plan add.
  static func limits(_ page: Page) -> [PageSection] {
    var sentences = generalLimits
    for sentence in page.plan.nodes.flatMap(\.work.card.limits) where !sentences.contains(sentence) { sentences.append(sentence) }
    return [
      PageSection("limits", "What this page does not prove", mention: "Limits") {
        tag("ul", .class("plain-list")) { for sentence in sentences { tag("li", text: sentence) } }
      }
    ]
  }
}
