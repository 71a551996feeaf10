internal import Text

/// Reads one YAML document into a located tree, within limits, reporting what is wrong with it.
struct DocumentReader: ~Copyable {
  private let source: SourceText
  private let limits: ReadingLimits
  private let problems: Problems
  private let offsets: ScalarOffsets
  private var events: YAMLEvents
  private var eventCount = 0
  private var anchors: [String: Anchor] = [:]

  private enum Anchor {
    /// Its value is still being read, so an alias to it would contain itself.
    case open(Span)
    case closed(Value)
  }

  /// Why reading stopped; the diagnostic is already with the problems.
  private struct Stop: Error {}

  /// The document's value, or `nil` where an error was reported.
  static func read(_ source: SourceText, limits: ReadingLimits = ReadingLimits(), problems: Problems) -> Value? {
    let before = problems.errors
    guard ByteCheck(source: source, limits: limits, problems: problems).passes(),
      var reader = DocumentReader(source, limits, problems)
    else { return nil }
    guard let value = reader.readStream(), problems.errors == before else { return nil }
    return value
  }

  private init?(_ source: SourceText, _ limits: ReadingLimits, _ problems: Problems) {
    let start = source.bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    guard let events = YAMLEvents(source.bytes[start...]) else {
      problems.error(.yamlSyntax, "the text cannot be parsed: memory is short", at: Span(source, 0..<0))
      return nil
    }
    self.source = source
    self.limits = limits
    self.problems = problems
    self.events = events
    offsets = ScalarOffsets(source.bytes, from: start)
  }

  // MARK: - The stream

  private mutating func readStream() -> Value? {
    do {
      _ = try next()
      let first = try next()
      guard case .documentStart = first.kind else {
        problems.error(
          .emptyDocument, "the file holds no document", at: span(first.range), help: "a spec begins with `etalon: 1` and a `name`")
        return nil
      }
      let value = try read(try next(), depth: 1)
      _ = try next()
      try expectEnd()
      return value
    } catch {
      return nil
    }
  }

  private mutating func expectEnd() throws(Stop) {
    let event = try next()
    if case .streamEnd = event.kind { return }
    problems.error(
      .severalDocuments, "a second document in the file", at: span(event.range), "begins here",
      help: "one file holds one spec; put the other into a file of its own")
    throw Stop()
  }

  private mutating func next() throws(Stop) -> YAMLEvent {
    eventCount += 1
    do {
      let event = try events.next()
      guard eventCount <= limits.events else {
        problems.error(
          .tooManyEvents, "the file has more than \(limits.events) parts", at: span(event.range), "here",
          help: "keep data in files of its own, and name them in `datasets`")
        throw Stop()
      }
      return event
    } catch let fault as YAMLFault {
      SyntaxProblem(source: source, offsets: offsets, problems: problems).report(fault)
      throw Stop()
    } catch {
      throw Stop()
    }
  }

  private func span(_ range: Range<Int>) -> Span { Span(source, offsets.bytes(range)) }

  // MARK: - Values

  private mutating func read(_ event: YAMLEvent, depth: Int) throws(Stop) -> Value {
    try checkTag(event)
    let value: Value
    switch event.kind {
    case .alias(let name): return try resolved(name, event, depth: depth)
    case .scalar(let bytes, let style):
      let scalar = Scalar(
        text: String(decoding: bytes, as: UTF8.self), style: style, isTaggedText: event.tag == "!" || event.tag == coreTags + "str")
      value = Value(scalarSpan(event, style), .scalar(scalar))
    case .sequenceStart: value = try readSequence(event, depth: depth)
    case .mappingStart: value = try readMapping(event, depth: depth)
    default:
      problems.error(.yamlSyntax, "a value was expected", at: span(event.range), "here")
      throw Stop()
    }
    try checkSize(value)
    if let anchor = event.anchor { anchors[anchor] = .closed(value) }
    return value
  }

  private func checkTag(_ event: YAMLEvent) throws(Stop) {
    guard let tag = event.tag, tag != "!" else { return }
    let known = ["str", "int", "float", "bool", "null", "map", "seq"].map { coreTags + $0 }
    guard !known.contains(tag) else { return }
    problems.error(
      .unsupportedTag, "the tag \(quoted(tag)) has no meaning in a spec", at: span(event.range), "tagged",
      help: "remove the tag; values take their type from the key they belong to")
    throw Stop()
  }

  private var coreTags: String { "tag:yaml.org,2002:" }

  private func checkSize(_ value: Value) throws(Stop) {
    guard value.count > limits.nodes else { return }
    problems.error(
      .tooManyNodes, "the document has more than \(limits.nodes) values once aliases are followed", at: value.span,
      "grows past the limit here", help: "repeat less; `matrix` and `parameters` make variants")
    throw Stop()
  }

  private mutating func resolved(_ name: String, _ event: YAMLEvent, depth: Int) throws(Stop) -> Value {
    switch anchors[name] {
    case .closed(let value):
      guard depth + value.height <= limits.depth else { throw tooDeep(span(event.range)) }
      return value
    case .open(let anchor):
      problems.error(
        .aliasCycle, "the alias \(quoted("*" + name)) stands inside what it names", at: span(event.range), "would contain itself",
        also: [Diagnostic.Label(anchor, "the anchor is here")])
    case nil:
      let help = didYouMean(name, among: Array(anchors.keys)).map { "did you mean `*\($0)`?" }
      problems.error(
        .unknownAlias, "no anchor is called \(quoted(name))", at: span(event.range), "nothing to refer to",
        help: help ?? "an anchor, `&\(printable(name))`, has to stand before its aliases")
    }
    throw Stop()
  }

