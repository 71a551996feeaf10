internal import Text

/// A workload that names no kind, though a key of it probably means one.
struct MisspeltKind {
  let entries: [Entry]
  let language: Language

  /// The planner of the kind that is meant; reading its keys reports the misspelt one.
  var planner: (any KindPlanner)? { entries.lazy.compactMap { planner(of: $0.key.text) }.first }

  private func planner(of key: String) -> (any KindPlanner)? {
    let kinds = language.planners.map(\.word)
    let plain = LookAlike.found(in: key)?.plain
    let kind =
      kinds.first { $0 == plain } ?? KeyHome.synonyms[key.lowercased()]?.first(where: kinds.contains) ?? didYouMean(key, among: kinds)
    // A key that the kind has for itself means itself.
    return kind.flatMap { language.planner(named: $0) }.flatMap { $0.schema.key(key) == nil ? $0 : nil }
  }
}
