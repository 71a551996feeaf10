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
  func planner(named word: String) -> (any KindPlanner)? { planners.first { $0.word.utf8.elementsEqual(word.utf8) } }
}
