public import Record

/// What a builder says before a run: this plan, and no other, is going to be executed.
///
/// The time in it is the signer's word; evidence of the time is another file's business.
public struct PlanCommitment: Statement {
  /// The predicate of plan commitments, version 1.
  public static let predicateType = "urn:etalon:plan-commitment:v1"
  /// The name of such statements in a sentence.
  public static let title = "plan commitment"
  /// A commitment is about a plan.
  public static let about = StatementSubject.plan

  /// Who is going to run the plan, as a URI-like name that policies refer to.
  public var builder: String
  /// SHA-256 of the plan.
  public var plan: Digest
  /// When the signer says that the commitment was made.
  public var committed: Timestamp

  /// A commitment from all its fields.
  public init(builder: String, plan: Digest, committed: Timestamp) {
    self.builder = builder
    self.plan = plan
    self.committed = committed
  }

  /// The builder.
  public var speaker: String { builder }
  /// When the signer says that it was committed to.
  public var stated: Timestamp { committed }
  /// The digest of the plan.
  public var subject: Digest { plan }
  /// Who commits, and when they say that they did.
  public var predicate: JSON { ["builder": ["id": .string(builder)], "committedOn": .string(committed.recordText)] }

  /// Reads who commits, and when.
  public init(about subject: Digest, _ predicate: PredicateReader) throws(StatementFault) {
    self.init(builder: try predicate.text("builder", "id"), plan: subject, committed: try predicate.time("committedOn"))
  }
}
