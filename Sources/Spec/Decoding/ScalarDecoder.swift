internal import Record

/// Checks one scalar against its shape.
struct ScalarDecoder {
  let problems: Problems
  /// How messages call the value: `the key `batch``.
  let what: String

  func decode(_ value: Value, as shape: Shape) -> Decoded? {
    guard let scalar = value.scalar else {
      problems.error(
        .wrongType, "\(what) has to be \(shape.noun)", at: value.span, "this is \(value.noun)", help: shape.example.map { "such as \($0)" })
      return nil
    }
    if shape.takesAnyText { value.warnOfQuotes(problems) }
    if !shape.takesAnyText, let mended = value.withoutLookAlikes(problems) {
      return ScalarDecoder(problems: Problems(), what: what).decode(mended, as: shape)
    }
    guard !scalar.isUnresolved, !isAmbiguous(scalar, value.span, shape), let field = field(scalar, value.span, shape) else { return nil }
    return Decoded(span: value.span, field: field, scalar: scalar)
  }

  // MARK: - Scalars that YAML 1.1 and 1.2 read differently

  /// Reports a plain scalar that means two things; offers what fits the key's type.
  private func isAmbiguous(_ scalar: Scalar, _ span: Span, _ shape: Shape) -> Bool {
    // A word that is none of the choices is not made one by quotes.
    if case .word(let words) = shape, !words.contains(scalar.text) { return false }
    guard scalar.isPlain, !shape.isFreeText, let ambiguous = AmbiguousScalar(scalar.text) else { return false }
    reportAmbiguous(scalar.text, ambiguous, span, wantsNumber: shape.wantsNumber, wantsText: shape.wantsText, shape)
    return true
  }

  private func reportAmbiguous(
    _ text: String, _ ambiguous: AmbiguousScalar, _ span: Span, wantsNumber: Bool, wantsText: Bool, _ shape: Shape
  ) {
    let unit = if case .quantity(.time) = shape { " s" } else { "" }
    let numbers = ambiguous.numbers.map { "`\($0)\(unit)`" }
    var offers: [String] = []
    if wantsNumber, !numbers.isEmpty { offers.append("write " + numbers.joined(separator: " or ") + " for the number") }
    if wantsText || numbers.isEmpty && !wantsNumber { offers.append("quote it, `\"\(printable(text))\"`, for the text") }
    if case .boolean = shape { offers = ["write `true` or `false`"] }
    if offers.isEmpty { offers = ["write \(shape.noun)"] }
    let fix = wantsText && !wantsNumber ? "\"\(text)\"" : ambiguous.numbers.count == 1 ? ambiguous.numbers[0] + unit : nil
    problems.error(
      .ambiguousScalar, "\(quoted(text)) means different things to different readers of YAML", at: span, ambiguous.reading,
      help: offers.joined(separator: "; "), fix: fix.map { Diagnostic.Fix(span, $0) })
  }

  // MARK: - The types

  private func field(_ scalar: Scalar, _ span: Span, _ shape: Shape) -> Field? {
    switch shape {
    case .text: return text(scalar, span).map(Field.text)
    case .scalar: return .text(scalar.text)
    case .expression: return expression(scalar, span).map(Field.text)
    case .name: return isName(scalar.text, at: span) ? .text(scalar.text) : nil
    case .path: return path(scalar, span).map(Field.text)
    case .url: return url(scalar, span).map(Field.text)
    case .digest: return digest(scalar, span).map(Field.digest)
    case .boolean: return boolean(scalar, span).map(Field.boolean)
    case .integer(let range): return integer(scalar, span, range).map(Field.integer)
    case .integerOr(let range, let word):
      if scalar.text == word { return .text(word) }
      return integer(scalar, span, range, or: word).map(Field.integer)
    case .seed: return seed(scalar, span).map(Field.seed)
    case .number(let bounds): return number(scalar, span, bounds).map(Field.number)
    case .quantity(let dimension): return quantity(scalar, span, dimension).map(Field.quantity)
    case .atLeast(let dimension): return atLeast(scalar, span, dimension).map(Field.quantity)
    case .word(let words): return word(scalar, span, words).map(Field.text)
    default: return nil
    }
  }

  /// Whether a text is a name of the language; reports one that is not.
  func isName(_ text: String, at span: Span) -> Bool {
    if isLanguageName(text), text.utf8.count <= 64 { return true }
    let isLong = text.utf8.count > 64
    problems.error(
      .notAName, "\(quoted(text)) is not a name", at: span, isLong ? "longer than 64 characters" : "not a name of the language",
      help: "a name begins with a letter and goes on with letters, digits, `-` and `_`"
        + (text.utf8.allSatisfy { $0 < 0x80 } ? "" : ", of the Latin alphabet; a `title` may be in any script"))
    return false
  }

