/// The statements of this release; a new one is a type of its own and a line here.
public enum StatementTable {
  /// Every type of statement, by its predicate.
  public static let all: [any Statement.Type] = [
    RunStatement.self, PlanCommitment.self, VerificationSummary.self, VoidRecord.self,
  ]

  /// The type of a predicate, or `nil` where this release has none.
  public static func type(ofPredicate uri: String) -> (any Statement.Type)? {
    all.first { $0.predicateType.utf8.elementsEqual(uri.utf8) }
  }
}
