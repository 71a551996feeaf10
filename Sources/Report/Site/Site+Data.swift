internal import Ranking
internal import Record
internal import Text

// What the index's script computes from: the leaves, the formula, the scale, and the words of the page's language.
extension Site {
  /// The most systems of which the page has every pair's test.
  static let mostTested = 60

  var data: JSON {
    let terms = Dictionary(ranking.formula.terms.enumerated().map { ($0.element.id, $0.offset) }) { first, _ in first }
    var leafIDs: [String: Int] = [:]
    let order = ranking.systems.flatMap { $0.leaves.map(\.id) }.filter { id in
      guard leafIDs[id] == nil else { return false }
      leafIDs[id] = leafIDs.count
      return true
    }
    let ties = tieOrder
    return [
      "facts": factForms, "formula": formulaData, "leafIds": .array(order.map(text)), "scale": scaleData ?? .null,
      "systems": .array(ranking.systems.indices.map { systemData($0, terms, leafIDs, tie: ties[$0]) }),
      "tests": testData, "weights": .array(ranking.formula.branches.map { .string($0.weight) }), "words": wordData,
    ]
  }

  private func text(_ text: String) -> JSON { .string(printable(text)) }

  private var wordData: JSON {
    .object(JSON.Object(SiteText.allCases.map { JSON.Object.Member($0.rawValue, .string(say($0))) }))
  }

  private var formulaData: JSON {
    let terms = ranking.formula.terms.map { term -> JSON in
      [
        "better": .string(term.better.rawValue), "branch": text(term.branch), "id": text(term.id), "metric": text(term.metric),
        "reference": .string(term.reference), "unit": term.unit.map(text) ?? .null, "weight": .string(term.weight),
      ]
    }
    return [
      "branches": .array(ranking.formula.branches.map { text($0.id) }), "mean": .string(ranking.formula.mean.rawValue),
      "terms": .array(terms),
    ]
  }

  private var scaleData: JSON? {
    ranking.scale.map { scale in
      [
        "classes": .array(scale.classes.map { .array([text($0.name), .string($0.from.recordText)]) }),
        "vetoes": .array(scale.vetoes.map { .array([text($0.indicator), .string($0.bound.recordText), text($0.best)]) }),
      ]
    }
  }

  /// The order in which the command lists systems with equal scores.
  private var tieOrder: [Int] {
    let order = ranking.systems.indices.sorted {
      (ranking.systems[$0].name, ranking.systems[$0].root?.hex ?? "") < (ranking.systems[$1].name, ranking.systems[$1].root?.hex ?? "")
    }
    var ties = [Int](repeating: 0, count: order.count)
    for (place, index) in order.enumerated() { ties[index] = place }
    return ties
  }

  private func systemData(_ index: Int, _ terms: [String: Int], _ leafIDs: [String: Int], tie: Int) -> JSON {
    let system = ranking.systems[index]
    let details = details(system)
    let leaves = system.leaves.map { leaf -> JSON in
      .array([
        .number(Double(leafIDs[leaf.id] ?? 0)), .number(Double(terms[leaf.term] ?? 0)), .string(leaf.point), .number(leaf.reach),
        .number(leaf.shift),
      ])
    }
    var data = JSON.Object()
    data["about"] = text(details.about)
    data["covariance"] = .array(Site.entries(of: system.covariance))
    data["division"] = .string(details.division ?? "")
    data["facts"] = factData(system.facts)
    data["fault"] = system.fault.map { text($0.reason) } ?? .null
    data["here"] = system.here.map { .array($0.map { .number(Double($0)) }) } ?? .null
    data["isGraded"] = .bool(system.grade != nil)
    data["isRanked"] = .bool(system.rank != nil)
    data["kind"] = .string(system.kind.rawValue)
    data["leaves"] = .array(leaves)
    data["letters"] = .string(system.letters ?? "")
    data["name"] = text(system.name)
    data["slug"] = .string(slugs[index])
    data["standing"] = .array(system.standing.marks.map { .string($0.rawValue) })
    data["tie"] = .number(Double(tie))
    return .object(data)
  }

