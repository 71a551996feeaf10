/// A workload without the key that says what it is.
struct MissingKind {
  let name: Key
  let entries: [Entry]

  /// The kind that a misspelt key probably means; decoding reports the key.
  var meant: String? { entries.lazy.compactMap { meaning(of: $0.key.text) }.first }

  func report(to problems: Problems) {
    problems.error(
      .missingKind, "workload \(quoted(name.text)) does not say what it is", at: name.span, "of no kind",
      help: "one of its keys has to be \(listed(Language.workloads.map(\.kind), joining: "or"))")
  }

  private func meaning(of key: String) -> String? {
    let kinds = Language.workloads.map(\.kind)
    let kind =
      LookAlike.found(in: key).flatMap { found in kinds.first { $0 == found.plain } }
      ?? KeyHome.synonyms[key.lowercased()]?.first(where: kinds.contains) ?? didYouMean(key, among: kinds)
    return kind.flatMap { Language.workload($0)?.key(key) == nil ? $0 : nil }
  }
}
