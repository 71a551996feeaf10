internal import Record
internal import Text

/// Reads one scalar by its schema.
struct ScalarReader {
  let scalar: Scalar
  let span: Span
  /// How messages call the value: `the key `batch``.
  let what: Phrase
  let schema: Schema
  let problems: Problems

  /// The scalar of an occurrence; something else in its place, and one that means two things, are reported.
  init(_ occurrence: Occurrence, _ schema: Schema) throws(Reported) {
    try self.init(occurrence.value, schema, occurrence.what, occurrence.decoder.problems)
  }

  init(_ value: YAMLValue, _ schema: Schema, _ what: Phrase, _ problems: Problems) throws(Reported) {
    guard let scalar = value.scalar else {
      throw problems.error(
        .wrongType, "\(what) has to be \(schema.noun)", at: value.span, "this is \(value.noun)",
        help: schema.example.map { "such as \($0)" })
    }
    guard !scalar.isUnresolved else { throw problems.reported(earlier: "a parameter", at: value.span) }
    span = value.span
    self.what = what
    self.schema = schema
    if schema.takesAnyText { value.warnOfQuotes(problems) }
    if !schema.takesAnyText, let plain = value.withoutLookAlikes(problems)?.scalar {
      // What else is wrong with it may be for the same reason.
      (self.scalar, self.problems) = (plain, Problems())
    } else {
      (self.scalar, self.problems) = (scalar, problems)
    }
    try checkAmbiguity()
  }

  func wrong(_ expected: String, help: String? = nil) -> Reported {
    problems.error(.wrongType, "\(what) has to be \(expected)", at: span, "this is \(scalar.noun)", help: help)
  }

  func outOfRange(_ range: String, help: String? = nil) -> Reported {
    problems.error(.outOfRange, "\(what) cannot be \(quoted(scalar.text))", at: span, "has to be \(range)", help: help)
  }

  /// What no spec can provoke.
  var fault: Reported { problems.fault("\(what) is neither read nor refused", at: span) }

  // MARK: - Texts

  func text() throws(Reported) -> String {
    guard scalar.isPlain else { return scalar.text }
    switch CoreScalar(scalar.text) {
    case .text: return scalar.text
    case .null: throw wrong("a text", help: "write the text, or remove the key")
    case .bool, .integer, .float: throw wrong("a text", help: "quote it: `\"\(printable(scalar.text))\"`")
    }
  }

  /// A condition may be a bare word such as `true` that is no text to YAML, so only nothing at all is refused here.
  func expression() throws(Reported) -> WrittenText {
    guard !scalar.text.allSatisfy(\.isWhitespace), !(scalar.isPlain && CoreScalar(scalar.text) == .null) else {
      throw wrong("an expression", help: "such as `accuracy >= 0.97`")
    }
    return WrittenText(text: scalar.text, place: TextPlace(scalar, span), isQuoted: scalar.style != .plain)
  }

  func name() throws(Reported) -> String {
    try languageName(scalar.text, at: span, problems)
    return scalar.text
  }

  func path() throws(Reported) -> String {
    let text = try text()
    let isSound = !text.isEmpty && text.utf8.count <= 1024 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    guard isSound, !text.hasPrefix("/"), !text.hasPrefix("~") else {
      throw problems.error(
        .notAPath, "\(what) has to be a path relative to the spec", at: span, "not a relative path",
        help: "a spec that names places of one machine runs on no other; write it from the spec's folder, such as `data/items.csv`")
    }
    return text
  }

  func url() throws(Reported) -> String {
    let text = try text()
    let scheme = ["http://", "https://"].first { text.hasPrefix($0) }
    let rest = text.utf8.dropFirst(scheme?.utf8.count ?? 0)
    let host = rest.prefix { $0 != UInt8(ascii: "/") }
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && text.utf8.count <= 2048
    let parts: [UInt8] = [UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@")]
    guard scheme != nil, !host.isEmpty, isPlain, !rest.contains(where: { parts.contains($0) }) else {
      throw problems.error(
        .notAURL, "\(what) has to be an address", at: span, "not an `http` or `https` address",
        help: "such as `http://127.0.0.1:8080/v1`, without user, password, query or fragment")
    }
    return text
  }

  func digest() throws(Reported) -> Digest {
    if let digest = Digest(hex: scalar.text) { return digest }
    let count = scalar.text.unicodeScalars.count
    let isUpper = Digest(hex: scalar.text.lowercased()) != nil
    throw problems.error(
      .notADigest, "\(what) has to be 64 lower-case hexadecimal digits", at: span,
      isUpper ? "in upper case" : counted(count, "character"),
      help: isUpper ? "write it in lower case" : "`sha256sum FILE` prints it",
      fix: isUpper ? Diagnostic.Fix(span, scalar.text.lowercased()) : nil)
  }

  func boolean() throws(Reported) -> Bool {
    if scalar.isPlain, case .bool(let value) = CoreScalar(scalar.text) { return value }
    throw wrong("`true` or `false`")
  }

  func word(_ words: [String]) throws(Reported) -> String {
    if words.contains(where: { $0.isSpelled(scalar.text) }) { return scalar.text }
    throw problems.error(
      .unknownChoice, "\(what) cannot be \(quoted(scalar.text))", at: span, "not one of its choices",
      help: didYouMean(scalar.text, among: words).map { "did you mean `\($0)`?" } ?? "it is \(listed(words, joining: "or"))")
  }
}

/// Refuses a text that is not a name of the language.
func languageName(_ text: String, at span: Span, _ problems: Problems) throws(Reported) {
  if isLanguageName(text), text.utf8.count <= 64 { return }
  throw problems.error(
    .notAName, "\(quoted(text)) is not a name", at: span,
    text.utf8.count > 64 ? "longer than 64 characters" : "not a name of the language",
    help: "a name begins with a letter and goes on with letters, digits, `-` and `_`"
      + (text.utf8.allSatisfy { $0 < 0x80 } ? "" : ", of the Latin alphabet; a `title` may be in any script"))
}

/// Whether a text is `[A-Za-z][A-Za-z0-9_-]*`.
func isLanguageName(_ text: String) -> Bool {
  guard let first = text.utf8.first, isLetter(first) else { return false }
  return text.utf8.allSatisfy(isNameByte)
}

/// Whether a byte may stand in a name, after its first letter.
func isNameByte(_ byte: UInt8) -> Bool {
  isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
}
