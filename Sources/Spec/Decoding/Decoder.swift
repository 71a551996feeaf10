internal import Record
internal import Text

/// Reads values by the tables of keys and reports everything that does not fit.
final class Decoder {
  let problems: Problems
  /// The view of the catalogue that decides which keys and entries there are.
  let catalogue: Catalogue
  /// The digest that a missing `sha256` of a mapping should hold, where the file it names is known.
  let digestHint: (Value) -> Digest?

  init(_ problems: Problems, _ catalogue: Catalogue, digestHint: @escaping (Value) -> Digest? = { _ in nil }) {
    self.problems = problems
    self.catalogue = catalogue
    self.digestHint = digestHint
  }

  /// The keys of a mapping that stands for itself, such as a whole spec.
  func fields<Keys>(_ value: Value, _ table: Table<Keys>, _ what: String, in place: Occurrence.Place) throws(Reported) -> Fields<Keys> {
    try Occurrence(value: value, what: what, place: place, decoder: self).fields(table)
  }

  /// Reads all keys of a mapping, in the order of their table.
  ///
  /// A key whose value is wrong keeps that it is reported; the others can be read all the same. Throws where the value is no mapping.
  func mapping(_ occurrence: Occurrence, _ schema: ObjectSchema, _ keys: [any AnyKey]) throws(Reported) -> Mapping {
    let value = occurrence.value
    let shape = WrongShape(problems: problems, what: occurrence.what)
    guard
      let written = value.entries ?? (value.isNothing ? [] : nil)
        ?? shape.entries(of: value, help: "its keys are \(listed(known(schema)))")
    else { throw problems.reported(earlier: occurrence.what, at: value.span) }
    let meant = reportUnknown(written, schema, occurrence.place)
    var mapping = Mapping(span: value.span, decoder: self)
    for key in keys { mapping.entries.append(read(key, written, meant, occurrence, schema, mapping)) }
    return mapping
  }

  /// The names of the keys that the catalogue's version has.
  private func known(_ schema: ObjectSchema) -> [String] { schema.keys.filter { $0.since <= catalogue.version }.map(\.name) }

  private func read(
    _ key: any AnyKey, _ written: [Entry], _ meant: [String: UnknownKey.Meaning], _ around: Occurrence, _ schema: ObjectSchema, _ siblings: Mapping
  ) -> Mapping.Entry {
    let name = key.schema.name
    if key.schema.since <= catalogue.version, let entry = written.first(where: { $0.key.text.utf8.elementsEqual(name.utf8) }) ?? meant[name]?.entry {
      let inner = Occurrence(
        value: entry.value, what: "the key \(quoted(name))", place: around.place.inside(name, entry.key.span), decoder: self,
        siblings: siblings)
      return Mapping.Entry(name: name, key: entry.key.span, value: entry.value.span, isWritten: true, outcome: key.outcome(of: inner))
    }
    let span = around.value.span
    return Mapping.Entry(name: name, key: span, value: span, outcome: absence(key, meant, around, schema, siblings))
  }

  /// What a key has that the spec does not write.
  private func absence(
    _ key: any AnyKey, _ meant: [String: UnknownKey.Meaning], _ around: Occurrence, _ schema: ObjectSchema, _ siblings: Mapping
  ) -> any AnyOutcome {
    // A key that is there misspelt is one problem, not two.
    if let meaning = meant[key.schema.name] { return key.missing(meaning.reported) }
    if key.schema.since > catalogue.version, let nothing = key.absence { return nothing }
    switch key.schema.presence {
    case .required: return key.missing(reportMissing(key.schema, around, schema))
    case .optional:
      return key.absence ?? key.missing(problems.fault("`\(key.schema.name)` has no way to be absent", at: around.value.span))
    case .standard(let text):
      return key.outcome(
        of: Occurrence(
          value: .standard(text, at: around.value.span), what: "the key `\(key.schema.name)`", place: around.place, decoder: self,
          siblings: siblings))
    }
  }

  private func reportMissing(_ key: KeySchema, _ around: Occurrence, _ schema: ObjectSchema) -> Reported {
    var hint: Digest?
    if case .digest = key.value { hint = digestHint(around.value) }
    return problems.error(
      .missingKey, "the key \(quoted(key.name)) is missing in \(around.place.phrase)",
      at: around.place.name ?? around.value.span.part(0..<0), "\(schema.noun) needs `\(key.name)`",
      help: hint.map { "of the file as it is now: `\(key.name): \($0.hex)`" } ?? "`\(key.name)`: " + key.summary)
  }

  // MARK: - Keys that the table lacks

  /// Reports keys that there are none of, and returns those that were probably meant.
  private func reportUnknown(_ written: [Entry], _ schema: ObjectSchema, _ place: Occurrence.Place) -> [String: UnknownKey.Meaning] {
    var meant: [String: UnknownKey.Meaning] = [:]
    for entry in written {
      let key = schema.key(entry.key.text)
      if let key, key.since <= catalogue.version { continue }
      let unknown = UnknownKey(entry: entry, written: written, schema: schema, names: known(schema), place: place, decoder: self)
      if let key {
        unknown.report(arrival(of: key.name, key.since))
      } else if let (name, meaning) = unknown.meaning(), meant[name] == nil {
        meant[name] = meaning
      }
    }
    return meant
  }

  /// Says which version of the catalogue brought something that an older one lacks.
  func arrival(of name: String, _ since: Int) -> String {
    "`\(name)` came with version \(since) of the catalogue, and this plan is made with version \(catalogue.version)"
  }
}

extension Value {
  /// What stands for the absence of a key.
  fileprivate static func standard(_ text: String, at span: Span) -> Value {
    switch text {
    case "{}": Value(span, .mapping([]))
    case "[]": Value(span, .sequence([]))
    default: Value(plain: text, at: span)
    }
  }
}
