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
    checkProcessors(environment)
    if zip(environment.taints, environment.taints.dropFirst()).contains(where: { !$0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      report("\(BundleFile.environment)#/taints", "not sorted, or one stands twice")
    }
  }

  /// Logical processors of the largest package, with room: a package of today has 384 of them.
  static let mostInPackage = 1024.0

  /// Cores that the process may use are among those that it may run on, and there are no more of them than the packages hold.
  private mutating func checkProcessors(_ environment: Fingerprint) {
    func number(_ name: String) -> Double? { environment.fields[name]?.value?.number }
    func demand(_ name: String, atMost most: Double?, _ message: String) {
      guard let found = number(name), let most, found > most else { return }
      findings.append(
        Finding(
          "fingerprint-shape", path: "\(BundleFile.environment)#/fields/\(name)", message, expected: "at most \(Int(clamping: most))",
          found: "\(found)"))
    }
    let runnable = environment.fields["limits.affinity"]?.value?.text.flatMap(ProcessorList.count).map(Double.init)
    let packages = max(1, number("topology.packages") ?? 1)
    demand("limits.cores", atMost: runnable, "more cores than processors that the process may run on")
    demand("limits.cores", atMost: FingerprintChecks.mostInPackage * packages, "more cores than its packages can have")
    demand("topology.threads", atMost: FingerprintChecks.mostInPackage * packages, "more threads than its packages can have")
    demand("topology.cores", atMost: number("topology.threads"), "more cores than threads")
    demand("topology.packages", atMost: number("topology.cores"), "more packages than cores")
  }

  private mutating func report(_ place: String, _ message: String) {
    findings.append(Finding("fingerprint-shape", path: place, message))
  }
}

/// A list of processors as Linux writes it, such as `0-3,8`.
enum ProcessorList {
  /// The ranges of a list; `nil` for what is none.
  static func ranges(_ text: String) -> [ClosedRange<UInt32>]? {
    var ranges: [ClosedRange<UInt32>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { UInt32($0) }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last else { return nil }
      ranges.append(first...last)
    }
    return ranges
  }

  /// How many processors a list has; `nil` for what is none.
  static func count(_ text: String) -> Int? {
    ranges(text).map { $0.reduce(0) { $0 + Int($1.upperBound - $1.lowerBound) + 1 } }
  }
}

extension Int {
  /// The nearest integer of a number, of one beyond all integers the last.
  fileprivate init(clamping number: Double) { self = Int(exactly: number.rounded()) ?? (number < 0 ? .min : .max) }
}
