internal import Record
internal import Text

/// Whether two hosts should give the same bits for a plan: the tiers it uses decide what matters, and the numeric probes decide it.
struct ResultExpectation {
  let left: Fingerprint
  let right: Fingerprint
  let differences: [FingerprintDiff.Difference]
  let plan: Plan?

  /// Numeric probes are fields named so: digests of tiny fixed computations.
  static let probePrefix = "probe."
  /// Those of the vendor tier.
  static let vendorProbePrefix = "probe.vendor"

  var answer: FingerprintDiff.Expectation {
    let promises = Set(plan?.nodes.map(\.numerics.promise) ?? [])
    let usesVendor = plan == nil || promises.contains(.bound)
    let usesPortable = plan == nil || promises.contains(where: \.isBitwise)
    let programs = plan?.nodes.filter { $0.numerics.promise == .transcripts || $0.numerics.promise == .declared }.map(\.id) ?? []

    let portable = probes { !$0.hasPrefix(ResultExpectation.vendorProbePrefix) }
    if usesPortable, let probe = portable.different.first {
      return Expectation(
        answer: .no, because: "the numeric probe \(quoted(probe)) differs, and the portable tier promises that it does not")
    }
    if usesVendor, plan != nil { return vendor }
    if !programs.isEmpty {
      return Expectation(
        answer: .unknown,
        because: "\(listed(programs, limit: 5)) \(inflected(programs.count, "depends", "depend")) on a program or endpoint, "
          + "for which no tier promises anything")
    }
    let basis =
      portable.equal > 0
      ? counted(portable.equal, "numeric probe agrees", "numeric probes agree") : "the portable tier gives the same bits on every host"
    guard plan == nil else { return Expectation(answer: .yes, because: "the plan is in the portable tier, and \(basis)") }
    let vendor = vendor
    let rest = vendor.answer == .yes ? "in the vendor tier too" : "in the vendor tier not: \(vendor.because)"
    return Expectation(answer: .yes, because: "in the portable tier, since \(basis); \(rest)")
  }

  private typealias Expectation = FingerprintDiff.Expectation

  /// The bits of a vendor's library change with core type, thread count and version.
  private var vendor: FingerprintDiff.Expectation {
    let probes = probes { $0.hasPrefix(ResultExpectation.vendorProbePrefix) }
    if let probe = probes.different.first {
      return Expectation(
        answer: .no, because: "the vendor library's numeric probe \(quoted(probe)) differs; its results are compared within a bound")
    }
    let causes = differences.filter { $0.effect == .result && !$0.name.hasPrefix(ResultExpectation.probePrefix) }.map(\.name)
    if probes.equal > 0, causes.isEmpty {
      return Expectation(
        answer: .yes, because: "\(probes.equal) numeric probes of the vendor library agree, and nothing else that affects bits differs")
    }
    if causes.isEmpty { return Expectation(answer: .yes, because: "nothing that affects bits of the vendor library differs") }
    return Expectation(
      answer: .no, because: "different: \(listed(causes, limit: 5)); results of the vendor tier are compared within a bound")
  }

  /// How many probes agree that both have, and the names of those that do not, sorted.
  private func probes(_ isMeant: (String) -> Bool) -> (equal: Int, different: [String]) {
    var equal = 0
    var different: [String] = []
    for (name, field) in left.fields where name.hasPrefix(ResultExpectation.probePrefix) && isMeant(name) {
      guard let value = field.value, let other = right.fields[name]?.value else { continue }
      if value == other { equal += 1 } else { different.append(name) }
    }
    return (equal, different.sorted())
  }
}
