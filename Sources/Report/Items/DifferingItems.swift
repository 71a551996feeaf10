internal import Record
internal import Score

/// The items of a pair whose scores differ, folded, with what can be chosen among them.
struct DifferingItems {
  private let pair: EvaluationComparisonInput.Pair
  private let words: ComparisonWords

  init(_ pair: EvaluationComparisonInput.Pair, _ words: ComparisonWords) { (self.pair, self.words) = (pair, words) }

  @MarkupBuilder var markup: Markup {
    if !pair.items.isEmpty {
      let (filters, rows) = list
      tag("div", .class("browser")) {
        tag("h3", text: words.differing(grouped(pair.items.count), grouped(pair.agreement.differing.count)))
        tag("div", .class("filters"), Attribute("role", "group")) { filters.map(\.markup) }
        tag("div", .class("items")) { rows }
      }
    }
  }

  /// The choices and the rows, which give their values to them.
  private var list: (filters: [ItemFilter], rows: Markup) {
    var (who, category) = (ItemFilter(words.who, "s", words.page), ItemFilter(words.category, "c", words.page))
    var rows = ItemRows()
    for item in pair.items {
      let stands = [item.first, item.second].map { ItemStanding($0.record.scores[pair.agreement.metric], pair.agreement.direction) }
      let right = stands.map { $0 == .right }
      let side = right[0] == right[1] ? words.otherwise : words.only(right[0] ? pair.first : pair.second)
      let classes = ["item", who.add(side), category.add(item.first.record.stratum ?? words.none)]
      rows.add(
        tag("details", .class(classes.joined(separator: " "))) {
          summary(item.first, side)
          content(item.first, item.second)
        })
    }
    return ([who, category], rows.markup)
  }

  private func summary(_ item: AnsweredItem, _ side: String) -> Markup {
    let lines = (item.question ?? "").split(whereSeparator: \.isNewline)
    return tag("summary") {
      tag("span", .class("stand"), text: side)
      tag("code", text: words.page.shortened(item.record.id ?? "\(item.record.position)", to: 60))
      tag("span", .class("gist"), text: words.page.shortened(lines.first.map(String.init) ?? "", to: 90))
    }
  }

  private func content(_ first: AnsweredItem, _ second: AnsweredItem) -> Markup {
    let expected = (first.letters + first.expected.prefix(8)).joined(separator: " | ")
    return tag("dl") {
      if let question = first.question { ItemMarkup.entry(words.question) { lines(words.page.shortened(question, to: 1200)) } }
      if !expected.isEmpty { ItemMarkup.entry(words.expected, words.page.shortened(expected, to: 300)) }
      ItemMarkup(words: words.page).reply(first, named: words.reply(pair.first), failed: words.cameBack(pair.first))
      ItemMarkup(words: words.page).reply(second, named: words.reply(pair.second), failed: words.cameBack(pair.second))
    }
  }
}
