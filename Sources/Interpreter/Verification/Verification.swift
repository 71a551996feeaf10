internal import Attest
internal import Record

/// A verification under way: the bundle, what the verifier brought along, and what is known so far.
struct Verification {
  let reading: BundleReading
  let request: VerificationRequest
  let observe: (RunEvent) -> Void
  let isCancelled: () -> Bool
  /// The numeric probes that this host fails.
  let probes: () -> [String]
  /// The verdicts so far, in the order of `PropertyCheck.all`.
  private(set) var verdicts: [PropertyVerdict] = []
  /// The recorded answers, scored again once for every property that asks; set by `intact`.
  var answers = RescoredAnswers()
  /// What executing the plan again takes; set by `reproduced`.
  var cost: ReproductionCost?

  init(
    _ reading: BundleReading, _ request: VerificationRequest, probes: @escaping () -> [String] = HostProbes.failing,
    observe: @escaping (RunEvent) -> Void, isCancelled: @escaping () -> Bool
  ) {
    self.reading = reading
    self.request = request
    self.probes = probes
    self.observe = observe
    self.isCancelled = isCancelled
  }

  /// Judges one property more.
  mutating func judge(_ check: PropertyCheck) throws(RunFault) { verdicts.append(try check.judge(&self)) }

  /// Whether the verifier wants to know about a property.
  func demands(_ property: PropertyVerdict.Property) -> Bool { request.required.contains(property) }

  /// What came out of a property that was judged before.
  func verdict(_ property: PropertyVerdict.Property) -> PropertyVerdict? { verdicts.first { $0.property == property } }
}
