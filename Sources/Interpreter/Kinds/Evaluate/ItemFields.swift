internal import Record
internal import Text

/// The fields of an item as templates name them: first what the format declares, as it is asked, then the record's own.
struct ItemFields {
  let item: EvaluationItem
  let mapping: ItemMapping
  /// The solved items that a template takes in as text.
  var shots: String?

  /// The names that a template may use whatever the record's own fields are called.
  static let roles = ["input", "choices", "answer", "answers", "letter", "category", "cluster", "id"]

  /// The value of a path, or `nil` where the item has none.
  func value(_ path: FieldPath) -> JSON? {
    let record = JSON.object(item.fields)
    if path.isRaw { return path.value(in: record) }
    if let shots, path.steps.count == 1, path.steps[0] == "shots" { return .string(shots) }
    return declared(path) ?? path.value(in: record)
  }

  /// Whether a path stands for the question.
  func isInput(_ path: FieldPath) -> Bool { !path.isRaw && (path.steps == ["input"] || path.steps == mapping.input.steps) }

  /// What a path means beyond the record: the value of the role that it begins with, or of the declared field that it begins with.
  private func declared(_ path: FieldPath) -> JSON? {
    func part(_ value: JSON?, behind count: Int) -> JSON? {
      path.steps.count == count ? value : value.flatMap { FieldPath(Array(path.steps.dropFirst(count))).value(in: $0) }
    }
    if let name = path.steps.first, let value = part(role(name), behind: 1) { return value }
    let input = mapping.input.steps
    if path.steps.starts(with: input), let value = part(role("input"), behind: input.count) { return value }
    switch mapping.choices {
    case .one(let choices) where path.steps.starts(with: choices.steps): return part(role("choices"), behind: choices.steps.count)
    case .each(let columns):
      guard let column = columns.firstIndex(where: { $0.steps == path.steps }) else { return nil }
      return item.choices.indices.contains(column) ? .string(item.choices[column]) : nil
    default: return nil
    }
  }

  private func role(_ name: String) -> JSON? {
    switch name {
    case "input": .string(item.input)
    case "choices": item.choices.isEmpty ? nil : .array(item.choices.map { .string($0) })
    case "answer": item.answers.first.map { .string($0) }
    case "answers": item.answers.isEmpty ? nil : .array(item.answers.map { .string($0) })
    case "letter": item.correct.first.flatMap(ItemFields.letter).map { .string($0) }
    case "category": item.stratum.map { .string($0) }
    case "cluster": item.cluster.map { .string($0) }
    case "id": item.id.map { .string($0) }
    default: nil
    }
  }

  /// The letter of a choice by its place.
  private static func letter(_ place: Int) -> String? {
    (0..<26).contains(place) ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(place))) : nil
  }

  /// The names that a template could have meant, for messages.
  var names: [String] { ItemFields.roles.filter { role($0) != nil } + item.fields.members.map(\.name) }

  /// The path that was likely meant by one that leads nowhere.
  func near(_ path: FieldPath) -> String? {
    for count in path.steps.indices {
      var known = path
      known.steps = Array(path.steps.prefix(count))
      let names = count == 0 ? (path.isRaw ? item.fields.members.map(\.name) : names) : value(known)?.members ?? []
      known.steps.append(path.steps[count])
      guard value(known) == nil else { continue }
      guard let near = didYouMean(path.steps[count], among: names) else { return nil }
      known.steps[count] = near
      known.steps += path.steps.dropFirst(count + 1)
      return value(known) == nil ? nil : known.description
    }
    return nil
  }
}

extension JSON {
  /// The names of an object's members; none of another value.
  fileprivate var members: [String] { if case .object(let object) = self { object.members.map(\.name) } else { [] } }
}
