internal import Text

extension DocumentReader {
  mutating func read(_ event: YAMLEvent, depth: Int) throws(Stop) -> YAMLValue {
    checkTag(event)
    let value: YAMLValue
    switch event.kind {
    case .alias(let name): return try resolved(name, event, depth: depth)
    case .scalar(let bytes, let style): value = scalar(event, bytes, style)
    case .sequenceStart: value = try readSequence(event, depth: depth)
    case .mappingStart: value = try readMapping(event, depth: depth)
    default:
      problems.error(.yamlSyntax, "a value was expected", at: span(event.range), "here")
      throw Stop.reported
    }
    try checkSize(value)
    if let anchor = event.anchor { anchors[anchor] = .closed(value) }
    return value
  }

  private func checkTag(_ event: YAMLEvent) {
    guard let tag = event.tag, tag != "!" else { return }
    let known = ["str", "int", "float", "bool", "null", "map", "seq"].map { coreTags + $0 }
    guard !known.contains(tag) else { return }
    problems.error(
      .unsupportedTag, "the tag \(quoted(tag)) has no meaning in a spec", at: span(event.range), "tagged",
      help: "remove the tag; values take their type from the key they belong to")
  }

  private var coreTags: String { "tag:yaml.org,2002:" }

  private func scalar(_ event: YAMLEvent, _ bytes: [UInt8], _ style: ScalarStyle) -> YAMLValue {
    let place = scalarSpan(event, style)
    var scalar = Scalar(
      text: String(decoding: bytes, as: UTF8.self), style: style, isTaggedText: event.tag == "!" || event.tag == coreTags + "str")
    if style == .plain { PlainText(problems: problems, source: source).check(&scalar, place) }
    // What could not be decoded is reported as such.
    scalar.isUnresolved = scalar.isUnresolved || text.isEdited && bytes.contains(0xEF) && scalar.text.unicodeScalars.contains("\u{FFFD}")
    return YAMLValue(place, .scalar(scalar))
  }

  private func checkSize(_ value: YAMLValue) throws(Stop) {
    guard value.count > limits.nodes else { return }
    throw tooManyNodes(value.span)
  }

  private func tooManyNodes(_ span: Span) -> Stop {
    problems.error(
      .tooManyNodes, "the document has more than \(limits.nodes) values once aliases are followed", at: span,
      "grows past the limit here", help: "repeat less; `matrix` and `parameters` make variants")
    return .reported
  }

  private mutating func resolved(_ name: String, _ event: YAMLEvent, depth: Int) throws(Stop) -> YAMLValue {
    switch anchors[name] {
    case .closed(let value):
      guard depth + value.height <= limits.depth else { throw tooDeep(span(event.range)) }
      return value
    case .open(let anchor):
      problems.error(
        .aliasCycle, "the alias \(quoted("*" + name)) stands inside what it names", at: span(event.range), "would contain itself",
        also: [Diagnostic.Label(anchor, "the anchor is here")], help: "write the value out, or move the anchor")
    case nil:
      let help = didYouMean(name, among: Array(anchors.keys)).map { "did you mean `*\($0)`?" }
      problems.error(
        .unknownAlias, "no anchor is called \(quoted(name))", at: span(event.range), "nothing to refer to",
        help: help ?? "an anchor, `&\(printable(name))`, has to stand before its aliases")
    }
    return .unresolved(at: span(event.range))
  }

  private func tooDeep(_ span: Span) -> Stop {
    problems.error(
      .tooDeep, "lists and mappings are nested more than \(limits.depth) deep", at: span, "one level too many",
      help: "no key of the language needs as much")
    return .reported
  }

  private mutating func open(_ event: YAMLEvent, depth: Int) throws(Stop) {
    guard depth < limits.depth else { throw tooDeep(span(event.range)) }
    if let anchor = event.anchor { anchors[anchor] = .open(span(event.range)) }
  }

