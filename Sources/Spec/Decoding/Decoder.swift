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
  func mapping(_ occurrence: Occurrence, _ table: KeyList) throws(Reported) -> Mapping {
    let value = occurrence.value
    guard let written = value.entries ?? (value.isNothing ? [] : nil) else {
      throw problems.error(
        .wrongType, "\(occurrence.what) has to be a mapping", at: value.span, "this is \(value.noun)",
        help: "its keys are \(listed(known(table.schema)))")
    }
    let meant = reportUnknown(written, table.schema, occurrence.place)
    let mapping = Mapping(value, self)
    mapping.entries.reserveCapacity(table.keys.count)
    for key in table.keys { mapping.entries.append(entry(of: key, written, meant, occurrence, table.schema, mapping)) }
    return mapping
  }

  /// The names of the keys that the catalogue's version has.
  private func known(_ schema: ObjectSchema) -> [String] { schema.keys.filter { $0.since <= catalogue.version }.map(\.name) }

  private func entry(
    of key: any AnyKey, _ written: [Entry], _ meant: [String: Reported], _ around: Occurrence, _ schema: ObjectSchema,
    _ siblings: Mapping
  ) -> Mapping.Entry {
    let isLater = key.schema.since > catalogue.version
    if !isLater, let position = written.firstIndex(where: { $0.key.text.isSpelled(key.schema.name) }) {
      let entry = written[position]
      let inner = Occurrence(
        value: entry.value, what: "the key \(quoted(key.schema.name))", place: around.place.inside(key.schema.name, entry.key.span),
        decoder: self, siblings: siblings)
      return Mapping.Entry(position: position, outcome: key.outcome(of: inner))
    }
    // A key that is there misspelt is one problem, not two.
    if let reported = meant[key.schema.name] { return Mapping.Entry(outcome: key.missing(reported)) }
    if isLater, key.isDispensable { return Mapping.Entry(outcome: nil) }
    switch key.schema.presence {
    case .required: return Mapping.Entry(outcome: key.missing(reportMissing(key.schema, around, schema)))
    case .optional: return Mapping.Entry(outcome: nil)
    case .standard(let text):
      let standard = Occurrence(
        value: .standard(text, at: around.value.span), what: "the key `\(key.schema.name)`", place: around.place, decoder: self,
        siblings: siblings)
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
  private func reportUnknown(_ written: [Entry], _ schema: ObjectSchema, _ place: Occurrence.Place) -> [String: Reported] {
    var meant: [String: Reported] = [:]
    for entry in written {
      let key = schema.key(entry.key.text)
      if let key, key.since <= catalogue.version { continue }
      let names = known(schema)
      let guess = key == nil ? didYouMean(entry.key.text, among: names) : nil
      let help =
        key.map { arrival(of: $0.name, $0.since) } ?? guess.map { "did you mean `\($0)`?" }
        ?? (names.isEmpty ? "it has no keys" : "its keys are \(listed(names))")
      let reported = problems.error(
        .unknownKey, "unknown key \(quoted(entry.key.text)) in \(place.phrase)", at: entry.key.span, "not a key of \(schema.noun)",
        also: surroundings(place), help: help, fix: guess.map { Diagnostic.Fix(entry.key.span, $0) })
      if let guess { meant[guess] = reported }
    }
    return meant
  }

  /// Says which version of the catalogue brought something that an older one lacks.
  func arrival(of name: String, _ since: Int) -> String {
    "`\(name)` came with version \(since) of the catalogue, and this plan is made with version \(catalogue.version)"
  }

  private func surroundings(_ place: Occurrence.Place) -> [Diagnostic.Label] {
    guard let name = place.name else { return [] }
    let isKey = place.phrase.utf8.first == UInt8(ascii: "`")
    return [Diagnostic.Label(name, isKey ? "in here" : "in this \(place.phrase.prefix { $0 != " " && $0 != "`" })")]
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
