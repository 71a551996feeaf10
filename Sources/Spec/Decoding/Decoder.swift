internal import Record

/// Checks a value tree against the table of keys, reporting everything that does not fit.
struct Decoder {
  let problems: Problems
  /// The digest that a missing `sha256` of a mapping should hold, where the file it names is known.
  var digestHint: (Value) -> Digest? = { _ in nil }

  /// Where something stands, for messages: `workload `gemm``, and the place of its name.
  struct Place {
    var phrase: String
    var name: Span?

    /// The place of a key inside this one.
    func inside(_ key: String, _ span: Span) -> Place { Place(phrase: "\(quoted(key)) of \(phrase)", name: span) }
  }

  /// - Parameter what: How messages call the value: `the key `batch``.
  func decode(_ value: Value, as shape: Shape, _ what: String, in place: Place) -> Decoded? {
    if value.isUnresolved { return nil }
    switch shape {
    case .list(let element): return list(value, of: element, what, in: place)
    case .map(let element, let keys): return map(value, of: element, keys, what, in: place)
    case .variant(let variants): return variant(value, variants, what, in: place)
    case .object(let object):
      return decodeObject(value, object, what, in: place).map { Decoded(span: value.span, field: .object($0), scalar: nil) }
    case .score, .workload: return Decoded(span: value.span, field: .raw(value), scalar: nil)
    default: return ScalarDecoder(problems: problems, what: what).decode(value, as: shape)
    }
  }

  /// The keys of a mapping; unknown ones are reported and left out, absent ones take their defaults.
  ///
  /// Returns `nil` where the value is no mapping. A key without a usable value is absent in the answer.
  func decodeObject(_ value: Value, _ shape: ObjectShape, _ what: String, in place: Place) -> Fields? {
    let help = "its keys are \(listed(shape.keys.map(\.name)))"
    guard
      let written = value.entries ?? (value.isNothing ? [] : nil)
        ?? WrongShape(problems: problems, what: what).entries(of: value, help: help)
    else { return nil }
    var entries: [String: Fields.Entry] = [:]
    var (guessed, refused): (Set<String>, Set<String>) = ([], [])
    for entry in written {
      var known = shape.key(entry.key.text)
      if known == nil, let guess = UnknownKey(key: entry.key, shape: shape, place: place, mapping: value).report(to: problems) {
        // What was probably meant is checked as such, where it does not stand there too.
        if guess.isSpelling, value.entry(guess.name) == nil, guessed.insert(guess.name).inserted { known = shape.key(guess.name) }
        guessed.insert(guess.name)
      }
      guard let key = known else { continue }
      // Whose settings they are is not known where that word is wrong, which is reported at the word.
      guard let inner = key.shape.chosen(in: value) else { continue }
      if let decoded = decode(entry.value, as: inner, "the key \(quoted(key.name))", in: place.inside(key.name, entry.key.span)) {
        entries[key.name] = Fields.Entry(key: entry.key.span, value: decoded, isWritten: true)
      } else {
        refused.insert(key.name)
      }
    }
    // A key that is there misspelt is one problem, not two.
    for key in shape.keys where !written.contains(where: { $0.key.text == key.name }) && !guessed.contains(key.name) {
      addAbsent(key, to: &entries, shape, value, place)
    }
    return Fields(span: value.span, entries: entries, refused: refused)
  }

  private func addAbsent(_ key: KeyShape, to entries: inout [String: Fields.Entry], _ shape: ObjectShape, _ value: Value, _ place: Place) {
    let span = value.span
    switch key.presence {
    case .optional: return
    case .required:
      let hint = key.name == "sha256" ? digestHint(value) : nil
      problems.error(
        .missingKey, "the key \(quoted(key.name)) is missing in \(place.phrase)", at: place.name ?? span.part(0..<0),
        "\(shape.noun) needs `\(key.name)`",
        help: hint.map { "of the file as it is now: `sha256: \($0.hex)`" } ?? "`\(key.name)`: " + key.summary)
    case .standard(let text):
      let absent: Value =
        text == "{}" ? Value(span, .mapping([])) : text == "[]" ? Value(span, .sequence([])) : Value(plain: text, at: span)
      if let decoded = decode(absent, as: key.shape, "the key `\(key.name)`", in: place) {
        entries[key.name] = Fields.Entry(key: span, value: decoded, isWritten: false)
      }
    }
  }

