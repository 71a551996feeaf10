internal import Ranking
internal import Record
internal import Text

// The leaderboard.
extension Site {
  var index: Markup {
    page(
      "\(shortened(input.title, to: 120)) · Etalon", path: "index.html", scripts: [exactScript, boardScript], data: data
    ) {
      tag("header", .class("masthead")) {
        tag("p", .class("eyebrow"), text: "Etalon · \(say(.leaderboard))")
        tag("h1", text: shortened(input.title, to: 200))
        tag(
          "p", .class("subtitle"),
          text: say(.subtitle, grouped(ranking.systems.count), shortened(ranking.formula.source, to: 200), say(ranking.formula.mean.words)))
        links(path: "index.html")
      }
      tag("main", .id("main")) {
        scaleCard
        obstacles
        controls
        table
        plots
        comparison
        openPlans
      }
    }
  }

  @MarkupBuilder private var scaleCard: Markup {
    if let scale = ranking.scale {
      tag("section") {
        tag("h2", text: shortened(scale.title, to: 200))
        if ranking.obstacles.contains(where: { $0.code == .expired }) {
          tag("div", .class("notice warn")) { tag("h2", .class("notice-title"), text: say(.reasonExpired)) }
        }
        tag("p", .class("lead"), text: say(.scaleWords, scale.name, scale.edition, scale.expires, scale.referenceClass))
        if let origin = ranking.scaleOrigin { tag("p", .class("fine"), text: originWords(origin)) }
        tag("p", .class("fine")) {
          scale.classes.map { say(.classFrom, $0.name, $0.from.description) }.joined(separator: " · ")
        }
        for veto in scale.vetoes {
          tag("p", .class("fine"), text: say(.vetoWords, veto.indicator, boundWords(veto), veto.best))
        }
      }
    }
  }

  private func originWords(_ origin: Ranking.ScaleOrigin) -> String {
    if let author = origin.author { return say(.scaleSigned, shortened(author, to: 120)) }
    return origin.keyid.map { say(.scaleUnknown, String($0.prefix(16)) + "…") } ?? say(.scaleUnsigned)
  }

  private func boundWords(_ veto: Veto) -> String {
    let unit = ranking.formula.terms.first { $0.id == veto.indicator }?.unit ?? ""
    let value = Fraction(veto.bound).real
    return Scale(unit: unit, around: value).text(value)
  }

  /// What is to be known before the table; systems with the same reason share a line.
  @MarkupBuilder private var obstacles: Markup {
    if !ranking.obstacles.isEmpty {
      tag("section") {
        tag("div", .class("notice warn")) {
          tag("h2", .class("notice-title"), text: say(.known))
          tag("ul") { groupedObstacles.map(obstacle) }
        }
      }
    }
  }

  private func obstacle(_ reason: Ranking.Obstacle) -> Markup {
    let names = reason.systems.prefix(4).map { shortened($0, to: 60) }
    let rest = reason.systems.count - names.count
    let isAll = reason.systems.count == ranking.systems.count && names.count > 1
    let who = isAll ? say(.allSystems) : names.joined(separator: ", ") + (rest > 0 ? " " + say(.andMore, "\(rest)") : "")
    return tag("li") {
      tag("strong", text: "\(say(reason.isRefusal ? .notRanked : .note)): \(say(reason.code.words))")
      who.isEmpty ? " – " : " (\(who)): "
      tag("span", Attribute("lang", "en")) { codes(shortened(reason.reason, to: 300)) }
      " "
      tag("code", text: "etalon explain \(reason.code.rawValue)")
    }
  }

  private var groupedObstacles: [Ranking.Obstacle] {
    var found: [Ranking.Obstacle] = []
    for obstacle in ranking.obstacles {
      let place = found.firstIndex { ($0.code, $0.reason, $0.isRefusal) == (obstacle.code, obstacle.reason, obstacle.isRefusal) }
      if let place { found[place].systems += obstacle.systems } else { found.append(obstacle) }
    }
    return found
  }

