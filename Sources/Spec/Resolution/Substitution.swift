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
  private let isCounted: Bool
  private let problems: Problems?
  private let meter: Meter
  /// The names that there are, in order, for messages.
  private lazy var names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }

  /// What substitutions used, over all passes of one plan.
  final class Meter {
    var bytes = 0
    /// The parameters that were taken in, by what they were taken into: a declaration, or `nil` for everything else.
    private(set) var used: [Owner?: Set<String>] = [:]
    /// The declaration that is being filled in.
    var owner: Owner?
    var isExhausted = false

    /// A name declared in a section: `datasets`, `digits`.
    struct Owner: Hashable {
      let section: String
      let name: String
    }

    func use(_ name: String) { used[owner, default: []].insert(name) }
  }

  /// - Parameter isCounted: Whether the values are parameters, whose use is noted; those of an axis are not.
  init(_ values: [String: Scalar], deferring deferred: Set<String> = [], isCounted: Bool = true, problems: Problems?, meter: Meter) {
    self.values = values
    self.deferred = deferred
    self.isCounted = isCounted
    self.problems = problems
    self.meter = meter
  }

  /// The parameters of a whole spec.
  static func parameters(of tree: YAMLValue) -> [String: Scalar] {
    var values: [String: Scalar] = [:]
    for entry in tree["parameters"]?.entries ?? [] { values[entry.key.text] = entry.value.scalar }
    return values
  }

  /// A whole spec with its own parameters filled in where they are known; for comparing, so nothing is reported.
  static func everything(in tree: YAMLValue) -> YAMLValue {
    Substitution(parameters(of: tree), problems: nil, meter: Meter()).apply(to: tree)
  }

  /// Whether a text takes in a parameter.
  static func takesIn(_ text: String) -> Bool {
    var rest = text.utf8[...]
    while let at = rest.firstIndex(of: UInt8(ascii: "$")) {
      rest = rest[at...]
      if rest.starts(with: "${".utf8) { return true }
      rest = rest.dropFirst(rest.starts(with: "$${".utf8) ? 3 : 1)
    }
    return false
  }

  func apply(to value: YAMLValue) -> YAMLValue {
    switch value.content {
    case .scalar(let scalar):
      guard scalar.text.utf8.contains(UInt8(ascii: "$")) else { return value }
      return YAMLValue(value.span, .scalar(replaced(scalar, value.span)))
    case .sequence(let elements): return YAMLValue(value.span, .sequence(elements.map(apply)))
    case .mapping(let entries): return YAMLValue(value.span, .mapping(entries.map { Entry(key: $0.key, value: apply(to: $0.value)) }))
    }
  }

  private func replaced(_ scalar: Scalar, _ span: Span) -> Scalar {
    guard !meter.isExhausted else { return Scalar(text: "", style: .quoted) }
    if let name = soleName(scalar.text), let value = values[name] {
      if isCounted { meter.use(name) }
      return spend(value, span)
    }
    var text = ""
    var rest = scalar.text[...]
    var isUnresolved = false
    // Where the last name ends: what opens behind it never closes.
    let lastEnd = rest.utf8.lastIndex(of: UInt8(ascii: "}")) ?? rest.startIndex
    while let at = rest.utf8.firstIndex(of: UInt8(ascii: "$")) {
      text += rest[..<at]
      rest = rest[at...]
      if rest.utf8.starts(with: "$${".utf8) {
        // Kept doubled while another pass is to come.
        text += deferred.isEmpty ? "${" : "$${"
        rest = rest[rest.utf8.index(at, offsetBy: 3)...]
      } else if rest.utf8.starts(with: "${".utf8), at < lastEnd, let end = rest.utf8.firstIndex(of: UInt8(ascii: "}")) {
        let name = String(rest[rest.utf8.index(at, offsetBy: 2)..<end])
        let value = value(of: name, span, scalar)
        isUnresolved = isUnresolved || value == nil && !deferred.contains(name)
        // A text is charged before it grows: what does not fit is not built.
        guard meter.bytes + text.utf8.count + (value?.utf8.count ?? 0) <= Substitution.budget else { return exhausted(at: span) }
        text += value ?? String(rest[...end])
        rest = rest[rest.utf8.index(after: end)...]
      } else {
        text += "$"
        rest = rest[rest.utf8.index(after: at)...]
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
      if isCounted { meter.use(name) }
      return value.text
    }
    guard !deferred.contains(name), let problems, !problems.isFull else { return nil }
    problems.error(
      .unknownParameter, "no parameter is called \(quoted(name))", at: span, "taken in here", also: problems.removal(of: name),
      help: didYouMean(name, among: names).map { "did you mean `${\($0)}`?" }
        ?? (names.isEmpty
          ? "declare it in `parameters`; `$${` stands for `${` itself" : "there are \(listed(names)); `$${` stands for `${` itself"))
    return nil
  }

  private func spend(_ scalar: Scalar, _ span: Span) -> Scalar {
    meter.bytes += scalar.text.utf8.count
    return meter.bytes > Substitution.budget ? exhausted(at: span) : scalar
  }

  private func exhausted(at span: Span) -> Scalar {
    if !meter.isExhausted {
      problems?.error(
        .expansionTooLarge, "parameters make the spec larger than \(Substitution.budget) bytes", at: span, "grows past the limit here",
        help: "put long texts into a dataset")
    }
    meter.isExhausted = true
    return Scalar(text: "", style: .quoted)
  }
}
