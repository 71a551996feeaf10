/// One of the checks that a property of a bundle is made of, and whether it was done.
///
/// A property holds only where each of its checks is done: what was not checked is never taken to hold.
public struct Check: Sendable, Hashable, Codable {
  /// A stable word such as `plan` or `scores`; unique within its property.
  public var name: String
  /// Whether it was done, and what came of it.
  public var state: State
  /// What was checked, what is wrong, or why nothing was checked; a phrase that can follow a colon.
  public var detail: String

  /// What can become of a check.
  public enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everything that the check is about was looked at, and is right.
    case done
    /// Something that the check is about is wrong.
    case failed
    /// Something that the check is about was not looked at.
    case notDone = "not done"
  }

  /// A check and what came of it.
  public init(_ name: String, _ state: State, _ detail: String) {
    self.name = name
    self.state = state
    self.detail = detail
  }
}
