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
    try verify(request, probes: HostProbes.failing, observe: observe, isCancelled: isCancelled)
  }

  /// The same with numeric probes of the caller's.
  static func verify(
    _ request: VerificationRequest, probes: @escaping () -> [String], observe: @escaping (RunEvent) -> Void = { _ in },
    isCancelled: @escaping () -> Bool = { false }
  ) throws(RunFault) -> VerificationReport {
    let reading: BundleReading
    do {
      reading = try BundleReading(path: request.bundle, limits: request.policy?.budget.limits ?? BundleLimits())
    } catch {
      throw RunFault(error)
    }
    var verification = Verification(reading, request, probes: probes, observe: observe, isCancelled: isCancelled)
    for check in PropertyCheck.all { try verification.judge(check) }
    let properties = verification.verdicts
    let outcome = VerificationOutcome(properties: properties, required: request.required)
    return VerificationReport(
      bundle: request.bundle, root: reading.root, plan: reading.records?.planDigest, properties: properties, cost: verification.cost,
      limits: Limitations(reading, properties, request).sentences, exitCode: outcome.exitCode, conclusion: outcome.conclusion)
  }
}
