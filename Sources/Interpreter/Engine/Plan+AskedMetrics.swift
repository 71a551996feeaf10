internal import Record

extension Plan {
  /// The names of the metrics that claims and scores of the spec are about, by cell.
  ///
  /// Complexity: linear in cells that references name.
  var askedMetrics: [String: Set<String>] {
    let references = claims.flatMap(\.expression.metrics) + (weighting?.score.flatMap(\.metrics) ?? [])
    return references.reduce(into: [:]) { asked, reference in
      for cell in reference.cells { asked[cell, default: []].insert(reference.metric) }
    }
  }
}
