internal import Record
internal import Text

/// The reference page of the language, `docs/language.md`, derived from the tables of keys and from what a catalogue brings.
public func languageReference(_ catalogue: Catalogue) -> String { ReferencePage(language: .current, catalogue: catalogue).text }

/// The page: a section for each kind of mapping, then what keys cannot say.
struct ReferencePage {
  let language: Language
  let catalogue: Catalogue

  var text: String {
    // A mapping without keys has nothing to list.
    let sections = language.objects(catalogue).filter { !known($0).isEmpty }.map(section)
    return ([ReferencePage.introduction] + sections + [ReferencePage.units, ReferencePage.expressions, metrics])
      .joined(separator: "\n\n") + "\n"
  }

  // MARK: - Keys

  private func known(_ object: ObjectSchema) -> [KeySchema] { object.keys.filter { $0.since <= catalogue.version } }

  private func title(of object: ObjectSchema) -> String {
    if object.noun == SpecKeys.noun { return "The spec" }
    let bare = ["a ", "an "].first { object.noun.hasPrefix($0) }.map { String(object.noun.dropFirst($0.count)) } ?? object.noun
    return bare.prefix(1).uppercased() + bare.dropFirst()
  }

  private func section(_ object: ObjectSchema) -> String {
    let rows = known(object).map { "| `\($0.name)` | \(type($0.value)) | \(presence($0.presence)) | \($0.summary)\(arrival($0.since)) |" }
    return "## \(title(of: object))\n\n\(object.summary)\n\n| key | value | if absent | meaning |\n|---|---|---|---|\n"
      + rows.joined(separator: "\n")
  }

  private func arrival(_ since: Int) -> String { since > 1 ? " Since version \(since) of the catalogue." : "" }

  private func presence(_ presence: SettingEntry.Presence) -> String {
    switch presence {
    case .required: "an error"
    case .optional: "nothing"
    case .standard(let text): text == "{}" || text == "[]" ? "empty" : "`\(text)`"
    }
  }

  private func type(_ value: Schema) -> String {
    switch value {
    case .integer(let range) where range.lowerBound != .min:
      range.upperBound == .max ? "whole number from \(range.lowerBound)" : "whole number, \(range.lowerBound) to \(range.upperBound)"
    case .integerOr(let range, let word): "whole number, \(range.lowerBound) to \(range.upperBound), or `\(word)`"
    case .number(let bounds): bounds.phrase.isEmpty ? "number" : "number \(bounds.phrase)"
    case .quantity(let dimension): "\(dimension.noun), such as `\(dimension.example)`"
    case .atLeast(let dimension): "a lower bound, such as `>= \(dimension.example)`"
    case .list(let element): "list: \(type(element))"
    case .either(let one, let other): "\(type(one)), or \(type(other))"
    case .oneOrMore(let element): "\(type(element)); one, or a list"
    case .map(let element, _): "mapping of names: \(type(element))"
    case .choice(let alternatives):
      listed(alternatives(catalogue).filter { $0.unavailable == nil }.map(\.word), joining: "or")
    case .object(let object): object.noun
    case .settings(let key, _): "the settings of what `\(key)` names"
    case .score: "the score tree"
    case .workload: "a workload"
    default: value.noun
    }
  }

  // MARK: - Metrics

  private var metrics: String {
    let rows = language.planners.flatMap { planner in
      planner.describedMetrics(catalogue).filter { $0.since <= catalogue.version }.map { metric in
        let cells = metric.condition.map { "\(planner.word), \($0)" } ?? planner.word
        return "| \(cells) | `\(metric.name)` | \(metric.better.rawValue) | \(metric.summary)\(arrival(metric.since)) |"
      }
    }
    return """
      ## Metrics

      | workload | metric | better | from |
      |---|---|---|---|
      \(rows.joined(separator: "\n"))

      A command has its readings besides, as they are declared.
      """
  }
}
