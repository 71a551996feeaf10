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
    if let shots, path.steps == ["shots"] { return .string(shots) }
    for (name, rest) in declared(path) {
      if let value = role(name).flatMap({ FieldPath(rest).value(in: $0) }) { return value }
    }
    return path.value(in: record)
  }

  /// Whether a path stands for the question.
  func isInput(_ path: FieldPath) -> Bool { !path.isRaw && (path.steps == ["input"] || path.steps == mapping.input.steps) }

  /// What a path means beyond the record: the role that it begins with, or the role of the declared field that it begins with.
  private func declared(_ path: FieldPath) -> [(role: String, rest: [String])] {
    var meanings: [(String, [String])] = []
    if let name = path.steps.first, ItemFields.roles.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
      meanings.append((name, Array(path.steps.dropFirst())))
    }
    if path.steps.starts(with: mapping.input.steps) { meanings.append(("input", Array(path.steps.dropFirst(mapping.input.steps.count)))) }
    switch mapping.choices {
    case .one(let choices) where path.steps.starts(with: choices.steps):
      meanings.append(("choices", Array(path.steps.dropFirst(choices.steps.count))))
    case .each(let columns):
      if let column = columns.firstIndex(where: { $0.steps == path.steps }) { meanings.append(("choices", [String(column)])) }
    default: break
    }
    return meanings
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
