internal import Attest
internal import Record

/// One property of a bundle, and how a verification judges it.
///
/// A judge lists checks and lets the verdict follow from them (`PropertyVerdict.init(_:_:holding:)`), so that nothing which was not done is
/// taken to hold. A new property is a value and a line of `all`.
struct PropertyCheck: Sendable {
  let property: PropertyVerdict.Property
  /// Judges the property; what it learns may serve those that are judged after it.
  let judge: @Sendable (inout Verification) throws(RunFault) -> PropertyVerdict

  init(_ property: PropertyVerdict.Property, judge: @escaping @Sendable (inout Verification) throws(RunFault) -> PropertyVerdict) {
    self.property = property
    self.judge = judge
  }
}

extension PropertyCheck {
  /// Every property, in the order in which they are judged and told; `reproduced` asks what came out of `intact`.
  static let all = [intact, authentic, committed, reproduced, reproducedBy, audited]

  static let authentic = PropertyCheck(.authentic) { verification in
    verification.reading.authenticity(under: verification.request.policy)
  }

  /// Judged where it is demanded, and where the bundle holds evidence for it: evidence that is false fails unasked.
  static let committed = PropertyCheck(.committed) { verification in
    guard verification.demands(.committed) || verification.reading.hasCommitment else {
      return PropertyVerdict(.committed, .notAsked, "not asked")
    }
    return verification.reading.commitment(under: verification.request.policy)
  }

  /// Judged where it is demanded, and where the bundle holds a summary; what others did is told, whatever is done here.
  static let reproducedBy = PropertyCheck(.reproducedBy) { verification in
    guard verification.demands(.reproducedBy) || verification.reading.hasSummaries else {
      return PropertyVerdict(.reproducedBy, .notAsked, "not asked")
    }
    return verification.reading.endorsement(under: verification.request.policy)
  }
}
