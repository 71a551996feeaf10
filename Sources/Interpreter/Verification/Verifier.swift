// The five properties of a bundle, composed. Nothing is read from the bundle that could be computed.
internal import Attest
public import Record

/// Verifies bundles.
public enum Verifier {
  /// Checks a bundle and says what holds.
  ///
  /// - Parameters:
  ///   - observe: Told what is executed, from the thread that runs.
  ///   - isCancelled: Looked at while executing.
  /// - Throws: `RunFault` where there is nothing to check (`no-such-file`, `not-a-bundle`, `not-permitted`) or the user asked to stop
  ///   (`interrupted`); whatever is wrong with the bundle itself stands in the report.
  public static func verify(
    _ request: VerificationRequest, observe: @escaping (RunEvent) -> Void = { _ in }, isCancelled: @escaping () -> Bool = { false }
  ) throws(RunFault) -> VerificationReport {
    let reading: BundleReading
    do {
      reading = try BundleReading(path: request.bundle)
    } catch {
      throw RunFault(error)
    }
    let intact = IntactCheck(reading, request).verdict
    let reproduced =
      request.executes
      ? try Reproduction(reading, request, isIntact: intact.state == .holds, observe: observe, isCancelled: isCancelled).verdict()
      : PropertyVerdict(.reproduced, .notAsked, "not executed again; add --reproduce")
    let properties = [
      intact, reading.authenticity(under: request.policy), uncheckable(.committed, request), reproduced, uncheckable(.audited, request),
    ]
    let outcome = Outcome(properties: properties, required: request.required)
    return VerificationReport(
      bundle: request.bundle, root: reading.root, plan: reading.records?.planDigest, properties: properties,
      limits: Limitations(reading.records, properties, request).sentences, exitCode: outcome.exitCode, conclusion: outcome.conclusion)
  }

  /// Properties that this release has no evidence for.
  private static func uncheckable(_ property: PropertyVerdict.Property, _ request: VerificationRequest) -> PropertyVerdict {
    guard request.required.contains(property) else { return PropertyVerdict(property, .notAsked, "not asked") }
    let what = property == .committed ? "commitments before a run" : "openings of sealed sets"
    let finding = Finding("not-supported", .unchecked, path: "attestations", "this release of etalon does not check \(what)")
    return PropertyVerdict(property, .notCheckable, "this release does not check \(what)", findings: [finding])
  }
}

/// The exit code and the last line, from the same facts.
struct Outcome {
  let exitCode: Int
  let conclusion: String

  /// The precedence is 1 (something fails), 4 (a re-execution differs), 3 (evidence is short of what was required), 0.
  init(properties: [PropertyVerdict], required: Set<PropertyVerdict.Property>) {
    let failing = properties.filter { $0.state == .fails }
    let short = properties.filter { required.contains($0.property) && $0.state != .holds && $0.state != .fails }
    if failing.contains(where: { $0.property != .reproduced }) {
      exitCode = 1
      conclusion = "fails: \(Outcome.names(failing))"
    } else if !failing.isEmpty {
      exitCode = 4
      conclusion = "differs: executed again, the plan gives other results than the bundle"
    } else if !short.isEmpty {
      exitCode = 3
      conclusion = "undecided: \(short.map { "\($0.property.rawValue) (\($0.summary))" }.joined(separator: "; "))"
    } else {
      exitCode = 0
      conclusion = "holds: \(Outcome.names(properties.filter { $0.state == .holds }))"
    }
  }

  private static func names(_ properties: [PropertyVerdict]) -> String { properties.map(\.property.rawValue).joined(separator: ", ") }
}
