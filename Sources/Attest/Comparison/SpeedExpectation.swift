internal import Record
internal import Text

/// Whether two hosts should run at the same speed, as far as both tell what bears on it.
struct SpeedExpectation {
  let differences: [FingerprintDiff.Difference]
  let untold: [FingerprintDiff.Difference]
  let taints: FingerprintDiff.Taints
  let disturbances: Disturbances
  let plan: Plan?

  /// Without these nothing is known of a host's speed.
  private static let essential: Set<String> = ["cpu.model", "limits.cores", "memory.total"]

  var answer: FingerprintDiff.Expectation {
    // The model of a processor says more than the instructions it has.
    let slowing = differences.filter(matters).sorted {
      FingerprintDiff.weight($0) < FingerprintDiff.weight($1)
    }
    if let first = slowing.first { return Expectation(answer: .no, because: FingerprintDiff.phrase(first, of: slowing)) }
    let tags = lasting(taints.left).map { ($0, "A") } + lasting(taints.right).map { ($0, "B") }
    if let (tag, side) = tags.first(where: { TaintRule.rule(for: $0.0) != nil }) {
      return Expectation(answer: .no, because: "only \(side) is tainted \(quoted(tag))")
    }
    if !disturbances.isEmpty { return Expectation(answer: .unknown, because: disturbances.phrases.joined(separator: "; ")) }
    if let (tag, side) = tags.first {
      return Expectation(answer: .unknown, because: "only \(side) is tainted \(quoted(tag)), which this release does not know")
    }
    let missing = untold.filter(matters)
    if let first = missing.first(where: { SpeedExpectation.essential.contains($0.name) }) {
      return Expectation(answer: .unknown, because: "only \(first.left == nil ? "B" : "A") tells \(quoted(first.name))")
    }
    let rest = missing.isEmpty ? "" : ", as far as both tell"
    return Expectation(answer: .yes, because: "nothing that affects speed differs\(rest)")
  }

  private typealias Expectation = FingerprintDiff.Expectation

  /// Whether a difference bears on the speed of the plan: what steers only the vendor's library does not where no cell uses it.
  private func matters(_ difference: FingerprintDiff.Difference) -> Bool {
    guard difference.causes.contains(.speed) else { return false }
    guard let plan, difference.causes.contains(.vendorBits), !difference.causes.contains(.programBits) else { return true }
    return plan.nodes.contains { $0.numerics.promise == .bound }
  }

  /// Tags that stand for a lasting property, not for a disturbance, and that bear on speed.
  private func lasting(_ tags: [String]) -> [String] {
    tags.filter { tag in TaintRule.rule(for: tag).map { $0.disturbance == nil && $0.isOfSpeed && !isOfVendor($0) } ?? true }
  }

  /// A core type that was forced matters to the vendor tier alone, and its fields say so.
  private func isOfVendor(_ rule: TaintRule) -> Bool { rule.tag == "openblas-core-forced" }
}

extension FingerprintDiff {
  /// The first difference as a phrase, and how many more there are.
  static func phrase(_ first: Difference, of all: [Difference]) -> String {
    let rest = all.count - 1
    return first.phrase + (rest > 0 ? ", and \(counted(rest, "more field differs", "more fields differ"))" : "")
  }

  /// What explains a difference of speed best comes first: what somebody set, then the processor, then the rest.
  static func weight(_ difference: Difference) -> Int {
    let groups = ["environment.", "limits.", "process.", "cpu.model", "cpu.", "topology.", "memory.", "library.", "virtualisation."]
    return groups.firstIndex { difference.name.hasPrefix($0) } ?? groups.count
  }
}