  private var table: Markup {
    let at = SiteAxis(ranking.systems.flatMap { [$0.low, $0.high].compactMap { $0.flatMap(Double.init) } })
    return tag("section") {
      tag("p", .id("shown"), Attribute("role", "status"), .class("fine"), text: "")
      tag("div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", say(.board))) {
        tag("table", .id("board")) {
          tag("caption", text: say(.tableCaption))
          tag("thead") {
            tag("tr") {
              [SiteText.rank, .system, .grade, .score, .interval, .group, .ranksHere, .verifiedBy].map {
                tag("th", Attribute("scope", "col"), text: say($0))
              }
            }
          }
          tag("tbody") { ranking.systems.indices.map { row($0, at) } }
        }
      }
      tag("p", .class("buttons")) {
        tag("button", .id("show-all"), Attribute("type", "button"), Attribute("hidden", ""), text: say(.showAll))
      }
    }
  }

  private func row(_ index: Int, _ axis: SiteAxis) -> Markup {
    let system = ranking.systems[index]
    return tag("tr") {
      tag("td", text: system.rank.map { "\($0)" } ?? "–")
      tag("th", Attribute("scope", "row"), .class("name")) {
        tag("a", Attribute("href", "systems/\(slugs[index]).html"), text: shortened(system.name, to: 120))
        tag("span", .class("tags"), text: tags(of: system))
        tag("span", .class("why"), text: "")
      }
      tag("td", text: gradeWords(system.grade) ?? say(.none))
      tag("td", text: system.score ?? say(.none))
      tag("td") {
        if let words = intervalWords(system), let score = system.score {
          tag("span", text: words)
          axis.drawn(score, system.low ?? score, system.high ?? score, label: "\(score), \(words)")
        }
      }
      tag("td", text: system.letters ?? "")
      tag("td", text: rangeWords(system.here))
      tag("td", text: system.standing.marks.map { say($0.words) }.joined(separator: ", "))
    }
  }

  private func tags(of system: Ranking.Entry) -> String {
    let details = details(system)
    let day = details.ended.map { String($0.recordText.prefix(10)) }
    return [say(system.kind.words), details.division, day, details.about.isEmpty ? nil : shortened(details.about, to: 120)]
      .compactMap(\.self).joined(separator: " · ")
  }

  func gradeWords(_ grade: GradeRange?) -> String? {
    grade.map { grade in
      (grade.worst == grade.best ? grade.worst : say(.gradeRange, grade.best, grade.worst))
        + (grade.cappedBy.isEmpty ? "" : " " + say(.capped))
    }
  }

  func intervalWords(_ system: Ranking.Entry) -> String? {
    guard let low = system.low, let high = system.high else { return nil }
    return low == high && low == system.score ? say(.exact) : say(.range, low, high)
  }

  private func rangeWords(_ ranks: [Int]?) -> String {
    guard let ranks, ranks.count == 2 else { return "" }
    return ranks[0] == ranks[1] ? "\(ranks[0])" : say(.range, "\(ranks[0])", "\(ranks[1])")
  }

  /// One place for each metric, drawn when a reader opens it.
  private var plots: Markup {
    scripted {
      tag("h2", text: say(.plots))
      tag("p", .class("lead"), text: say(.plotsLead))
      for (place, term) in ranking.formula.terms.enumerated() {
        tag("details", .class("plot"), Attribute("data-term", "\(place)")) {
          tag("summary") { breakable(shortened(term.metric, to: 120)) }
          tag(
            "div", .class("plot-body"), Attribute("tabindex", "0"), Attribute("role", "region"),
            Attribute("aria-label", shortened(term.metric, to: 120)), text: "")
        }
      }
    }
  }

  private var comparison: Markup {
    scripted {
      tag("h2", text: say(.compare))
      tag("div", .class("controls")) {
        choice("a", .first, [("", say(.choose))])
        choice("b", .second, [("", say(.choose))])
      }
      tag(
        "div", .id("comparison"), .class("plot-body"), Attribute("tabindex", "0"), Attribute("role", "region"),
        Attribute("aria-label", say(.compare)), text: "")
    }
  }

  @MarkupBuilder private var openPlans: Markup {
    if !input.openPlans.isEmpty {
      tag("section") {
        tag("h2", text: say(.openPlans))
        tag("p", .class("lead"), text: say(.openLead))
        tag("div", .class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), Attribute("aria-label", say(.openPlans))) {
          tag("table") {
            tag("thead") {
              tag("tr") { [SiteText.entry, .plan, .builder, .time, .note].map { tag("th", Attribute("scope", "col"), text: say($0)) } }
            }
            tag("tbody") {
              input.openPlans.map { plan in
                tag("tr") {
                  tag("td", text: "\(plan.entry)")
                  tag("td") { tag("code", text: plan.plan.short) }
                  tag("td", text: shortened(plan.builder, to: 80))
                  tag("td", text: readable(plan.time))
                  tag("td", Attribute("lang", "en")) { codes(shortened(plan.doubt ?? "", to: 200)) }
                }
              }
            }
          }
        }
      }
    }
  }

  /// A section that stands hidden until the page's script shows it.
  func scripted(@MarkupBuilder content: () -> Markup) -> Markup {
    tag("section", .class("scripted"), Attribute("hidden", ""), content: content)
  }

  /// A list to choose from, with its label.
  func choice(_ key: String, _ label: SiteText, _ options: [(value: String, text: String)]) -> Markup {
    tag("label") {
      say(label)
      tag("select", .id("choose-\(key)")) { options.map { tag("option", Attribute("value", $0.value), text: $0.text) } }
    }
  }
}

extension Weighting.Mean {
  var words: SiteText {
    switch self {
    case .geometric: .geometric
    case .arithmetic: .arithmetic
    case .harmonic: .harmonic
    }
  }
}
