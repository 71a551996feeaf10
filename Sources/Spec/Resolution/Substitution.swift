internal import Text

/// Puts values in place of `${name}`; `$${` stands for `${` itself.
///
/// A scalar that is nothing but `${name}` becomes the value, type and all, even in quotes (which braces need inside `{ … }`); everywhere else
/// the text is taken in.
final class Substitution {
  /// Bytes that all replaced texts of a spec may have together.
  static let budget = 4 << 20

  private let values: [String: Scalar]
  /// Names that a later pass fills in.
  private let deferred: Set<String>
  private let problems: Problems?
  private let meter: Meter

  /// What substitutions used, over all passes of one plan.
  final class Meter {
    var bytes = 0
    var used: Set<String> = []
    var isExhausted = false
  }

  init(_ values: [String: Scalar], deferring deferred: Set<String> = [], problems: Problems?, meter: Meter) {
    self.values = values
    self.deferred = deferred
    self.problems = problems
    self.meter = meter
  }

  /// The parameters of a whole spec.
  static func parameters(of tree: Value) -> [String: Scalar] {
    var values: [String: Scalar] = [:]
    for entry in tree["parameters"]?.entries ?? [] { values[entry.key.text] = entry.value.scalar }
    return values
  }

  /// A whole spec with its own parameters filled in where they are known; for comparing, so nothing is reported.
  static func everything(in tree: Value) -> Value {
    Substitution(parameters(of: tree), problems: nil, meter: Meter()).apply(to: tree)
  }

  func apply(to value: Value) -> Value {
    switch value.content {
    case .scalar(let scalar):
      guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return value }
      return Value(value.span, .scalar(replaced(scalar, value.span)))
    case .sequence(let elements): return Value(value.span, .sequence(elements.map(apply)))
    case .mapping(let entries): return Value(value.span, .mapping(entries.map { Entry(key: $0.key, value: apply(to: $0.value)) }))
    }
  }

  private func replaced(_ scalar: Scalar, _ span: Span) -> Scalar {
    if let name = soleName(scalar.text), let value = values[name] {
      meter.used.insert(name)
      return spend(value, span)
    }
    var text = ""
    var rest = scalar.text[...]
    var isUnresolved = false
    while let at = rest.firstIndex(of: "$") {
      text += rest[..<at]
      rest = rest[at...]
      if rest.hasPrefix("$${") {
        // Kept doubled while another pass is to come.
        text += deferred.isEmpty ? "${" : "$${"
        rest = rest.dropFirst(3)
      } else if rest.hasPrefix("${"), let end = rest.firstIndex(of: "}") {
        let name = String(rest[rest.index(at, offsetBy: 2)..<end])
        let value = value(of: name, span, scalar)
        isUnresolved = isUnresolved || value == nil && !deferred.contains(name)
        text += value ?? String(rest[...end])
        rest = rest[rest.index(after: end)...]
      } else {
        text += "$"
        rest = rest.dropFirst()
      }
    }
    var changed = scalar
    changed.text = text + rest
    changed.isUnresolved = isUnresolved
    return spend(changed, span)
  }

  private func soleName(_ text: String) -> String? {
    guard text.hasPrefix("${"), text.firstIndex(of: "}") == text.indices.last else { return nil }
    return String(text.dropFirst(2).dropLast())
  }

  private func value(of name: String, _ span: Span, _ scalar: Scalar) -> String? {
    if let value = values[name] {
      meter.used.insert(name)
      return value.text
    }
    if deferred.contains(name) { return nil }
    let names = Array(values.keys).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    problems?.error(
      .unknownParameter, "no parameter is called \(quoted(name))", at: span, "taken in here",
      help: didYouMean(name, among: names).map { "did you mean `${\($0)}`?" }
        ?? (names.isEmpty
          ? "declare it in `parameters`; `$${` stands for `${` itself" : "there are \(listed(names)); `$${` stands for `${` itself"))
    return nil
  }

  private func spend(_ scalar: Scalar, _ span: Span) -> Scalar {
    meter.bytes += scalar.text.utf8.count
    guard meter.bytes > Substitution.budget else { return scalar }
    if !meter.isExhausted {
      problems?.error(
        .expansionTooLarge, "parameters make the spec larger than \(Substitution.budget) bytes", at: span, "grows past the limit here",
        help: "put long texts into a dataset")
    }
    meter.isExhausted = true
    return Scalar(text: "", style: .quoted)
  }
}