  private func list(_ value: Value, of element: Shape, _ what: String, in place: Place) -> Decoded? {
    guard let elements = value.elements ?? WrongShape(problems: problems, what: what).elements(of: value) else { return nil }
    let decoded = elements.compactMap { decode($0, as: element, "an entry of \(what)", in: place) }
    return decoded.count == elements.count ? Decoded(span: value.span, field: .list(decoded), scalar: nil) : nil
  }

  private func map(_ value: Value, of element: Shape, _ keys: Shape.MapKeys, _ what: String, in place: Place) -> Decoded? {
    let help = "write `name: value` pairs"
    guard
      let entries = value.entries ?? (value.isNothing ? [] : nil)
        ?? WrongShape(problems: problems, what: what).entries(of: value, help: help)
    else { return nil }
    var decoded: [(key: Key, value: Decoded)] = []
    for entry in entries {
      if keys == .names { _ = ScalarDecoder(problems: problems, what: what).isName(entry.key.text, at: entry.key.span) }
      let inner = Place(phrase: Decoder.entryPhrase(entry.key.text, of: place), name: entry.key.span)
      guard let value = decode(entry.value, as: element, Decoder.entryPhrase(entry.key.text, of: place), in: inner) else { continue }
      decoded.append((entry.key, value))
    }
    return Decoded(span: value.span, field: .map(decoded), scalar: nil)
  }

  /// "dataset `digits`" for an entry of "`datasets` of the spec".
  private static func entryPhrase(_ key: String, of place: Place) -> String {
    let singular = [
      "targets": "target", "datasets": "dataset", "subjects": "subject", "parameters": "parameter", "outputs": "output",
      "readings": "reading",
    ]
    for (plural, noun) in singular.sorted(by: { $0.key < $1.key }) where place.phrase.hasPrefix("`\(plural)`") {
      return "\(noun) \(quoted(key))"
    }
    return "\(quoted(key)) of \(place.phrase)"
  }

  private func variant(_ value: Value, _ variants: [Shape.Variant], _ what: String, in place: Place) -> Decoded? {
    let offered = variants.filter { $0.unavailable == nil }.map(\.word)
    let word: (text: String, span: Span)
    let body: Value
    if let scalar = value.scalar, !value.isNothing {
      word = (scalar.text, value.span)
      body = Value(value.span, .mapping([]))
    } else if let entries = value.entries, entries.count == 1, let only = entries.first {
      word = (only.key.text, only.key.span)
      body = only.value
    } else {
      problems.error(
        .wrongType, "\(what) has to be \(listed(offered, joining: "or")), alone or with settings", at: value.span, "this is \(value.noun)",
        help: "write `\(offered[0])`, or `{ \(offered[0]): { … } }`")
      return nil
    }
    guard let variant = variants.first(where: { $0.word == word.text }) else {
      problems.error(
        .unknownChoice, "\(what) cannot be \(quoted(word.text))", at: word.span, "not one of its choices",
        help: didYouMean(word.text, among: offered).map { "did you mean `\($0)`?" } ?? "it is \(listed(offered, joining: "or"))")
      return nil
    }
    if let unavailable = variant.unavailable {
      problems.error(
        .kindNotAvailable, "\(unavailable) is not available in this version", at: word.span, "known, but not carried out yet",
        help: "this version has \(listed(offered))")
      return nil
    }
    let inner = Place(phrase: quoted(word.text) + " in " + place.phrase, name: word.span)
    guard let fields = decodeObject(body, variant.keys, quoted(word.text), in: inner) else { return nil }
    return Decoded(span: value.span, field: .variant(word.text, fields), scalar: nil)
  }
}

extension Shape {
  /// The shape of a value in a mapping: where it depends on another key's word, the one of that word; `nil` for no such word.
  func chosen(in mapping: Value) -> Shape? {
    guard case .settings(let key, let variants) = self else { return self }
    let word = mapping[key]?.scalar?.text
    return variants.first { $0.word == word }.map { .object($0.keys) }
  }
}

extension Value {
  /// A key without a value, `key:`.
  var isNothing: Bool {
    guard let scalar, scalar.isPlain else { return false }
    return CoreScalar(scalar.text) == .null
  }
}
