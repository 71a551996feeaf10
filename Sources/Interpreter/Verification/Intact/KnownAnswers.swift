internal import Attest
internal import Kernels
internal import Record
internal import Text

/// The numeric probes of a fingerprint beside their known answers.
///
/// A host that computes them wrongly says so itself, by a taint; one whose probes are wrong without it, or right beside it, tells a story.
struct KnownAnswers {
  private(set) var findings: [Finding] = []
  private static let taint = "numeric-probe-differs"

  init(_ environment: Fingerprint) {
    let wrong = NumericProbe.all.filter { probe in
      guard let found = environment.fields[KnownAnswers.field(probe)]?.value else { return false }
      return found != .string(probe.expected.description)
    }
    let isTold = environment.taints.contains(KnownAnswers.taint)
    for probe in wrong {
      let name = KnownAnswers.field(probe)
      findings.append(
        Finding(
          "probe-differs", isTold ? .note : .failure, path: "\(BundleFile.environment)#/fields/\(name)",
          isTold ? "the host of the run computed a known answer wrongly, and says so" : "not the known answer, and no taint tells of it",
          expected: probe.expected.description, found: environment.fields[name]?.value.map { excerpt($0.canonicalText) }))
    }
    if isTold, wrong.isEmpty {
      findings.append(
        Finding(
          "probe-differs", path: "\(BundleFile.environment)#/taints", "says that a numeric probe differs, and each has its known answer"))
    }
  }

  private static func field(_ probe: NumericProbe) -> String { "probe.\(probe.name)" }
}
