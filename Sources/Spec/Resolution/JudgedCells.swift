internal import Record

/// The measurements that claims and scores use: where the spec does not say how often, these are repeated over invocations.
///
/// An interval of one process says nothing about the next run, so nothing is judged by it unless the spec asks for one process.
struct JudgedCells {
  private let metrics: Set<[String]>
  /// Nanoseconds over which invocations spread where the spec does not say.
  private let spread: U64

  /// - Parameter version: Of the catalogue.
  init(claims: [Claim], weighting: Weighting?, version: Int) {
    spread = U64(version >= SampleKeys.spreading ? Sampling.standardSpread : 0)
    let references = claims.flatMap(\.expression.metrics) + (weighting?.score.flatMap(\.metrics) ?? [])
    metrics = Set(references.flatMap { reference in reference.cells.map { [$0, reference.metric] } })
  }

  /// The cell with the number of invocations written out, where something is judged by a measurement of it, and over how long they spread.
  func repeated(_ node: Node) -> Node {
    var node = judged(node)
    let spread = node.sampling.spread ?? spread
    node.sampling.spread = node.invocationCount > 1 && spread != U64(0) ? spread : nil
    return node
  }

  private func judged(_ node: Node) -> Node {
    guard node.timing != nil, node.sampling.invocations == nil,
      node.metrics.contains(where: { $0.origin == .measurement && metrics.contains([node.id, $0.name]) })
    else { return node }
    var node = node
    node.sampling.invocations = Sampling.standardInvocations
    return node
  }
}
