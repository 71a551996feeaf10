public import Record

/// Hands over the lines of a trial's item records in their order, without line feeds; `false` where they cannot be read.
public typealias ItemLineReading = (_ trial: TrialLine, _ take: (_ line: [UInt8]) -> Void) -> Bool

/// Metrics, verdicts on claims and the score tree of a run: a pure function of plan and raw records.
///
/// A metric has a value only where every planned trial of its cell finished and has one, so nothing can be left out in silence; a claim
/// on a metric without a value is `unjudged`, with the reason.
/// - Parameters:
///   - artifacts: The bytes of an artefact of the run by digest, already checked against it; long series stand there.
///   - items: Reads item records; without them metrics of items say nothing about more of the kind.
public func scores(
  of records: RawRecords, artifacts: @escaping (Digest) -> [UInt8]? = { _ in nil }, items: @escaping ItemLineReading = { _, _ in false }
) -> Scores {
  let table = MetricTable(plan: records.plan, evidence: Evidence(records, artifacts: artifacts, items: items))
  let judge = ClaimJudge(table: table)
  let tree = records.plan.weighting.map { ScoreTree(weighting: $0, table: table).evaluated() }
  return Scores(
    plan: records.results.plan, metrics: table.outcomes.map(\.value),
    categories: table.categories.isEmpty ? nil : table.categories.map(\.value), claims: records.plan.claims.map(judge.verdict),
    score: tree?.branches ?? [], total: tree?.total)
}

/// A metric of a plan that a run gives no value.
public struct ValuelessMetric: Sendable, Hashable {
  /// The id of the cell.
  public var node: String
  /// The name of the metric.
  public var metric: String
  /// Why, in a sentence that can follow a colon.
  public var reason: String
}

/// The metrics that have no value in `scores(of:artifacts:)` of the same records, in plan order.
public func valuelessMetrics(of records: RawRecords, artifacts: @escaping (Digest) -> [UInt8]? = { _ in nil }) -> [ValuelessMetric] {
  MetricTable(plan: records.plan, evidence: Evidence(records, artifacts: artifacts, items: { _, _ in false })).valueless
}
