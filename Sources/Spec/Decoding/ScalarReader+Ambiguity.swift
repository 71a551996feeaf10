internal import Record
internal import Text

extension ScalarReader {
  /// Refuses a plain scalar that YAML 1.1 and 1.2 read differently; offers what fits the key's type.
  func checkAmbiguity() throws(Reported) {
    // A word that is none of the choices is not made one by quotes.
    if case .word(let words) = schema, !words.contains(scalar.text) { return }
    guard scalar.isPlain, !schema.isFreeText, let ambiguous = AmbiguousScalar(scalar.text) else { return }
    let fix = fix(ambiguous).map { Diagnostic.Fix(span, $0) }
    throw problems.error(
      .ambiguousScalar, "\(quoted(scalar.text)) means different things to different readers of YAML", at: span, ambiguous.reading,
      help: offers(ambiguous).joined(separator: "; "), fix: fix)
  }

  private func offers(_ ambiguous: AmbiguousScalar) -> [String] {
    if case .boolean = schema { return ["write `true` or `false`"] }
    let numbers = ambiguous.numbers.map { "`\($0)\(schema.unit)`" }
    var offers: [String] = []
    if schema.wantsNumber, !numbers.isEmpty { offers.append("write " + numbers.joined(separator: " or ") + " for the number") }
    if schema.wantsText || numbers.isEmpty && !schema.wantsNumber {
      offers.append("quote it, `\"\(printable(scalar.text))\"`, for the text")
    }
    return offers.isEmpty ? ["write \(schema.noun)"] : offers
  }

  private func fix(_ ambiguous: AmbiguousScalar) -> String? {
    if schema.wantsText, !schema.wantsNumber { return "\"\(scalar.text)\"" }
    return ambiguous.numbers.count == 1 ? ambiguous.numbers[0] + schema.unit : nil
  }
}

extension Schema {
  /// Whether characters of other scripts may stand in it; of an expression, only in its texts.
  var takesAnyText: Bool {
    switch self {
    case .text, .template, .scalar, .path, .expression: true
    default: false
    }
  }

  /// An example of a value, for messages.
  var example: String? {
    switch self {
    case .expression: "`gemm.time < 1 s`"
    case .template: "`\"{input}\"`, in quotes, since YAML takes braces for a mapping"
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
    case .text, .template, .name, .path, .url, .word, .scalar, .field, .fields: true
    default: false
    }
  }

  /// The unit that a number without one would need.
  fileprivate var unit: String { if case .quantity(.time) = self { " s" } else { "" } }
}
