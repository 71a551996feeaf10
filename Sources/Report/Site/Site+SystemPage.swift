internal import Ranking
internal import Record
internal import Text

// The page of one system: where its score comes from, its history, and how its environment differs from the reference's. No script.
extension Site {
  func systemPage(_ index: Int) -> Markup {
    let system = ranking.systems[index]
    let details = details(system)
    return page("\(shortened(system.name, to: 120)) · Etalon", path: "systems/\(slugs[index]).html", up: "../") {
      tag("header", .class("masthead")) {
        tag("p", .class("eyebrow"), text: "Etalon · \(say(.systemOf))")
        tag("h1", text: shortened(system.name, to: 200))
        tag(
          "p", .class("subtitle"),
          text: [say(system.kind.words), shortened(details.about, to: 200)].filter { !$0.isEmpty }.joined(separator: " · "))
        links(path: "systems/\(slugs[index]).html", up: "../")
      }
      tag("main", .id("main")) {
        cards(system)
        obstacles(of: system)
        leaves(of: system)
        facts(of: system, details)
        standing(of: system, details)
        history(of: index, details)
        difference(of: system, details)
      }
    }
  }

  private func cards(_ system: Ranking.Entry) -> Markup {
    tag("div", .class("strip")) {
      if let grade = gradeWords(system.grade) { card(say(.grade), grade) }
      card(say(.score), system.score ?? say(.none), intervalWords(system).map { "\(say(.interval)): \($0)" })
      if let rank = system.rank { card(say(.rank), "\(rank)", system.letters.map { "\(say(.group)): \($0)" }) }
      card(say(.standing), system.standing.marks.map { say($0.words) }.joined(separator: ", "))
    }
  }

  private func card(_ label: String, _ figure: String, _ text: String? = nil) -> Markup {
    tag("div", .class("card")) {
      tag("p", .class("card-label"), text: label)
      tag("p", .class("figure"), text: figure)
      if let text { tag("p", .class("card-text"), text: text) }
    }
  }

  @MarkupBuilder private func obstacles(of system: Ranking.Entry) -> Markup {
    let own = ranking.obstacles.filter { $0.systems.contains(system.name) }
    if !own.isEmpty {
      tag("div", .class("notice warn")) {
        tag("ul") {
          own.map { obstacle in
            tag("li") {
              tag("strong", text: "\(say(obstacle.isRefusal ? .notRanked : .note)): \(say(obstacle.code.words))")
              " – "
              tag("span", Attribute("lang", "en")) { codes(shortened(obstacle.reason, to: 300)) }
            }
          }
        }
      }
    }
  }

  @MarkupBuilder private func leaves(of system: Ranking.Entry) -> Markup {
    if !system.leaves.isEmpty {
      let ranges = system.leaves.indices.map { range(of: $0, system) }
      let axis = SiteAxis(ranges.flatMap { [$0.low, $0.high] })
      section(.leaves, .leavesLead) {
        columns([.metric, .value, .ratio, .interval, .weight, .covers]) {
          system.leaves.enumerated().map { place, leaf in
            let value = ranges[place]
            let words = value.low == value.high ? say(.exact) : say(.range, significant(value.low), significant(value.high))
            return tag("tr") {
              tag("th", Attribute("scope", "row")) { breakable(shortened(leaf.id, to: 120)) }
              tag("td", text: pointText(leaf))
              tag("td", text: significant(value.ratio))
              tag("td") {
                tag("span", .class("fine"), text: words)
                axis.drawn("\(value.ratio)", "\(value.low)", "\(value.high)", label: "\(significant(value.ratio)), \(words)")
              }
              tag("td", text: Fraction(text: leaf.weight).map { significant($0.real * 100, 3) + " %" } ?? "")
              tag("td", Attribute("lang", "en"), text: leaf.covers)
            }
          }
        }
      }
    }
  }

  private func range(of place: Int, _ system: Ranking.Entry) -> (ratio: Double, low: Double, high: Double) {
    let ratio = Fraction(text: system.leaves[place].ratio)?.real ?? 0
    guard !system.covariance.isEmpty else { return (ratio, ratio, ratio) }
    let reach = system.leaves[place].reach * max(0, system.covariance[place][place]).squareRoot()
    let shift = system.leaves[place].shift
    guard reach > 0 else { return (ratio, ratio, ratio) }
    return (ratio, ratio * PlainMath.exponential(min(0, shift) - reach), ratio * PlainMath.exponential(max(0, shift) + reach))
  }

  private func pointText(_ leaf: Ranking.LeafEntry) -> String {
    let unit = ranking.formula.terms.first { $0.id == leaf.term }?.unit ?? ""
    guard let value = Fraction(text: leaf.point)?.real else { return leaf.point }
    return Scale(unit: unit, around: value).text(value)
  }

