internal import Ranking
internal import Record
internal import Text

// What programs read: a feed of the newest results, and a table.
extension Site {
  /// Atom (RFC 4287); every date is that of a bundle.
  var feed: Markup {
    let dated = ranking.systems.indices.compactMap { index in details(ranking.systems[index]).ended.map { (index, $0.recordText) } }
      .sorted { ($1.1, slugs[$0.0]) < ($0.1, slugs[$1.0]) }
    var markup = Markup.xmlDeclaration
    markup.append(
      tag("feed", Attribute("xmlns", "http://www.w3.org/2005/Atom"), Attribute("xml:lang", language == .en ? "en" : "zh-Hans")) {
        tag("title", text: say(.feedTitle, shortened(input.title, to: 120)))
        tag("id", text: "urn:sha256:\(digest(Array((input.title + ranking.formula.source).utf8)).hex)")
        tag("updated", text: dated.first?.1 ?? "1970-01-01T00:00:00Z")
        tag("author") { tag("name", text: "Etalon") }
        for (index, time) in dated.prefix(100) { entry(index, time) }
      })
    return markup
  }

  private func entry(_ index: Int, _ time: String) -> Markup {
    let system = ranking.systems[index]
    let grade = gradeWords(system.grade).map { "\(say(.grade)) \($0), " } ?? ""
    let summary = system.score.map { grade + say(.feedEntry, $0, system.low ?? "", system.high ?? "") } ?? say(.noScore, system.fault?.reason ?? "")
    return tag("entry") {
      tag("title", text: shortened(system.name, to: 200))
      tag("id", text: "urn:sha256:\((system.root ?? digest(Array(system.name.utf8))).hex)")
      tag("updated", text: time)
      tag("link", Attribute("href", "systems/\(slugs[index]).html")) {}
      tag("summary", text: summary)
    }
  }

  /// A line for each system, RFC 4180.
  var systemsCSV: [UInt8] {
    var bytes: [UInt8] = []
    let terms = ranking.formula.terms.map(\.id)
    CSV.append(
      ["rank", "name", "kind", "grade", "worst", "best", "score", "low", "high", "letters", "standing", "division", "ended", "root"]
        + terms.map { "ratio \($0)" }, to: &bytes)
    for system in ranking.systems {
      let details = details(system)
      let ratios = terms.map { term in system.leaves.filter { $0.term == term }.map(\.ratio).joined(separator: " ") }
      CSV.append(
        [
          system.rank.map { "\($0)" } ?? "", system.name, system.kind.rawValue, system.grade?.point ?? "", system.grade?.worst ?? "",
          system.grade?.best ?? "", system.score ?? "", system.low ?? "", system.high ?? "", system.letters ?? "",
          system.standing.marks.map(\.rawValue).joined(separator: " "), details.division ?? "", details.ended?.recordText ?? "",
          system.root?.hex ?? "",
        ] + ratios, to: &bytes)
    }
    return bytes
  }
}