  private func tooDeep(_ span: Span) -> Stop {
    problems.error(
      .tooDeep, "lists and mappings are nested more than \(limits.depth) deep", at: span, "one level too many",
      help: "no key of the language needs as much")
    return Stop()
  }

  private mutating func open(_ event: YAMLEvent, depth: Int) throws(Stop) {
    guard depth < limits.depth else { throw tooDeep(span(event.range)) }
    if let anchor = event.anchor { anchors[anchor] = .open(span(event.range)) }
  }

  private mutating func readSequence(_ start: YAMLEvent, depth: Int) throws(Stop) -> Value {
    try open(start, depth: depth)
    var elements: [Value] = []
    var total = 0
    while true {
      let event = try next()
      if case .sequenceEnd = event.kind { return Value(whole(start, event, last: elements.last?.span), .sequence(elements)) }
      let element = try read(event, depth: depth + 1)
      total += element.count
      elements.append(element)
      try checkSum(total, element)
    }
  }

  private mutating func readMapping(_ start: YAMLEvent, depth: Int) throws(Stop) -> Value {
    try open(start, depth: depth)
    var entries: [Entry] = []
    var keys: [String: Span] = [:]
    var total = 0
    while true {
      let event = try next()
      if case .mappingEnd = event.kind { return Value(whole(start, event, last: entries.last?.value.span), .mapping(entries)) }
      let key = try readKey(event)
      let value = try read(try next(), depth: depth + 1)
      total += value.count
      if let first = keys.updateValue(key.span, forKey: key.text) {
        problems.error(
          .duplicateKey, "the key \(quoted(key.text)) stands twice in the same mapping", at: key.span, "again here",
          also: [Diagnostic.Label(first, "first here")], help: "keep one of them")
      } else {
        entries.append(Entry(key: key, value: value))
      }
      try checkSum(total, value)
    }
  }

  private func checkSum(_ total: Int, _ value: Value) throws(Stop) {
    guard total > limits.nodes else { return }
    problems.error(
      .tooManyNodes, "the document has more than \(limits.nodes) values once aliases are followed", at: value.span,
      "grows past the limit here", help: "repeat less; `matrix` and `parameters` make variants")
    throw Stop()
  }

  private mutating func readKey(_ event: YAMLEvent) throws(Stop) -> Key {
    let place = span(event.range)
    guard case .scalar(let bytes, let style) = event.kind else {
      problems.error(.keyNotText, "a key has to be a text", at: place, "a list, mapping or alias as a key", help: "write the key out")
      throw Stop()
    }
    try checkTag(event)
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
    if let anchor = event.anchor { anchors[anchor] = .closed(Value(place, .scalar(Scalar(text: text, style: style)))) }
    return Key(text: text, span: keySpan(place, event))
  }

  /// One-letter keys such as `n` are sizes everywhere; no parser in use takes them for truth values.
  private func isText(_ text: String) -> Bool {
    CoreScalar(text) == .text && (text.utf8.count == 1 || AmbiguousScalar(text) == nil)
  }

  // MARK: - Spans

  /// A key without its anchor and tag.
  private func keySpan(_ span: Span, _ event: YAMLEvent) -> Span {
    event.anchor == nil && event.tag == nil ? span : withoutProperties(span)
  }

  private func scalarSpan(_ event: YAMLEvent, _ style: ScalarStyle) -> Span {
    let whole = span(event.range)
    let bare = event.anchor == nil && event.tag == nil ? whole : withoutProperties(whole)
    return style == .block ? trimmed(bare) : bare
  }

  /// Skips `&anchor` and `!tag` before a scalar.
  private func withoutProperties(_ span: Span) -> Span {
    var rest = source.bytes[span.range]
    while let first = rest.first, first == UInt8(ascii: "&") || first == UInt8(ascii: "!") {
      rest = rest.drop { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
    return rest.isEmpty ? span : Span(source, rest.startIndex..<span.range.upperBound)
  }

  /// libyaml ends block scalars and collections where the next token begins; people see their last character.
  private func trimmed(_ span: Span) -> Span {
    var end = span.range.upperBound
    while end > span.range.lowerBound, [0x20, 0x09, 0x0A, 0x0D].contains(source.bytes[end - 1]) { end -= 1 }
    return Span(source, span.range.lowerBound..<end)
  }

  private func whole(_ start: YAMLEvent, _ end: YAMLEvent, last: Span?) -> Span {
    let from = span(start.range).range.lowerBound
    let isFlow = from < source.bytes.count && [UInt8(ascii: "["), UInt8(ascii: "{")].contains(source.bytes[from])
    let closing = span(end.range).range.upperBound
    // An alias stands where its anchor is, so the last child of a block may lie before the block.
    let to = isFlow ? closing : max(from, last?.source == source ? min(last?.range.upperBound ?? from, closing) : closing)
    return trimmed(Span(source, from..<max(from, to)))
  }
}

/// Where each Unicode scalar of a text begins, in bytes: libyaml counts scalars, places are counted in bytes.
struct ScalarOffsets {
  private let start: Int
  private let end: Int
  /// Empty for ASCII, where both counts are the same.
  private let offsets: [UInt32]

  init(_ bytes: [UInt8], from start: Int) {
    self.start = start
    end = bytes.count
    guard bytes[start...].contains(where: { $0 >= 0x80 }) else {
      offsets = []
      return
    }
    offsets = bytes[start...].indices.filter { bytes[$0] & 0xC0 != 0x80 }.map { UInt32($0) }
  }

  func byte(_ scalar: Int) -> Int {
    if offsets.isEmpty { return min(start + scalar, end) }
    return scalar < offsets.count ? Int(offsets[scalar]) : end
  }

  func bytes(_ scalars: Range<Int>) -> Range<Int> {
    let low = byte(scalars.lowerBound)
    return low..<max(low, byte(scalars.upperBound))
  }
}
