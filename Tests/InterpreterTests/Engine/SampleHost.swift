import Attest
import Record

@testable import Interpreter

/// A host that tells nothing about itself.
enum SampleHost {
  /// What every fingerprint has, with the reason why it is absent.
  static let fingerprint = Fingerprint(
    fields: [
      "cpu.instruction-sets": FingerprintField(.result, absent: "not looked at"),
      "cpu.isa": FingerprintField(.result, absent: "not looked at"), "cpu.model": FingerprintField(.performance, absent: "not looked at"),
      "limits.cores": FingerprintField(.performance, absent: "not looked at"),
      "memory.total": FingerprintField(.performance, absent: "not looked at"),
    ], taints: [], evidence: [:])
}
