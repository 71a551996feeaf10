internal import Attest
internal import CommandTree
internal import Record
internal import Score
internal import Spec
internal import Text

/// The values that a score divides by, from a reference bundle that is intact and has the root that the spec pins.
func referenceValues(_ request: ReferenceRequest) -> Result<[String: Rational], SourceProblem> {
  let path = neighbour(request.bundle, of: request.from.name)
  guard let reading = try? BundleReading(path: path) else { return .failure(SourceProblem("no bundle at \(quoted(path))")) }
  guard reading.root == request.root else {
    return .failure(SourceProblem("the bundle has another root", actual: reading.root))
  }
  guard let records = reading.records, !reading.findings.contains(where: { $0.severity == .failure }) else {
    return .failure(SourceProblem("the bundle is not intact", help: "`etalon verify \(printable(path))` says more"))
  }
  let folder = reading.folder
  let derived = scores(of: records.raw, artifacts: { folder.bytes("data/artifacts/\($0.hex)") })
  var values: [String: Rational] = [:]
  for metric in request.metrics {
    let cells = metric.cells.compactMap { cell in
      derived.metrics.first { $0.node == cell && $0.metric == metric.metric }?.estimate.value
    }
    guard cells.count == metric.cells.count, let mean = Means.mean(.geometric, of: cells), let value = Rational(exactly: mean) else {
      return .failure(SourceProblem("the bundle has no value for \(quoted(metric.text))"))
    }
    values[metric.text] = value
  }
  return .success(values)
}
