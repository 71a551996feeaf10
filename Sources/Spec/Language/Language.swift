internal import Record

/// Everything a spec may say, described once by tables of keys.
///
/// Decoder, suggestions, schema and reference page follow from the tables; what the catalogue brings is in none of them.
struct Language: Sendable {
  /// The version that `etalon:` names.
  static let version = 1

  static let spec = Table(SpecKeys.self)
  static let extends = Table(ExtendsKeys.self)
  static let branch = Table(BranchKeys.self)

  /// Kinds that the language knows and this version does not carry out, by the key that would name them.
  static let comingKinds = ["collective": "collective workloads over several nodes"]

  /// The language as this release has it.
  static let current = Language(planners: WorkKind.allCases.map(\.planner))

  /// One for each kind of workload, in the order of the reference page.
  let planners: [any KindPlanner]

  /// The planner of the kind that a key names, or `nil`.
  func planner(named word: String) -> (any KindPlanner)? { planners.first { $0.word.isSpelled(word) } }
}

extension Language {
  /// Every mapping of the language, from the whole spec to its parts, each once.
  func objects(_ catalogue: Catalogue) -> [ObjectSchema] {
    var found = [Language.spec.schema]
    var next = 0
    while next < found.count {
      for object in found[next].keys.flatMap({ objects(in: $0.value, catalogue) }) where !found.contains(where: { $0.noun == object.noun })
      {
        found.append(object)
      }
      next += 1
    }
    return found
  }

  private func objects(in value: Schema, _ catalogue: Catalogue) -> [ObjectSchema] {
    switch value {
    case .object(let object): [object]
    case .list(let element), .oneOrMore(let element), .map(let element, _): objects(in: element, catalogue)
    case .either(let one, let other): objects(in: one, catalogue) + objects(in: other, catalogue)
    case .choice(let alternatives): alternatives(catalogue).filter { $0.unavailable == nil }.map(\.keys)
    case .settings(_, let alternatives): alternatives(catalogue).map(\.keys)
    case .workload: planners.map(\.schema)
    case .score: [Language.branch.schema]
    default: []
    }
  }
}
