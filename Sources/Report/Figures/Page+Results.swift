internal import Record

extension Page {
  /// What a re-execution must reproduce, folded away.
  func resultTable(_ workload: Workload) -> Markup {
    let rows = workload.nodes.flatMap { node in
      results(of: node.id).flatMap { trial in trial.values.map { (node: node, trial: trial.index, value: $0) } }
    }
    guard !rows.isEmpty else { return Markup() }
    return tag("details") {
      tag("summary", text: words.resultsToReproduce(rows.count))
      tag("div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", words.results)) {
        tag("table") {
          tag("thead") {
            tag("tr") { for title in words.resultColumns { tag("th", Attribute("scope", "col"), text: title) } }
          }
          tag("tbody") {
            for row in rows.prefix(500) {
              tag("tr") {
                tag("th", Attribute("scope", "row"), text: shortened(row.value.name, to: 80))
                tag("td", text: cellName(row.node))
                tag("td", text: grouped(row.trial))
                tag("td", text: row.value.class.rawValue)
                tag("td") { value(row.value.value) }
              }
            }
          }
        }
      }
      remainder(of: rows.count, shown: 500, in: "data/results.json")
    }
  }

  private func value(_ value: ResultValue.Content) -> Markup {
    switch value {
    case .digest(let digest): tag("code", .class("hex"), text: digest.hex)
    case .count(let count): Markup(count.recordText)
    case .share(let part, let total): Markup(words.share("\(part)", of: "\(total)"))
    case .number(let number): Markup(JSON.number(number).canonicalText)
    case .series(let numbers): Markup(summary(of: numbers))
    case .text(let text): Markup(shortened(text))
    case .flag(let flag): Markup(words.yes(flag))
    }
  }

  private func summary(of numbers: [Double]) -> String {
    guard let first = numbers.first, let last = numbers.last else { return words.emptySeries }
    return words.series(numbers.count, significant(first), significant(last))
  }
}
