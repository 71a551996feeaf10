internal import Record
internal import Text

/// Whether two hosts should run at the same speed, as far as both tell what bears on it.
struct SpeedExpectation {
  let differences: [FingerprintDiff.Difference]
  let untold: [FingerprintDiff.Difference]
  let taints: FingerprintDiff.Taints
  let disturbances: Disturbances

  /// Without these nothing is known of a host's speed.
  private static let essential: Set<String> = ["cpu.model", "limits.cores", "memory.total"]

  var answer: FingerprintDiff.Expectation {
    // The model of a processor says more than the instructions it has.
    let slowing = differences.filter { $0.causes.contains(.speed) }.sorted {
      FingerprintDiff.weight($0) < FingerprintDiff.weight($1)
    }
    if let first = slowing.first { return Expectation(answer: .no, because: FingerprintDiff.phrase(first, of: slowing)) }
    let tags = lasting(taints.left).map { ($0, "A") } + lasting(taints.right).map { ($0, "B") }
    if let (tag, side) = tags.first { return Expectation(answer: .no, because: "only \(side) is tainted \(quoted(tag))") }
    if !disturbances.isEmpty { return Expectation(answer: .unknown, because: disturbances.phrases.joined(separator: "; ")) }
    let missing = untold.filter { $0.causes.contains(.speed) }
    if let first = missing.first(where: { SpeedExpectation.essential.contains($0.name) }) {
      return Expectation(answer: .unknown, because: "only \(first.left == nil ? "B" : "A") tells \(quoted(first.name))")
    }
    let rest = missing.isEmpty ? "" : ", as far as both tell"
    return Expectation(answer: .yes, because: "nothing that affects speed differs\(rest)")
  }

  private typealias Expectation = FingerprintDiff.Expectation

  /// Tags that stand for a lasting property, not for a disturbance.
  private func lasting(_ tags: [String]) -> [String] { tags.filter { TaintRule.rule(for: $0)?.disturbance == nil } }
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
