internal import Attest
internal import Kernels
internal import Record

/// The known answers of the portable tier, tried on this host.
enum HostProbes {
  /// Whether this host computes them as every other does; one that does not cannot judge others.
  ///
  /// - Parameter failing: The names of the probes that do not come out as everywhere else.
  static func outcome(failing: [String]) -> CheckOutcome {
    guard !failing.isEmpty else { return CheckOutcome("probes", done: "\(NumericProbe.all.count) known answers come out here") }
    let findings = failing.map { Finding("probe-failed", .unchecked, path: $0, "this host computes a known answer wrongly") }
    return CheckOutcome(
      "probes", notDone: "this host fails \(failing.count) numeric probes, so its results prove nothing", findings: findings)
  }

  /// The names of the probes that do not come out as everywhere else.
  static func failing() -> [String] {
    do {
      let engine = try Engine()
      var names: [String] = []
      for probe in NumericProbe.all where try !probe.holds(on: engine) { names.append(probe.name) }
      return names
    } catch {
      return ["numeric probes (\(error.message))"]
    }
  }
}
