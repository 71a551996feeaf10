internal import Record
internal import Text

/// Whether two hosts should give the same bits for a plan: the tiers it uses decide what matters, and the numeric probes decide it.
struct ResultExpectation {
  let left: Fingerprint
  let right: Fingerprint
  let differences: [FingerprintDiff.Difference]
  let untold: [FingerprintDiff.Difference]
  let plan: Plan?

  /// Numeric probes are fields named so: digests of tiny fixed computations.
  static let probePrefix = "probe."
  /// The tag of a host whose probes fail their known answers.
  private static let wrong = "numeric-probe-differs"

  var answer: FingerprintDiff.Expectation {
    let promises = Set(plan?.nodes.map(\.numerics.promise) ?? [])
    if plan == nil || promises.contains(where: \.isBitwise), let fault = portableFault { return fault }
    if promises.contains(.bound) { return vendor }
    if let programs { return programs }
    let agreeing = agreeing(.portableBits)
    let basis =
      agreeing > 0
      ? counted(agreeing, "numeric probe agrees", "numeric probes agree") : "the portable tier gives the same bits on every host"
    guard plan == nil else { return Expectation(answer: .yes, because: "the plan is in the portable tier, and \(basis)") }
    return Expectation(answer: .yes, because: "in the portable tier, since \(basis); \(vendorClause)")
  }

  private typealias Expectation = FingerprintDiff.Expectation

  /// A numeric probe of the portable tier that differs, or that fails on both.
  private var portableFault: Expectation? {
    if let probe = causing(.portableBits).first {
      return Expectation(
        answer: .no,
        because: "the numeric probe \(quoted(probe.name)) differs, and the portable tier promises that it does not")
    }
    guard left.taints.contains(ResultExpectation.wrong), right.taints.contains(ResultExpectation.wrong) else { return nil }
    return Expectation(answer: .unknown, because: "numeric probes fail their known answers on both, so neither can be relied on")
  }

  /// The bits of a vendor's library change with core type, thread count and version.
  var vendor: FingerprintDiff.Expectation {
    let causes = causing(.vendorBits)
    if let probe = causes.first(where: { $0.name.hasPrefix(ResultExpectation.probePrefix) }) {
      return Expectation(
        answer: .no, because: "the vendor library's numeric probe \(quoted(probe.name)) differs; its results are compared within a bound")
    }
    if let first = causes.first {
      return Expectation(
        answer: .no,
        because: "\(FingerprintDiff.phrase(first, of: causes)); results of the vendor tier are compared within a bound")
    }
    if let gap = untold.first(where: { $0.causes.contains(.vendorBits) }) {
      return Expectation(answer: .unknown, because: "only \(gap.left == nil ? "B" : "A") tells \(quoted(gap.name))")
    }
    let agreeing = agreeing(.vendorBits)
    let basis = agreeing > 0 ? "\(counted(agreeing, "numeric probe", "numeric probes")) of the vendor library agree, and " : ""
    return Expectation(answer: .yes, because: "\(basis)nothing that affects bits of the vendor library differs")
  }

  /// What is said of the vendor tier where no plan says whether it matters.
  private var vendorClause: String {
    let vendor = vendor
    switch vendor.answer {
    case .yes: return "in the vendor tier too"
    case .no: return "in the vendor tier not: \(vendor.because)"
    case .unknown: return "in the vendor tier it cannot be said: \(vendor.because)"
    }
  }

  /// What can be said of cells that run a program or ask an endpoint; `nil` where the plan has none.
  private var programs: Expectation? {
    let cells = plan?.nodes.filter { $0.numerics.promise == .transcripts || $0.numerics.promise == .declared }.map(\.id) ?? []
    guard !cells.isEmpty else { return nil }
    let causes = causing(.programBits)
    let differs = causes.first.map { "; \(FingerprintDiff.phrase($0, of: causes))" } ?? ""
    return Expectation(
      answer: .unknown,
      because: "\(listed(cells, limit: 5)) \(inflected(cells.count, "depends", "depend")) on a program or endpoint, "
        + "for which no tier promises anything\(differs)")
  }

  private func causing(_ cause: FingerprintRule.Cause) -> [FingerprintDiff.Difference] {
    differences.filter { $0.causes.contains(cause) }
  }

  /// How many probes of a tier both have, and alike.
  private func agreeing(_ cause: FingerprintRule.Cause) -> Int {
    left.fields.count { name, field in
      name.hasPrefix(ResultExpectation.probePrefix) && FingerprintRule.rule(for: name)?.causes == [cause] && field.value != nil
        && field.value == right.fields[name]?.value
    }
  }
}
