internal import Record
internal import Text

/// A key that its mapping does not have: what was probably meant, and where it belongs.
struct UnknownKey {
  let entry: Entry
  /// The mapping that it stands in.
  let written: [Entry]
  let schema: ObjectSchema
  /// The keys that there are in this version of the catalogue.
  let names: [String]
  let place: Occurrence.Place
  let decoder: Decoder
  private var key: Key { entry.key }
  private var problems: Problems { decoder.problems }

  /// What stands in the place of the key that was probably meant.
  struct Meaning {
    let reported: Reported
    /// The entry whose value can be read as the key's; `nil` where it belongs inside of the key's value.
    let entry: Entry?
  }

  /// Reports the key; returns the key of the mapping that it stands for.
  func meaning() -> (name: String, meaning: Meaning)? {
    if problems.isFull { return nil }
    if let (character, plain) = LookAlike.found(in: key.text), names.contains(plain) {
      return (plain, meaning(of: plain, reportLookAlike(character, plain)))
    }
    if let name = spelling {
      return (name, meaning(of: name, report("did you mean `\(name)`?", Diagnostic.Fix(key.span, name))))
    }
    if let name = translation {
      return (name, meaning(of: name, report("keys are English words; `\(name)` is missing here: did you mean it?")))
    }
    if let path = KeyHome(catalogue: decoder.catalogue).path(to: key.text, in: schema) {
      let example = path.reversed().reduce("{ \(key.text): … }") { "{ \($1): \($0) }" }
      let reported = report("it belongs in \(listed(path)): `\(example.dropFirst(2).dropLast(2))`")
      return (path[0], Meaning(reported: reported, entry: nil))
    }
    report(help)
    return nil
  }

  /// The key is read as the one that was meant where its value can be one, and where that does not stand there too.
  private func meaning(of name: String, _ reported: Reported) -> Meaning {
    let fits = schema.key(name)?.value.canBe(entry.value) ?? false
    return Meaning(reported: reported, entry: fits && !isWritten(name) ? entry : nil)
  }

  private func isWritten(_ name: String) -> Bool { written.contains { $0.key.text.utf8.elementsEqual(name.utf8) } }

  // MARK: - What was meant

  private var spelling: String? {
    if let word = KeyHome.synonyms[key.text.lowercased()]?.first(where: { names.contains($0) && !isWritten($0) }) { return word }
    return didYouMean(LookAlike.found(in: key.text)?.plain ?? key.text, among: names)
  }

  /// A key in another script stands for the one required key that is missing, if it is the only one of its kind.
  private var translation: String? {
    guard key.text.unicodeScalars.contains(where: { $0.value >= 0x80 && $0.properties.isAlphabetic }) else { return nil }
    let strange = written.filter { entry in !entry.key.text.utf8.allSatisfy { $0 < 0x80 } }
    let missing = schema.keys.filter { $0.presence == .required && !isWritten($0.name) }
    return strange.count == 1 && missing.count == 1 ? missing[0].name : nil
  }

  private var help: String {
    let keys = names.isEmpty ? "it has no keys" : "its keys are \(listed(names, limit: 24))"
    if let above = emptyKeyAbove { return "nothing stands in \(quoted(above)) above it: indent it, if it belongs there; \(keys)" }
    let owners = KeyHome(catalogue: decoder.catalogue).owners(of: key.text)
    if !owners.isEmpty, owners.count < 4 { return "`\(key.text)` is a key of \(owners.joined(separator: ", of ")); \(keys)" }
    return key.text.utf8.allSatisfy { $0 < 0x80 } ? keys : "keys are English words; " + keys
  }

  /// The key right above, where it has no value and takes a mapping.
  private var emptyKeyAbove: String? {
    guard let index = written.firstIndex(where: { $0.key.text == key.text }), index > 0 else { return nil }
    let above = written[index - 1]
    guard above.value.isNothing, let known = schema.key(above.key.text) else { return nil }
    return known.value.canBe(YAMLValue(above.value.span, .mapping([]))) ? above.key.text : nil
  }

  // MARK: - Reports

  @discardableResult
  func report(_ help: String, _ fix: Diagnostic.Fix? = nil) -> Reported {
    problems.error(
      .unknownKey, "unknown key \(quoted(key.text)) in \(place.phrase)", at: key.span, "not a key of \(schema.noun)",
      also: surroundings, help: help, fix: fix)
  }

  private var surroundings: [Diagnostic.Label] {
    guard let name = place.name else { return [] }
    let phrase = place.phrase.description
    let isKey = phrase.utf8.first == UInt8(ascii: "`")
    return [Diagnostic.Label(name, isKey ? "in here" : "in this \(phrase.prefix { $0 != " " && $0 != "`" })")]
  }

  private func reportLookAlike(_ character: LookAlike, _ plain: String) -> Reported {
    let before = key.text.unicodeScalars.prefix { $0 != character.scalar }.reduce(0) { $0 + String($1).utf8.count }
    let length = String(character.scalar).utf8.count
    let span = key.span.text == key.text ? key.span.part(before..<before + length) : key.span
    return problems.error(
      .lookAlike, lookAlikeHeadline(character), at: span, character.description, help: "write `\(plain)`",
      fix: Diagnostic.Fix(key.span, plain))
  }
}

extension Schema {
  /// Whether a value is of the sort that the schema takes: one word, a list or a mapping.
  fileprivate func canBe(_ value: YAMLValue) -> Bool {
    switch self {
    case .list: value.elements != nil
    case .map, .object, .settings, .score, .workload: value.entries != nil
    case .choice: value.elements == nil
    case .oneOrMore(let element): value.elements != nil || element.canBe(value)
    default: value.scalar != nil
    }
  }
}