  private func wrong(_ scalar: Scalar, _ span: Span, _ expected: String, help: String? = nil) {
    problems.error(.wrongType, "\(what) has to be \(expected)", at: span, "this is \(scalar.noun)", help: help)
  }

  private func text(_ scalar: Scalar, _ span: Span) -> String? {
    if scalar.isPlain {
      switch CoreScalar(scalar.text) {
      case .text: break
      case .null:
        wrong(scalar, span, "a text", help: "write the text, or remove the key")
        return nil
      default:
        wrong(scalar, span, "a text", help: "quote it: `\"\(printable(scalar.text))\"`")
        return nil
      }
    }
    return scalar.text
  }

  /// A condition may be a bare word such as `true` that is no text to YAML, so only nothing at all is refused here.
  private func expression(_ scalar: Scalar, _ span: Span) -> String? {
    guard !scalar.text.allSatisfy(\.isWhitespace), !(scalar.isPlain && CoreScalar(scalar.text) == .null) else {
      wrong(scalar, span, "an expression", help: "such as `accuracy >= 0.97`")
      return nil
    }
    return scalar.text
  }

  private func path(_ scalar: Scalar, _ span: Span) -> String? {
    guard let text = text(scalar, span) else { return nil }
    let isSound = !text.isEmpty && text.utf8.count <= 1024 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
    guard isSound, !text.hasPrefix("/"), !text.hasPrefix("~") else {
      problems.error(
        .notAPath, "\(what) has to be a path relative to the spec", at: span, "not a relative path",
        help: "a spec that names places of one machine runs on no other; write it from the spec's folder, such as `data/items.csv`")
      return nil
    }
    return text
  }

  private func url(_ scalar: Scalar, _ span: Span) -> String? {
    guard let text = text(scalar, span) else { return nil }
    let scheme = ["http://", "https://"].first { text.hasPrefix($0) }
    let rest = text.utf8.dropFirst(scheme?.utf8.count ?? 0)
    let host = rest.prefix { $0 != UInt8(ascii: "/") }
    let isPlain = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } && text.utf8.count <= 2048
    let parts: [UInt8] = [UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "@")]
    guard scheme != nil, !host.isEmpty, isPlain, !rest.contains(where: { parts.contains($0) }) else {
      problems.error(
        .notAURL, "\(what) has to be an address", at: span, "not an `http` or `https` address",
        help: "such as `http://127.0.0.1:8080/v1`, without user, password, query or fragment")
      return nil
    }
    return text
  }

  private func digest(_ scalar: Scalar, _ span: Span) -> Digest? {
    if let digest = Digest(hex: scalar.text) { return digest }
    let count = scalar.text.unicodeScalars.count
    let isUpper = Digest(hex: scalar.text.lowercased()) != nil
    problems.error(
      .notADigest, "\(what) has to be 64 lower-case hexadecimal digits", at: span,
      isUpper ? "in upper case" : "\(count) character\(count == 1 ? "" : "s")",
      help: isUpper ? "write it in lower case" : "`sha256sum FILE` prints it",
      fix: isUpper ? Diagnostic.Fix(span, scalar.text.lowercased()) : nil)
    return nil
  }

  private func boolean(_ scalar: Scalar, _ span: Span) -> Bool? {
    if scalar.isPlain, case .bool(let value) = CoreScalar(scalar.text) { return value }
    wrong(scalar, span, "`true` or `false`")
    return nil
  }

  private func integer(_ scalar: Scalar, _ span: Span, _ range: ClosedRange<Int>, or word: String? = nil) -> Int? {
    let expected = word.map { "a whole number or `\($0)`" } ?? "a whole number"
    guard scalar.isPlain, CoreScalar(scalar.text) == .integer else {
      let help: String? =
        if scalar.isPlain, let word, let guess = didYouMean(scalar.text, among: [word]) {
          "did you mean `\(guess)`?"
        } else if !scalar.isPlain,
          CoreScalar(scalar.text) == .integer
        { "remove the quotes" } else { NumberHint.whole(scalar) }
      wrong(scalar, span, expected, help: help)
      return nil
    }
    guard let value = integerValue(scalar.text), range.contains(value) else {
      outOfRange(scalar.text, span, phrase(range))
      return nil
    }
    return value
  }

  private func phrase(_ range: ClosedRange<Int>) -> String {
    range.upperBound == .max ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
  }

  private func integerValue(_ text: String) -> Int? {
    text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
  }

  private func outOfRange(_ text: String, _ span: Span, _ range: String, help: String? = nil) {
    problems.error(.outOfRange, "\(what) cannot be \(quoted(text))", at: span, "has to be \(range)", help: help)
  }

  private func seed(_ scalar: Scalar, _ span: Span) -> UInt64? {
    guard scalar.isPlain, CoreScalar(scalar.text) == .integer else {
      wrong(scalar, span, "a whole number", help: "a seed is an exact integer from 0 to \(UInt64.max)")
      return nil
    }
    let value = scalar.text.hasPrefix("0x") ? UInt64(scalar.text.dropFirst(2), radix: 16) : UInt64(scalar.text)
    if value == nil { outOfRange(scalar.text, span, "from 0 to \(UInt64.max)") }
    return value
  }

  private func word(_ scalar: Scalar, _ span: Span, _ words: [String]) -> String? {
    if words.contains(scalar.text) { return scalar.text }
    problems.error(
      .unknownChoice, "\(what) cannot be \(quoted(scalar.text))", at: span, "not one of its choices",
      help: didYouMean(scalar.text, among: words).map { "did you mean `\($0)`?" } ?? "it is \(listed(words, joining: "or"))")
    return nil
  }

  // MARK: - Amounts

  private func number(_ scalar: Scalar, _ span: Span, _ bounds: NumberBounds) -> Rational? {
    guard let quantity = QuantityReader(problems: problems, what: what).read(scalar, span, .number) else { return nil }
    guard bounds.contains(quantity.value) else {
      outOfRange(scalar.text, span, bounds.phrase, help: NumberHint.percent(quantity.value, bounds, scalar.text))
      return nil
    }
    return quantity.value
  }

  private func quantity(_ scalar: Scalar, _ span: Span, _ dimension: Dimension) -> Quantity? {
    guard let quantity = QuantityReader(problems: problems, what: what).read(scalar, span, dimension) else { return nil }
    guard Rational(0) < quantity.value else {
      outOfRange(scalar.text, span, "above 0")
      return nil
    }
    return quantity
  }

  private func atLeast(_ scalar: Scalar, _ span: Span, _ dimension: Dimension) -> Quantity? {
    var text = scalar.text[...]
    if text.hasPrefix(">=") { text = text.dropFirst(2).drop { $0 == " " } }
    let inner = Scalar(text: String(text), style: scalar.style)
    let skipped = scalar.text.utf8.count - text.utf8.count
    return quantity(inner, skipped > 0 ? TextPlace(scalar, span).span(skipped..<scalar.text.utf8.count) : span, dimension)
  }
}

