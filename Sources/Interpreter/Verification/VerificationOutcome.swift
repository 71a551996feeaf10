internal import Record

/// The exit code and the last line of a verification, from the same facts.
struct VerificationOutcome {
  let exitCode: Int
  let conclusion: String

  /// The precedence is 1 (something fails), 4 (a re-execution differs), 3 (evidence is short of what was required), 0.
  init(properties: [PropertyVerdict], required: Set<PropertyVerdict.Property>) {
    let failing = properties.filter { $0.state == .fails }
    let short = properties.filter { required.contains($0.property) && $0.state != .holds && $0.state != .fails }
    if failing.contains(where: { $0.property != .reproduced }) {
      exitCode = 1
      conclusion = "fails: \(VerificationOutcome.names(failing))"
    } else if !failing.isEmpty {
      exitCode = 4
      let failures = failing.flatMap(\.findings).filter { $0.severity == .failure }
      conclusion =
        !failures.isEmpty && failures.allSatisfy { $0.code == "measurement-outside" }
        ? "differs: the results came out the same, the measurements outside the band of your policy"
        : "differs: executed again, the plan gives other results than the bundle"
    } else if !short.isEmpty {
      exitCode = 3
      conclusion = "undecided: \(short.map { "\($0.property.rawValue) (\($0.summary))" }.joined(separator: "; "))"
    } else {
      exitCode = 0
      conclusion = "holds: \(VerificationOutcome.names(properties.filter { $0.state == .holds }))"
    }
  }

  private static func names(_ properties: [PropertyVerdict]) -> String { properties.map(\.property.rawValue).joined(separator: ", ") }
}
