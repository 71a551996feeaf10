internal import Text

/// A value of a spec where it stands, in the hands of a shape.
struct Occurrence {
  let value: YAMLValue
  /// How messages call it: `the key `batch``.
  let what: Phrase
  /// The mapping or entry around its parts, for messages about them.
  let place: Place
  let decoder: Decoder
  /// The keys before it in the table of the same mapping.
  var siblings: Mapping?

  /// Where something stands, for messages: `workload `gemm``, and the place of its name.
  struct Place {
    var phrase: Phrase
    var name: Span?

    /// The place of a key inside this one.
    func inside(_ key: String, _ span: Span) -> Place { Place(phrase: .part(key, of: phrase), name: span) }
  }

  private var problems: Problems { decoder.problems }

  /// Stops where an earlier step could not tell what the value is.
  func check() throws(Reported) {
    guard value.scalar?.isUnresolved ?? false else { return }
    throw problems.reported(earlier: "a parameter", at: value.span)
  }

  /// What came of another key of the same mapping.
  func sibling<Output>(_ key: TypedKey<Output>) throws(Reported) -> Output {
    guard let siblings else { throw problems.fault("\(what) depends on `\(key.schema.name)`, which is not read before it", at: value.span) }
    return try siblings.value(key)
  }

  // MARK: - Collections

  /// The elements of a list.
  func elements() throws(Reported) -> [Occurrence] {
    try check()
    guard let elements = value.elements ?? WrongShape(problems: problems, what: what).elements(of: value) else {
      throw problems.reported(earlier: what.description, at: value.span)
    }
    return elements.map { Occurrence(value: $0, what: .entry(of: what), place: place, decoder: decoder) }
  }

  /// The entries of a mapping whose names the spec chooses.
  func entries(_ keys: Schema.MapKeys, each noun: String?) throws(Reported) -> [(key: Key, value: Occurrence)] {
    try check()
    let shape = WrongShape(problems: problems, what: what)
    guard let entries = value.entries ?? (value.isNothing ? [] : nil) ?? shape.entries(of: value, help: "write `name: value` pairs") else {
      throw problems.reported(earlier: what.description, at: value.span)
    }
    return entries.map { entry in
      if keys == .names { checkName(entry.key) }
      let phrase: Phrase = noun.map { .named(entry.key.text, noun: $0) } ?? .part(entry.key.text, of: place.phrase)
      let inner = Place(phrase: phrase, name: entry.key.span)
      return (entry.key, Occurrence(value: entry.value, what: phrase, place: inner, decoder: decoder))
    }
  }

  /// Reports a name that is none; its entry is read all the same.
  private func checkName(_ key: Key) { _ = Outcome(try languageName(key.text, at: key.span, problems)) }

  /// The keys of a table.
  func mapping<Keys>(_ table: Table<Keys>) throws(Reported) -> Mapping {
    try check()
    return try decoder.mapping(self, table.list)
  }

  /// The keys of a table, to be read by their names.
  func fields<Keys>(_ table: Table<Keys>) throws(Reported) -> Fields<Keys> {
    Fields(keys: table.keys, mapping: try mapping(table))
  }

  // MARK: - Choices

  /// What the chosen alternative reads from its settings.
  func chosen<Output>(among alternatives: [TypedAlternative<Output>]) throws(Reported) -> Output {
    try check()
    let offered = alternatives.filter { $0.schema.unavailable == nil }.map(\.schema.word)
    let (word, body) = try choice(offered)
    guard let alternative = alternatives.first(where: { $0.schema.word.isSpelled(word.text) }) else {
      throw problems.error(
        .unknownChoice, "\(what) cannot be \(quoted(word.text))", at: word.span, "not one of its choices",
        help: didYouMean(word.text, among: offered).map { "did you mean `\($0)`?" } ?? "it is \(listed(offered, joining: "or"))")
    }
    if let unavailable = alternative.schema.unavailable {
      throw problems.error(
        .kindNotAvailable, "\(unavailable) is not available in this version", at: word.span, "known, but not carried out yet",
        help: "this version has \(listed(offered))")
    }
    let inner = Place(phrase: .choice(word.text, in: place.phrase), name: word.span)
    return try alternative.read(Occurrence(value: body, what: .word(word.text), place: inner, decoder: decoder))
  }

  /// Refuses a word that is known and not carried out yet.
  func refuse(_ coming: ComingWords, offering words: [String]) throws(Reported) {
    guard let word = value.scalar?.text, coming.words.contains(word.lowercased()) else { return }
    throw problems.error(
      .kindNotAvailable, "\(coming.phrase) are not available in this version", at: value.span, "known, but not carried out yet",
      help: "this version has \(listed(words))")
  }

  /// The chosen word and its settings, which are empty where the word stands alone.
  private func choice(_ offered: [String]) throws(Reported) -> (word: Key, body: YAMLValue) {
    if let scalar = value.scalar, !value.isNothing {
      return (Key(text: scalar.text, span: value.span), YAMLValue(value.span, .mapping([])))
    }
    if let entries = value.entries, entries.count == 1, let only = entries.first { return (only.key, only.value) }
    let example = offered.first ?? "…"
    throw problems.error(
      .wrongType, "\(what) has to be \(listed(offered, joining: "or")), alone or with settings", at: value.span, "this is \(value.noun)",
      help: "write `\(example)`, or `{ \(example): { … } }`")
  }
}

extension YAMLValue {
  /// A key without a value, `key:`.
  var isNothing: Bool {
    guard let scalar, scalar.isPlain else { return false }
    return CoreScalar(scalar.text) == .null
  }
}
