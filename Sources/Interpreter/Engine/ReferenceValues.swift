internal import Attest
public import Record
internal import Score
public import Spec
internal import Text

/// The values that a score divides by, from a reference bundle that is intact and has the root that the spec pins.
///
/// They become part of the plan: of several cells the geometric mean, exactly as binary64 has it.
/// - Parameter path: Where the bundle of the request stands.
public func referenceValues(_ request: ReferenceRequest, at path: String) -> Result<[String: Rational], SourceProblem> {
  referenceValues(request.metrics, of: request.root, at: path)
}

/// The values of metrics in a bundle that is intact and has a root.
func referenceValues(_ metrics: [MetricReference], of root: Digest, at path: String) -> Result<[String: Rational], SourceProblem> {
  let bundle: IntactBundle
  do throws(RunFault) {
    bundle = try IntactBundle(path)
  } catch {
    return .failure(SourceProblem(error.message, help: error.help))
  }
  guard bundle.reading.root == root else {
    return .failure(SourceProblem("the bundle has another root", actual: bundle.reading.root))
  }
  let derived = scores(of: bundle.records.raw, artifacts: bundle.artifact, items: bundle.reading.folder.forEachItemLine)
  var values: [String: Rational] = [:]
  for metric in metrics {
    guard let value = derived.value(of: metric) else {
      return .failure(SourceProblem("the bundle has no value for \(quoted(metric.text))"))
    }
    values[metric.text] = value
  }
  return .success(values)
}

extension Scores {
  /// The geometric mean over the cells of a reference; `nil` where one of them has no value.
  fileprivate func value(of reference: MetricReference) -> Rational? {
    let values = reference.category == nil ? metrics : categories ?? []
    let found = reference.cells.compactMap { cell in
      values.first { $0.node == cell && $0.metric == reference.metric && $0.category == reference.category }?.estimate.value
    }
    guard found.count == reference.cells.count else { return nil }
    return Means.mean(.geometric, of: found).flatMap { Rational(exactly: $0) }
  }
}
