internal import Record
internal import Text

/// Checks the form of a fingerprint: each field has a value or a reason, and what every host has is there.
struct FingerprintChecks {
  /// Fields that every probe writes, with a value or with the reason why there is none.
  static let always = ["cpu.instruction-sets", "cpu.isa", "cpu.model", "limits.cores", "memory.total"]

  private(set) var findings: [Finding] = []

  init(_ environment: Fingerprint) {
    for name in FingerprintChecks.always where environment.fields[name] == nil {
      findings.append(
        Finding(
          "fingerprint-incomplete", path: "\(BundleFile.environment)#/fields/\(name)",
          "every fingerprint has this field, if only with a reason"))
    }
    for (name, field) in environment.fields {
      let place = "\(BundleFile.environment)#/fields/\(excerpt(name))"
      if (field.source == .absent) != (field.value == nil) || (field.source == .absent) != (field.reason != nil) {
        report(place, "a field has either a value or the reason why it has none")
      }
      if name.hasPrefix(ResultExpectation.probePrefix), field.effect != .result { report(place, "numeric probes affect results") }
    }
    if zip(environment.taints, environment.taints.dropFirst()).contains(where: { !$0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      report("\(BundleFile.environment)#/taints", "not sorted, or one stands twice")
    }
  }

  private mutating func report(_ place: String, _ message: String) {
    findings.append(Finding("fingerprint-shape", path: place, message))
  }
}
