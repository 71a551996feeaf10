/// What becomes of the items of an evaluation that have no usable answer.
public struct ErrorPolicy: Sendable, Hashable, Codable {
  /// How they are treated.
  public var treat: Treatment
  /// The greatest share of the items that may be treated so; above it the trial fails.
  public var upTo: Rational

  /// A treatment up to a share of the items.
  public init(treat: Treatment, upTo: Rational) {
    self.treat = treat
    self.upTo = upTo
  }

  /// One such item fails the trial.
  public static let stop = ErrorPolicy(treat: .stop, upTo: Rational(0))

  /// What an item without a usable answer means for the scores.
  public enum Treatment: String, Sendable, Hashable, Codable, CaseIterable {
    /// The trial fails.
    case stop
    /// The item counts as wrong.
    case wrong
    /// The item is left out, and the results say how many were.
    case excluded
  }
}
