internal import Record

/// A kind of workload: its keys, its metrics, and how its cells become nodes of a plan.
///
/// One file for each kind holds all that this room knows of it; `WorkKind.planner` finds it.
protocol KindPlanner: Sendable {
  associatedtype Keys: WorkloadKeys
  /// What decides which metrics a cell has.
  associatedtype Facts

  var kind: WorkKind { get }
  var table: Table<Keys> { get }
  /// The metrics that do not come from entries of the catalogue.
  var metrics: [MetricRule<Facts>] { get }

  /// The metrics that a cell may take from entries of the catalogue.
  func catalogueMetrics(_ catalogue: Catalogue) -> [DescribedMetric]
  /// The workload whose cells have to be planned before, if there is one.
  func need(_ fields: Fields<Keys>) throws(Reported) -> String?
  /// The settings in `with` that an axis of a matrix may give a value to.
  func settings(of workload: YAMLValue, _ catalogue: Catalogue) -> [String]
  /// What the kind adds to a node.
  func plan(_ fields: Fields<Keys>, of cell: CellSite, in scope: PlanScope) throws(Reported) -> NodeParts
}

/// The keys of a kind of workload.
protocol WorkloadKeys: KeyTable {
  var common: CommonKeys { get }
}

/// What a kind of workload adds to a node.
struct NodeParts {
  var work: Work
  var numerics: Numerics
  var needs: [String] = []
  var inputs: [String] = []
  var sampling: Sampling
  var metrics: [Metric]
}

/// The cell that is being planned, without what its kind makes of it.
struct CellSite {
  /// The name of its workload.
  let workload: Key
  let id: String
  let coordinates: [Coordinate]
  /// The target that it is measured on.
  let target: Outcome<String>
  let limits: Outcome<Limits>
}

extension KindPlanner {
  /// The key of the language that names the kind.
  var word: String { kind.rawValue }
  /// Its keys without their types.
  var schema: ObjectSchema { table.schema }

  func catalogueMetrics(_ catalogue: Catalogue) -> [DescribedMetric] { [] }
  func need(_ fields: Fields<Keys>) throws(Reported) -> String? { nil }

  func settings(of workload: YAMLValue, _ catalogue: Catalogue) -> [String] {
    guard case .settings(let key, let alternatives)? = table.schema.key("with")?.value, let word = workload[key]?.scalar?.text,
      let chosen = alternatives(catalogue).first(where: { $0.word == word })
    else { return [] }
    return chosen.keys.keys.filter { $0.value.isScalar && $0.since <= catalogue.version }.map(\.name)
  }

  /// Reads the keys of a cell; the nodes that it needs may not be there yet, so the rest is left for later.
  func draft(_ cell: YAMLValue, _ what: Phrase, in place: Occurrence.Place, _ decoder: Decoder) throws(Reported) -> CellDraft {
    let fields = try decoder.fields(cell, table, what, in: place)
    return CellDraft(common: fields.common, need: Outcome(try need(fields))) { site, scope throws(Reported) in
      try plan(fields, of: site, in: scope)
    }
  }
}

/// A cell whose keys are read.
struct CellDraft {
  let common: Fields<CommonKeys>
  /// The workload that has to be planned before.
  let need: Outcome<String?>
  /// What its kind makes of it.
  let plan: (CellSite, PlanScope) throws(Reported) -> NodeParts
}
