internal import Attest
internal import Record
internal import Score
internal import Spec
internal import Text

/// The values that a score divides by are those of the bundle that its spec names, which only that bundle can show.
///
/// A reference that the spec itself writes down is part of the plan, and compared with it.
struct ReferenceCheck {
  /// The check; `nil` where no other bundle is a source of the scores.
  let outcome: CheckOutcome?

  /// - Parameter places: Bundles of the verifier's, and folders that hold some.
  init(_ plan: Plan, places: [String]) {
    guard let weighting = plan.weighting, let root = weighting.reference.root else {
      outcome = nil
      return
    }
    outcome = ReferenceCheck.outcome(weighting, root, places)
  }

  private static let place = "\(BundleFile.plan)#/weighting/reference"

  private static func outcome(_ weighting: Weighting, _ root: Digest, _ places: [String]) -> CheckOutcome {
    guard let path = places.flatMap(bundles(under:)).first(where: { bundleRoot(at: $0) == root }) else {
      return unknown("the values that the score divides by are those of another bundle, which is not here", root)
    }
    switch referenceValues(weighting.score.flatMap(\.metrics), of: root, at: path) {
    case .success(let values):
      let differing = weighting.reference.values.filter { values[$0.metric] != $0.value }
      return CheckOutcome(
        "reference", done: "the values of the bundle \(root.hex)", findings: differing.map { difference($0, values[$0.metric]) })
    case .failure(let problem): return unknown("the reference bundle cannot be used: \(excerpt(problem.message))", root)
    }
  }

  private static func difference(_ pinned: Weighting.Reference.Pinned, _ value: Rational?) -> Finding {
    Finding(
      "reference-differs", path: place, "the reference of \(quoted(pinned.metric)) is not that of the bundle it is taken from",
      expected: value.map { "\($0)" } ?? "no value", found: "\(pinned.value)")
  }

  private static func unknown(_ reason: String, _ root: Digest) -> CheckOutcome {
    CheckOutcome(
      "reference", notDone: reason,
      findings: [
        Finding(
          "reference-not-checked", .unchecked, path: place, reason, expected: "the bundle with root \(root.hex)",
          help: "--reference DIR, a folder that is it or holds it")
      ])
  }
}
