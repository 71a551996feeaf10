public import Record

/// What one check came to, with everything that it found.
///
/// The state follows from the findings, so a check cannot claim to be done while something that it is about was not looked at.
public struct CheckOutcome: Sendable, Hashable {
  /// A stable word; unique within a property.
  public let name: String
  /// What the check found, failures and notes alike.
  public let findings: [Finding]
  private let extent: String
  private let isSkipped: Bool

  /// A check that looked at everything it is about.
  ///
  /// - Parameters:
  ///   - name: A stable word; unique within a property.
  ///   - extent: What was looked at, as a phrase.
  ///   - findings: What is wrong or worth knowing; one that is `unchecked` makes the check not done.
  public init(_ name: String, done extent: String, findings: [Finding] = []) {
    self.name = name
    self.findings = findings
    self.extent = extent
    isSkipped = false
  }

  /// A check that could not be done.
  ///
  /// - Parameters:
  ///   - name: A stable word; unique within a property.
  ///   - reason: Why not, as a phrase.
  ///   - findings: What is wrong or worth knowing.
  public init(_ name: String, notDone reason: String, findings: [Finding] = []) {
    self.name = name
    self.findings = findings
    extent = reason
    isSkipped = true
  }

  /// The same check with more that was found.
  init(_ outcome: CheckOutcome, adding findings: [Finding]) {
    name = outcome.name
    self.findings = outcome.findings + findings
    extent = outcome.extent
    isSkipped = outcome.isSkipped
  }

  /// Failed where anything is wrong; done where nothing was left unchecked.
  public var state: Check.State {
    if findings.contains(where: { $0.severity == .failure }) { return .failed }
    return isSkipped || findings.contains { $0.severity == .unchecked } ? .notDone : .done
  }

  /// The check as a report tells it.
  public var check: Check { Check(name, state, detail) }

  private var detail: String {
    switch state {
    case .done: extent
    case .failed: headline(.failure)
    case .notDone: isSkipped ? extent : headline(.unchecked)
    }
  }

  /// The first finding of a severity, and how many more there are.
  private func headline(_ severity: Finding.Severity) -> String {
    let meant = findings.filter { $0.severity == severity }
    guard let first = meant.first else { return extent }
    let more = meant.count > 1 ? ", and \(meant.count - 1) more" : ""
    return "\(first.path): \(first.message)\(more)"
  }
}
