internal import Kernels

/// A plan's bits are promised by a revision alone, so another one is never run in its place.
func requireRevision(_ name: String, planned: Int, carried: Int?) throws(RunFault) {
  guard carried == planned else {
    let here = carried.map { "this release has revision \($0)" } ?? "this release does not have it"
    throw RunFault(
      .unsupportedRevision, "the plan needs revision \(planned) of \(name), and \(here)",
      help: "plan the spec again, or run it with a release that carries the revision")
  }
}

/// Every building block that a plan names must be carried in exactly its revision.
func requireRevisions(_ planned: [String: Int]) throws(RunFault) {
  let carried = Dictionary((Operation.all + Operation.system).map { ($0.name, $0.revision) }, uniquingKeysWith: { first, _ in first })
  for (name, revision) in planned.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
    try requireRevision(name, planned: revision, carried: carried[name])
  }
}