/// Whether a text is `[A-Za-z][A-Za-z0-9_-]*`.
func isLanguageName(_ text: String) -> Bool {
  guard let first = text.utf8.first, isLetter(first) else { return false }
  return text.utf8.allSatisfy(isNameByte)
}

func isNameByte(_ byte: UInt8) -> Bool {
  isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
}

extension Shape {
  /// What it is, with its article, for messages.
  var noun: String {
    switch self {
    case .text, .scalar: "a text"
    case .name: "a name"
    case .path: "a path"
    case .digest: "a SHA-256 digest"
    case .url: "an address"
    case .boolean: "`true` or `false`"
    case .integer, .seed: "a whole number"
    case .integerOr(_, let word): "a whole number or `\(word)`"
    case .number: "a number"
    case .quantity(let dimension), .atLeast(let dimension): dimension.noun
    case .word(let words): listed(words, joining: "or")
    case .expression: "an expression"
    case .list: "a list"
    case .map, .object, .settings, .score, .workload: "a mapping"
    case .variant(let variants): listed(variants.filter { $0.unavailable == nil }.map(\.word), joining: "or")
    }
  }

  /// Whether characters of other scripts may stand in it; of an expression, only in its texts.
  var takesAnyText: Bool {
    switch self {
    case .text, .scalar, .path, .expression: true
    default: false
    }
  }

  /// An example of a value that messages can give.
  var example: String? {
    switch self {
    case .expression: "`gemm.time < 1 s`"
    case .quantity(let dimension), .atLeast(let dimension): "`\(dimension.example)`"
    default: nil
    }
  }

  /// Whether any text at all is taken as it is, so that nothing can be ambiguous.
  fileprivate var isFreeText: Bool {
    switch self {
    case .digest, .expression: true
    default: false
    }
  }

  fileprivate var wantsNumber: Bool {
    switch self {
    case .integer, .integerOr, .seed, .number, .quantity, .atLeast, .scalar: true
    default: false
    }
  }

  fileprivate var wantsText: Bool {
    switch self {
    case .text, .name, .path, .url, .word, .scalar, .variant: true
    default: false
    }
  }
}
