public import Record
internal import Text

/// Reads a YAML document as JSON: for files of the user's own, such as a policy or a configuration.
///
/// The rules and limits of reading specs hold. Scalars take their type from the core schema; one that YAML 1.1 and 1.2 read differently is
/// an error. Integers that binary64 cannot hold exactly are errors too, so no number changes in silence. Without errors there is a value.
public func readJSON(from source: SourceFile) -> (JSON?, [Diagnostic]) {
  let problems = Problems()
  let json = DocumentReader.read(source.text, problems: problems).flatMap { JSONConversion(problems: problems).json($0) }
  return (problems.hasErrors ? nil : json, problems.all)
}

/// A value as JSON, or `nil` where something of it is reported.
func json(_ value: YAMLValue, _ problems: Problems) -> JSON? { JSONConversion(problems: problems).json(value) }

private struct JSONConversion {
  let problems: Problems

  func json(_ value: YAMLValue) -> JSON? {
    switch value.content {
    case .scalar(let scalar): return json(scalar, value.span)
    case .sequence(let elements):
      let converted = elements.compactMap(json)
      return converted.count == elements.count ? .array(converted) : nil
    case .mapping(let entries):
      var object = JSON.Object()
      var isWhole = true
      for entry in entries {
        object[entry.key.text] = json(entry.value)
        isWhole = isWhole && object[entry.key.text] != nil
      }
      return isWhole ? .object(object) : nil
    }
  }

  private func json(_ scalar: Scalar, _ span: Span) -> JSON? {
    guard scalar.isPlain else { return .string(scalar.text) }
    if let ambiguous = AmbiguousScalar(scalar.text) {
      let numbers = ambiguous.numbers.map { "`\($0)`" }.joined(separator: " or ")
      problems.error(
        .ambiguousScalar, "\(quoted(scalar.text)) means different things to different readers of YAML", at: span, ambiguous.reading,
        help: (numbers.isEmpty ? "" : "write \(numbers) for the number; ") + "quote it, `\"\(printable(scalar.text))\"`, for the text")
      return nil
    }
    switch CoreScalar(scalar.text) {
    case .null: return .null
    case .bool(let value): return .bool(value)
    case .text: return .string(scalar.text)
    case .integer, .float: return number(scalar.text, span)
    }
  }

  private func number(_ text: String, _ span: Span) -> JSON? {
    let plain = text.hasPrefix("+") ? String(text.dropFirst()) : text
    let value: Double?
    if CoreScalar(text) == .integer {
      let whole = text.hasPrefix("0x") ? Int128(text.dropFirst(2), radix: 16) : Int128(plain)
      value = whole.flatMap { $0.magnitude <= 1 << 53 ? Double($0) : nil }
    } else {
      value = JSON.keepsDigits(of: plain) ? Double(plain) : nil
    }
    guard let value, value.isFinite else {
      problems.error(
        .outOfRange, "the number \(quoted(text)) cannot be kept exactly", at: span, "too large or too long",
        help: "quote it to keep it as a text")
      return nil
    }
    return .number(value)
  }
}
