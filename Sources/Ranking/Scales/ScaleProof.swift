public import Record

/// What a scale proves of itself, rule by rule: whatever system comes, the rules hold.
public struct ScaleProof: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:scale-proof:v1"
  /// The name and the edition of the scale.
  public var scale: String
  /// Each rule with what holds or fails.
  public var statements: [Statement]

  /// One thing that is proved or refuted.
  public struct Statement: Sendable, Hashable, Codable {
    /// The rule of docs/ranking.md.
    public var rule: Int
    /// The code of a failure; `etalon explain CODE` has a page on each.
    public var code: Code?
    /// What holds, or why it does not.
    public var words: String

    /// Whether it holds.
    public var holds: Bool { code == nil }
  }

  /// What can be wrong with a scale.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    case classes = "scale-classes"
    case unreachable = "scale-unreachable"
    case reference = "scale-reference"
    case cloned = "scale-cloned"
    case veto = "scale-veto"
    case weights = "scale-weights"
  }

  /// Whether every rule holds.
  public var holds: Bool { statements.allSatisfy(\.holds) }

  /// Proves the rules for a scale.
  public init(_ scale: GradeScale) {
    self.scale = "\(scale.name) \(scale.edition)"
    let judge = ScaleJudge(scale)
    statements = judge.weights + judge.total + judge.reachable + judge.reference + judge.clones + judge.vetoes
  }
}
