/// What becomes of the items of an evaluation that have no usable answer.
public struct ErrorPolicy: Sendable, Hashable, Codable {
  /// How they are treated.
  public var treat: Treatment
  /// The greatest share of the items that may be treated so; above it the trial fails.
  public var upTo: Rational
  /// What an answer is that was cut at its greatest length; absent where it is no usable one.
  public var cut: Cut?

  /// A treatment up to a share of the items.
  public init(treat: Treatment, upTo: Rational, cut: Cut? = nil) {
    self.treat = treat
    self.upTo = upTo
    self.cut = cut
  }

  /// What becomes of an answer that was cut at its greatest length.
  public enum Cut: String, Sendable, Hashable, Codable, CaseIterable {
    /// It is judged as far as it came.
    case judged
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
