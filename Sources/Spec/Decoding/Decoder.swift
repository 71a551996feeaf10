internal import Record
internal import Text

/// Reads values by the tables of keys and reports everything that does not fit.
final class Decoder {
  let problems: Problems
  /// The view of the catalogue that decides which keys and entries there are.
  let catalogue: Catalogue
  /// The digest that a missing `sha256` of a mapping should hold, where the file it names is known.
  let digestHint: (YAMLValue) -> Digest?

  init(_ problems: Problems, _ catalogue: Catalogue, digestHint: @escaping (YAMLValue) -> Digest? = { _ in nil }) {
    self.problems = problems
    self.catalogue = catalogue
    self.digestHint = digestHint
  }

  /// The keys of a mapping that stands for itself, such as a whole spec.
  func fields<Keys>(_ value: YAMLValue, _ table: Table<Keys>, _ what: Phrase, in place: Occurrence.Place) throws(Reported) -> Fields<Keys> {
    try Occurrence(value: value, what: what, place: place, decoder: self).fields(table)
  }

  /// Reads all keys of a mapping, in the order of their table.
  ///
  /// A key whose value is wrong keeps that it is reported; the others can be read all the same. Throws where the value is no mapping.
  func mapping(_ occurrence: Occurrence, _ table: KeyList) throws(Reported) -> Mapping {
    let value = occurrence.value
    let shape = WrongShape(problems: problems, what: occurrence.what)
    guard
      let written = value.entries ?? (value.isNothing ? [] : nil)
        ?? shape.entries(of: value, help: "its keys are \(listed(known(table.schema)))")
    else { throw problems.reported(earlier: occurrence.what.description, at: value.span) }
    let meant = reportUnknown(written, table.schema, occurrence.place)
    let mapping = Mapping(value, self)
    mapping.entries.reserveCapacity(table.keys.count)
    for key in table.keys { mapping.entries.append(entry(of: key, written, meant, occurrence, table.schema, mapping)) }
    return mapping
  }

  /// The names of the keys that the catalogue's version has.
  private func known(_ schema: ObjectSchema) -> [String] { schema.keys.filter { $0.since <= catalogue.version }.map(\.name) }

  private func entry(
    of key: any AnyKey, _ written: [Entry], _ meant: [String: UnknownKey.Meaning], _ around: Occurrence, _ schema: ObjectSchema,
    _ siblings: Mapping
  ) -> Mapping.Entry {
    let name = key.schema.name
    let isLater = key.schema.since > catalogue.version
    if !isLater, let entry = written.entry(name) ?? meant[name]?.entry {
      let inner = Occurrence(
        value: entry.value, what: .key(name), place: around.place.inside(name, entry.key.span), decoder: self,
        siblings: siblings)
      return Mapping.Entry(place: (entry.key.span, entry.value.span), outcome: key.outcome(of: inner))
    }
    // A key that is there misspelt is one problem, not two.
    if let meaning = meant[name] { return Mapping.Entry(outcome: key.missing(meaning.reported)) }
    if isLater, key.isDispensable { return Mapping.Entry(outcome: nil) }
    switch key.schema.presence {
    case .required: return Mapping.Entry(outcome: key.missing(reportMissing(key.schema, around, schema)))
    case .optional: return Mapping.Entry(outcome: nil)
    case .standard(let text):
      let standard = Occurrence(
        value: .standard(text, at: around.value.span), what: .key(name), place: around.place, decoder: self, siblings: siblings)
      return Mapping.Entry(outcome: key.outcome(of: standard))
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
    for index in written.indices {
      let key = schema.key(written[index].key.text)
      if let key, key.since <= catalogue.version { continue }
      if problems.isFull { break }
      let unknown = UnknownKey(entry: written[index], written: written, schema: schema, names: known(schema), place: place, decoder: self)
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

extension [Entry] {
  /// The entry of a key, or `nil`.
  fileprivate func entry(_ key: String) -> Entry? { indices.first { self[$0].key.text.isSpelled(key) }.map { self[$0] } }
}

extension YAMLValue {
  /// What stands for the absence of a key.
  fileprivate static func standard(_ text: String, at span: Span) -> YAMLValue {
    switch text {
    case "{}": YAMLValue(span, .mapping([]))
    case "[]": YAMLValue(span, .sequence([]))
    default: YAMLValue(plain: text, at: span)
    }
  }
}
