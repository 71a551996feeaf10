internal import Ranking
internal import Record

// Filters, own weights and requirements; they work with the page's script alone.
extension Site {
  var controls: Markup {
    scripted {
      tag("h2", text: say(.filters))
      tag("div", .class("controls")) {
        tag("label") {
          say(.search)
          void("input", .id("choose-text"), Attribute("type", "search"), Attribute("autocomplete", "off"))
        }
        choice("kind", .kind, all + kinds)
        choice("division", .division, all + divisions)
        choice("standing", .standing, all + StandingMark.allCases.map { ($0.rawValue, say($0.words)) })
      }
      tag("h2", text: say(.yourNeeds))
      tag("p", .class("lead"), content: { codes(say(.weightsLead)) })
      tag("div", .class("controls sliders")) { ranking.formula.branches.indices.map(slider) }
      tag("p", .id("weights-fault"), Attribute("role", "alert"), .class("why"), text: "")
      tag("p", .id("own-weights"), .class("fine"), Attribute("hidden", ""), text: say(.ownWeights))
      requirements
      tag("div", .class("buttons")) {
        tag("button", .id("reset"), Attribute("type", "button"), text: say(.reset))
        tag("button", .id("save-profile"), Attribute("type", "button"), text: say(.saveProfile))
      }
    }
  }

  private var all: [(value: String, text: String)] { [("", say(.all))] }

  private var kinds: [(value: String, text: String)] {
    SystemKind.allCases.filter { kind in ranking.systems.contains { $0.kind == kind } }.map { ($0.rawValue, say($0.words)) }
  }

  private var divisions: [(value: String, text: String)] {
    Set(ranking.systems.compactMap { details($0).division }).sorted().map { ($0, $0) }
  }

  private func slider(_ place: Int) -> Markup {
    tag("label") {
      shortened(ranking.formula.branches[place].id, to: 60)
      void(
        "input", .id("weight-\(place)"), Attribute("type", "range"), Attribute("min", "0"), Attribute("max", "100"), Attribute("step", "1"))
      tag("output", .id("weight-value-\(place)"), Attribute("for", "weight-\(place)"), text: "")
    }
  }

  private var requirements: Markup {
    tag("div") {
      tag("h3", text: say(.requirements))
      tag("div", .id("needs"), text: "")
      tag("div", .class("controls")) {
        tag("label") {
          say(.fact)
          tag("select", .id("need-fact")) {
            factNames.map { fact in
              tag("option", Attribute("value", fact.name), text: fact.name + (fact.unit.map { " (\($0))" } ?? ""))
            }
          }
        }
        tag("label") {
          say(.condition)
          tag("select", .id("need-sort")) {
            [SiteText.atLeast, .atMost, .oneOf].map { tag("option", Attribute("value", $0.rawValue), text: say($0)) }
          }
        }
        tag("label") {
          say(.value)
          void("input", .id("need-value"), Attribute("type", "text"), Attribute("autocomplete", "off"))
        }
        tag("div") { tag("button", .id("add-need"), Attribute("type", "button"), text: say(.addNeed)) }
      }
    }
  }
}