  @MarkupBuilder private func facts(of system: Ranking.Entry, _ details: SiteSystem) -> Markup {
    section(.facts, nil) {
      tag("dl", .class("facts")) {
        fact(say(.root), system.root?.hex)
        fact(say(.plan), details.plan?.hex)
        fact(say(.division), details.division)
        fact(say(.started), details.started.map(readable))
        fact(say(.ended), details.ended.map(readable))
        for known in system.facts {
          fact(known.name, "\(known.value.text) (\(known.source))\(known.evidence.map { ", \(say(.evidence)) \($0.hex)" } ?? "")")
        }
      }
    }
  }

  @MarkupBuilder private func fact(_ name: String, _ value: String?) -> Markup {
    if let value {
      tag("div") {
        tag("dt", text: shortened(name, to: 60))
        tag("dd", text: shortened(value, to: 240))
      }
    }
  }

  private func standing(of system: Ranking.Entry, _ details: SiteSystem) -> Markup {
    section(.standingOf, nil) {
      if details.verdicts.isEmpty { tag("p", Attribute("lang", "en"), text: shortened(system.standing.words, to: 400)) }
      tag("ul", .class("plain-list")) {
        details.verdicts.map { verdict in
          tag("li", Attribute("lang", "en")) {
            tag("strong", text: "\(verdict.property): \(verdict.state)")
            " – "
            codes(shortened(verdict.summary, to: 300))
          }
        }
      }
    }
  }

  @MarkupBuilder private func history(of index: Int, _ details: SiteSystem) -> Markup {
    let own = ranking.systems.indices.filter { self.details(ranking.systems[$0]).identity == details.identity }
      .sorted {
        (self.details(ranking.systems[$0]).ended?.recordText ?? "", $0) < (self.details(ranking.systems[$1]).ended?.recordText ?? "", $1)
      }
    if details.identity != nil {
      section(.history, own.count > 1 ? .historyLead : .noHistory) {
        if own.count > 1 {
          let axis = SiteAxis(own.flatMap { [ranking.systems[$0].low, ranking.systems[$0].high].compactMap { $0.flatMap(Double.init) } })
          columns([.ended, .system, .score, .interval]) { own.map { run($0, isThis: $0 == index, axis) } }
        }
      }
    }
  }

  private func run(_ place: Int, isThis: Bool, _ axis: SiteAxis) -> Markup {
    let system = ranking.systems[place]
    return tag("tr") {
      tag("td", text: details(system).ended.map(readable) ?? "")
      tag("th", Attribute("scope", "row")) {
        if isThis {
          say(.thisOne)
        } else {
          tag("a", Attribute("href", "\(slugs[place]).html"), text: shortened(system.name, to: 120))
        }
      }
      tag("td", text: system.score ?? say(.none))
      tag("td") {
        if let score = system.score, let low = system.low, let high = system.high {
          axis.drawn(score, low, high, label: "\(score), \(say(.range, low, high))")
        }
      }
    }
  }

  private func difference(of system: Ranking.Entry, _ details: SiteSystem) -> Markup {
    tag("section") {
      tag("h2", text: say(.difference))
      if system.name == input.reference {
        tag("p", .class("lead"), text: say(.isReference))
      } else if let difference = details.difference {
        tag("p", .class("lead")) {
          say(.differenceLead, shortened(input.reference ?? "", to: 120)) + " "
          tag("span", Attribute("lang", "en"), text: shortened(difference.headline, to: 400))
        }
        for part in difference.sections { rows(part) }
      } else {
        tag("p", .class("lead"), text: say(.noDifference))
      }
    }
  }

  private func rows(_ part: Comparison.Section) -> Markup {
    tag("details") {
      tag("summary", Attribute("lang", "en"), text: "\(part.title) (\(part.rows.count))")
      columns([.fact, .here, .there, .note]) {
        part.rows.map { row in
          tag("tr") {
            tag("th", Attribute("scope", "row")) { tag("code", text: shortened(row.name, to: 200)) }
            tag("td", text: shortened(row.a ?? say(.notTold), to: 300))
            tag("td", text: shortened(row.b ?? say(.notTold), to: 300))
            tag("td", .class("unit"), Attribute("lang", "en"), text: shortened(row.remark ?? "", to: 300))
          }
        }
      }
    }
  }

  private func section(_ title: SiteText, _ lead: SiteText?, @MarkupBuilder content: () -> Markup) -> Markup {
    tag("section") {
      tag("h2", text: say(title))
      if let lead { tag("p", .class("lead")) { codes(say(lead)) } }
      content()
    }
  }

  /// A table that scrolls where it is too wide, which a keyboard can reach.
  private func columns(_ names: [SiteText], @MarkupBuilder rows: () -> Markup) -> Markup {
    tag(
      "div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"),
      Attribute("aria-label", names.map { say($0) }.joined(separator: ", "))
    ) {
      tag("table") {
        tag("thead") { tag("tr") { names.map { tag("th", Attribute("scope", "col"), text: say($0)) } } }
        tag("tbody", content: rows)
      }
    }
  }
}

extension Fact.Value {
  /// How a reader sees it.
  var text: String {
    switch self {
    case .amount(let amount, let unit): Scale(unit: unit, around: Fraction(amount).real).text(Fraction(amount).real)
    case .day(let day): day
    case .words(let words): words.joined(separator: ", ")
    }
  }
}
