/// Why there is no ranking, no score or no grade: a code with a page, and a sentence.
public struct RankingFault: Error, Sendable, Hashable, Codable {
  /// What kind of thing is wrong.
  public var code: Code
  /// What, in a clause that can follow a colon.
  public var reason: String

  /// A fault of a kind.
  public init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// The kinds; each has a page of `etalon explain`.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// A metric that the formula needs is not there, or is beyond what a ratio can be made of.
    case missing = "rank-missing-metric"
    case negative = "rank-negative-metric"
    case zero = "rank-zero-metric"
    case beyond = "rank-beyond-range"
    case unit = "rank-other-unit"
    /// The formula itself says nothing.
    case reference = "rank-bad-reference"
    case weights = "rank-no-weights"
    case fine = "rank-weights-too-fine"
    case formula = "rank-no-formula"
    /// Something about the systems.
    case work = "rank-other-work"
    case unverified = "rank-not-verified"
    case disturbed = "rank-disturbed"
    case notIntact = "rank-not-intact"
    case empty = "rank-no-systems"
    case repeated = "rank-same-system"
    case runs = "rank-runs-of-one-system"
    case change = "rank-other-system"
    case stray = "rank-facts-unused"
    case expired = "scale-expired"
    case scope = "scale-other-scope"
  }
}