  private mutating func readSequence(_ start: YAMLEvent, depth: Int) throws(Stop) -> YAMLValue {
    try open(start, depth: depth)
    var elements: [YAMLValue] = []
    var total = 0
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { return YAMLValue(whole(start, event, last: elements.last?.span), .sequence(elements)) }
      let element = try read(event, depth: depth + 1)
      total += element.count
      elements.append(element)
      if total > limits.nodes { throw tooManyNodes(element.span) }
    }
  }

  private mutating func readMapping(_ start: YAMLEvent, depth: Int) throws(Stop) -> YAMLValue {
    try open(start, depth: depth)
    var entries = MappingEntries()
    var total = 0
    while true {
      let event = try next()
      if case .mappingEnd = event.kind {
        let place = whole(start, event, last: entries.all.last?.value.span)
        return entries.isUnreadable ? .unresolved(at: place) : YAMLValue(place, .mapping(entries.all))
      }
      guard let key = try readKey(event, depth: depth) else {
        _ = try read(try next(), depth: depth + 1)
        entries.isUnreadable = entries.isUnreadable || isTemplate(event)
        continue
      }
      let value = try read(try next(), depth: depth + 1)
      suspect(key, event, value)
      total += value.count + key.text.utf8.count / 64
      if key.text == "<<", case .scalar(_, .plain) = event.kind { entries.merge(value) } else { entries.add(key, value, problems) }
      if total > limits.nodes { throw tooManyNodes(value.span) }
    }
  }

  /// `nil` for a key that is no text, which is reported and passed over.
  private mutating func readKey(_ event: YAMLEvent, depth: Int) throws(Stop) -> Key? {
    let place = span(event.range)
    guard case .scalar(let bytes, let style) = event.kind else {
      problems.error(
        .keyNotText, "a key has to be a text", at: place, "a list, mapping or alias as a key",
        help: isTemplate(event) ? "a parameter is taken in as `\"${name}\"`, in one pair of braces behind a `$`" : "write the key out")
      _ = try read(event, depth: depth + 1)
      return nil
    }
    checkTag(event)
    let text = String(decoding: bytes, as: UTF8.self)
    if style == .plain, text == "<<" {
      problems.error(
        .mergeKey, "merge keys are not part of YAML 1.2", at: place, "not supported",
        help: "inherit with `extends`, or repeat the keys")
    } else if style == .plain, event.tag == nil, !isText(text) {
      problems.error(
        .keyNotText, "the key \(quoted(text)) is not a text to every reader of YAML", at: place, "not plainly a text",
        help: "quote it: `\"\(printable(text))\"`", fix: Diagnostic.Fix(place, "\"\(text)\""))
    }
    if let anchor = event.anchor { anchors[anchor] = .closed(YAMLValue(place, .scalar(Scalar(text: text, style: style)))) }
    return Key(text: text, span: keySpan(place, event))
  }

  /// `{{ name }}`, as other tools take in a parameter; YAML reads a mapping as the key of a mapping.
  private func isTemplate(_ event: YAMLEvent) -> Bool {
    let at = span(event.range).range.lowerBound
    return at > 0 && source.text(at - 1..<at + 1) == "{{"
  }

  /// One-letter keys such as `n` are sizes everywhere; no parser in use takes them for truth values.
  private func isText(_ text: String) -> Bool {
    CoreScalar(text) == .text && (text.utf8.count == 1 || AmbiguousScalar(text) == nil)
  }

  /// Notes a key that holds a part of its value, or a character that looks like another.
  private mutating func suspect(_ key: Key, _ event: YAMLEvent, _ value: YAMLValue) {
    guard case .scalar(_, .plain) = event.kind, suspects.count < DocumentReader.mendLimit else { return }
    let mends = SuspectKey(text: text, range: offsets.bytes(event.range), isAlone: value.isNothing).mends
    if !mends.isEmpty { suspects.append(mends) }
  }
}

/// The entries of a mapping while it is read; of two with the same key the first counts.
private struct MappingEntries {
  private(set) var all: [Entry] = []
  private var places: [String: Int] = [:]
  /// Keys that came with a merge key, which every written key replaces.
  private var merged: Set<String> = []
  /// Whether it is a template of another language and no mapping.
  var isUnreadable = false

  mutating func add(_ key: Key, _ value: YAMLValue, _ problems: Problems) {
    if let first = places[key.text] {
      if merged.remove(key.text) != nil {
        all[first] = Entry(key: key, value: value)
        return
      }
      problems.error(
        .duplicateKey, "the key \(quoted(key.text)) stands twice in the same mapping", at: key.span, "again here",
        also: [Diagnostic.Label(all[first].key.span, "first here")], help: "keep one of them")
    } else {
      places[key.text] = all.count
      all.append(Entry(key: key, value: value))
    }
  }

  /// Takes in what a merge key names, so that what is there is not reported as missing.
  mutating func merge(_ value: YAMLValue) {
    for entry in value.entries ?? [] where places[entry.key.text] == nil {
      places[entry.key.text] = all.count
      merged.insert(entry.key.text)
      all.append(entry)
    }
  }
}
