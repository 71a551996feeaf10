internal import Attest
internal import CommandTree
internal import Interpreter
internal import Record

/// Who signs a summary of a verification; the key is opened before anything is executed, so that a bad one costs nothing.
final class Attester {
  private let verifier: String
  private let key: SigningKey
  /// Whether only a draw was executed again: a summary has no word for that, so it does not say that the run was reproduced.
  private let isPartial: Bool

  init?(_ invocation: Invocation) throws(Failure) {
    guard let word = invocation.string("attest") else { return nil }
    key = try KeyRing.own.signingKey(word)
    isPartial = ["sample", "draw", "budget", "segments"].contains { invocation.string($0) != nil }
    verifier = invocation.string("attest-as") ?? KeyRing.builder(word)
  }

  /// Puts what came out beside the bundle, also where it did not pass; tells the path.
  func attest(_ report: VerificationReport, by policy: Policy?) throws(Failure) -> String {
    try orFail { () throws in
      let reading = try BundleReading(path: report.bundle)
      guard let root = report.root, reading.root == root else {
        throw Failure(.fails, "bundle-incomplete", "the bundle has no manifest that a summary could be about")
      }
      let summary = VerificationSummary(
        verifier: verifier, root: root, verified: Timestamp(secondsSince1970: secondsNow()),
        policy: policy.map { SHA256.digest(of: Array($0.yaml.utf8)) }, hasPassed: report.exitCode == 0,
        levels: report.properties.filter { $0.state == .holds && !(isPartial && $0.property == .reproduced) }
          .map { VerificationSummary.level($0.property) })
      return "\(report.bundle)/\(try reading.attest(summary, with: key))"
    }
  }
}
