public import Record

extension PropertyVerdict {
  /// The verdict that follows from the checks of a property.
  ///
  /// It fails where one fails, holds where each is done, and is not checkable in every other case, also where there is no check at all.
  /// - Parameter holding: The summary where the property holds.
  public init(_ property: Property, _ outcomes: [CheckOutcome], holding: String) {
    let checks = outcomes.map(\.check)
    let failed = checks.filter { $0.state == .failed }
    let missing = checks.filter { $0.state == .notDone }
    let findings = outcomes.flatMap(\.findings)
    if !failed.isEmpty {
      self.init(property, .fails, PropertyVerdict.summary(of: failed), checks: checks, findings: findings)
    } else if !missing.isEmpty {
      self.init(property, .notCheckable, PropertyVerdict.summary(of: missing), checks: checks, findings: findings)
    } else if checks.isEmpty {
      self.init(property, .notCheckable, "there was nothing to check")
    } else {
      self.init(property, .holds, holding, checks: checks, findings: findings)
    }
  }

  /// The detail of a single check, or of each with its name.
  private static func summary(of checks: [Check]) -> String {
    guard checks.count > 1 else { return checks.first?.detail ?? "" }
    return checks.map { "\($0.name): \($0.detail)" }.joined(separator: "; ")
  }
}