  /// What is not 0 of a square, as place, place, value.
  private static func entries(of square: [[Double]]) -> [JSON] {
    square.enumerated().flatMap { row, values in
      values.enumerated().filter { $0.element != 0 }.map {
        .array([.number(Double(row)), .number(Double($0.offset)), .number($0.element)])
      }
    }
  }

  private var testData: JSON {
    guard ranking.systems.count <= Site.mostTested else { return [] }
    let names = Dictionary(ranking.systems.enumerated().map { ($0.element.name, slugs[$0.offset]) }) { first, _ in first }
    return .array(
      ranking.tests.map { test in
        .array([.string(names[test.first] ?? ""), .string(names[test.second] ?? ""), .number(test.p), .number(test.holm)])
      })
  }

  private func factData(_ facts: [Fact]) -> JSON {
    .object(
      JSON.Object(
        Dictionary(facts.map { ($0.name, $0) }) { _, declared in declared }.map { name, fact in
          let value: JSON =
            switch fact.value {
            case .amount(let amount, _): ["amount": .string(amount.recordText)]
            case .day(let day): ["day": text(day)]
            case .words(let words): ["words": .array(words.map(text))]
            }
          return JSON.Object.Member(printable(name), value)
        }))
  }

  /// Every fact that some system has, with its unit.
  var factNames: [(name: String, unit: String?, isDay: Bool)] {
    var forms: [String: (String?, Bool)] = [:]
    for fact in ranking.systems.flatMap(\.facts) where forms[fact.name] == nil {
      switch fact.value {
      case .amount(_, let unit): forms[fact.name] = (unit, false)
      case .day: forms[fact.name] = (nil, true)
      case .words: forms[fact.name] = (nil, false)
      }
    }
    return forms.map { ($0.key, $0.value.0, $0.value.1) }.sorted { $0.0 < $1.0 }
  }

  private var factForms: JSON {
    .object(
      JSON.Object(
        factNames.map { fact in
          JSON.Object.Member(printable(fact.name), ["isDay": .bool(fact.isDay), "unit": fact.unit.map(text) ?? .null])
        }))
  }
}

/// What a filter by standing tells apart.
enum StandingMark: String, CaseIterable {
  case verified, unverified, reproduced, disturbed
}

extension Standing {
  /// The marks that it has.
  var marks: [StandingMark] {
    [isVerified ? .verified : .unverified] + (reproducedBy.isEmpty ? [] : [.reproduced]) + (disturbances.isEmpty ? [] : [.disturbed])
  }
}

extension StandingMark {
  var words: SiteText {
    switch self {
    case .verified: .verified
    case .unverified: .unverified
    case .reproduced: .reproduced
    case .disturbed: .disturbed
    }
  }
}

extension SystemKind {
  var words: SiteText {
    switch self {
    case .chip: .chip
    case .server: .server
    case .cluster: .cluster
    case .model: .model
    }
  }
}

extension RankingFault.Code {
  /// What kind of thing it is, in the words of a site.
  var words: SiteText { RankingFault.Code.siteTexts[self] ?? .reasonOther }

  private static let siteTexts: [RankingFault.Code: SiteText] = [
    .missing: .reasonMissing, .negative: .reasonNegative, .zero: .reasonZero, .beyond: .reasonBeyond, .unit: .reasonUnit,
    .reference: .reasonReference, .weights: .reasonWeights, .fine: .reasonFine, .formula: .reasonFormula, .work: .reasonWork,
    .unverified: .reasonUnverified, .disturbed: .reasonDisturbed, .notIntact: .reasonNotIntact, .empty: .reasonEmpty,
    .repeated: .reasonRepeated, .runs: .reasonRuns, .change: .reasonChange, .stray: .reasonStray, .expired: .reasonExpired,
    .scope: .reasonScope,
  ]
}
