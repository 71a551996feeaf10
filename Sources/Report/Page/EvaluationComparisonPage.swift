public import Record
public import Score

/// Everything that a page of compared evaluations shows.
public struct EvaluationComparisonInput: Sendable {
  /// The comparison.
  public var comparison: EvaluationComparison
  /// What makes it weaker, in sentences.
  public var notes: [String]
  /// The pairs, item by item.
  public var pairs: [Pair]
  /// The language of the page's own words.
  public var language: PageLanguage

  /// Makes an input from its parts.
  public init(_ comparison: EvaluationComparison, notes: [String], pairs: [Pair], language: PageLanguage = .en) {
    (self.comparison, self.notes, self.pairs, self.language) = (comparison, notes, pairs, language)
  }

  /// A pair with the items whose scores differ.
  public struct Pair: Sendable {
    /// The letters of the two.
    public var first, second: String
    /// On how many items they agree, and where they do not.
    public var agreement: EvaluationAgreement
    /// The first of the items whose scores differ, each as both answered it.
    public var items: [(first: AnsweredItem, second: AnsweredItem)]

    /// Makes a pair.
    public init(_ first: String, _ second: String, _ agreement: EvaluationAgreement, items: [(first: AnsweredItem, second: AnsweredItem)]) {
      (self.first, self.second, self.agreement, self.items) = (first, second, agreement, items)
    }
  }

  /// The most items that a page carries, over all its pairs.
  public static let mostItems = 10_000
}

/// Renders compared evaluations: one page that needs no network and no script.
///
/// Every text is escaped. Equal inputs give equal bytes on every host. Complexity: linear in tests and items.
public func renderEvaluations(_ input: EvaluationComparisonInput) -> [UInt8] { EvaluationComparisonPage(input).document.bytes }

/// The page of compared evaluations.
struct EvaluationComparisonPage {
  let input: EvaluationComparisonInput
  let words: ComparisonWords

  init(_ input: EvaluationComparisonInput) {
    self.input = input
    words = ComparisonWords(language: input.language)
  }

  var document: Markup {
    var markup = Markup.documentType
    let sheet = sheet
    markup.append(
      tag("html", Attribute("lang", input.language.tag)) {
        tag("head") {
          pageHead
          void("link", Attribute("rel", "icon"), Attribute("href", "data:,"))
          tag("title", text: "\(words.title) · Etalon")
          Markup.styleSheet(styleSheet)
          Markup.filterRules(ItemFilter.letters, of: sheet)
        }
        tag("body") { tag("div", .class("sheet")) { sheet } }
      })
    return markup
  }

  @MarkupBuilder private var sheet: Markup {
    tag("header", .class("masthead")) {
      tag("p", .class("eyebrow"), text: "Etalon")
      tag("h1", text: words.title)
    }
    tag("main") {
      section(words.entrants) { table(words.entrantColumns, input.comparison.entrants.map(cells)) }
      obstacles
      if !input.comparison.tests.isEmpty {
        section(words.tests) {
          tag("p", .class("lead"), text: words.testsLead)
          table(words.testColumns, input.comparison.tests.map(cells))
        }
      }
      input.pairs.map(pair)
      if !input.notes.isEmpty {
        section(words.notes) { tag("ul", .class("plain-list")) { input.notes.map { tag("li", text: words.page.shortened($0, to: 600)) } } }
      }
    }
    tag("footer") { tag("p", text: words.footer) }
  }

  private func section(_ title: String, @MarkupBuilder _ content: () -> Markup) -> Markup {
    let inner = content()
    return tag("section") {
      tag("h2", text: title)
      inner
    }
  }

  private func table(_ columns: [String], _ rows: [[String]]) -> Markup {
    tag("div", .class("scroll")) {
      tag("table") {
        tag("thead") { tag("tr") { columns.map { tag("th", Attribute("scope", "col"), text: $0) } } }
        tag("tbody") { rows.map { row in tag("tr") { row.map { tag("td", text: words.page.shortened($0, to: 300)) } } } }
      }
    }
  }

  private func cells(_ entrant: EvaluationComparison.Entrant) -> [String] {
    [entrant.letter, entrant.bundle, entrant.cell, entrant.subject, grouped(entrant.items)]
  }

  @MarkupBuilder private var obstacles: Markup {
    if !input.comparison.obstacles.isEmpty {
      tag("div", .class("notice warn")) {
        tag("p", .class("notice-title"), text: words.obstacles)
        tag("ul") {
          input.comparison.obstacles.map { obstacle in
            let kind = obstacle.isRefusal ? words.refused : words.unlike
            return tag(
              "li", text: "\(obstacle.between.joined(separator: ", ")): \(kind) — \(words.page.shortened(obstacle.reason, to: 400))")
          }
        }
      }
    }
  }

  private func number(_ value: Double) -> String { Format.number(value, significant: 3) }

  private func cells(_ test: EvaluationComparison.Test) -> [String] {
    let interval = test.low.flatMap { low in test.high.map { "\(number(low)) … \(number($0))" } } ?? words.noInterval
    let split = test.onlyFirst.flatMap { first in test.onlySecond.map { "\(first) / \($0)" } } ?? ""
    return [
      "\(test.first) − \(test.second)", test.metric + (test.direction == .lower ? " (\(words.lower))" : ""), number(test.means[0]),
      number(test.means[1]), "\(number(test.difference)) (\(interval))", number(test.p), number(test.holm), split,
      test.units == test.items ? grouped(test.items) : words.units(grouped(test.items), grouped(test.units)),
      test.detectable.map(number) ?? words.unknown,
    ]
  }

  private func pair(_ pair: EvaluationComparisonInput.Pair) -> Markup {
    let agreement = pair.agreement
    let test = input.comparison.tests.first {
      $0.first == pair.first && $0.second == pair.second && $0.metric.utf8.elementsEqual(agreement.metric.utf8)
    }
    return section(words.pair(pair.first, pair.second, agreement.metric)) {
      if let test {
        tag("p", .class("lead"), text: words.verdict(pair.first, pair.second, number(test.holm), isClear: test.holm < 0.05))
      }
      table(
        ["", words.right(pair.second), words.wrong(pair.second)],
        [
          [words.right(pair.first), grouped(agreement.both), grouped(agreement.onlyFirst)],
          [words.wrong(pair.first), grouped(agreement.onlySecond), grouped(agreement.neither)],
        ])
      DifferingItems(pair, words).markup
    }
  }
}
