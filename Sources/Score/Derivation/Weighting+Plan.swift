public import Record

extension Weighting {
  /// The first metric of the score that means a cell which a plan does not have; `nil` where the plan can be weighed so.
  public func foreignMetric(to plan: Plan) -> MetricReference? {
    let cells = Set(plan.nodes.map(\.id))
    return score.flatMap(\.metrics).first { !cells.isSuperset(of: $0.cells) }
  }
}
