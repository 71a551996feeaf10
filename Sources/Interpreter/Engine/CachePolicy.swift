internal import Record

/// Which cells may come from the cache instead of being executed.
public enum CachePolicy: String, Sendable, Hashable, CaseIterable {
  /// None, and nothing is kept: verification.
  case none
  /// Cells that have no metric of a measurement: nothing that a run would measure is ever missing from it.
  case unmeasured
  /// Cells whose measurements no claim and no score uses; their own metrics then have no value in this run.
  case unjudged
}

extension Plan {
  /// The cells whose measurements a claim or the score uses.
  var judgedMeasurements: Set<String> {
    var cells: Set<String> = []
    for reference in claims.flatMap(\.expression.metrics) + (weighting?.score.flatMap(\.metrics) ?? []) {
      for id in reference.cells where node(id)?.metric(reference.metric)?.origin == .measurement { cells.insert(id) }
    }
    return cells
  }
}
