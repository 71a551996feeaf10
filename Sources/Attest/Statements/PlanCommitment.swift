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
  /// What tells two commitments of one plan apart, also within a second: 32 hexadecimal digits, drawn for each.
  public var nonce: Nonce

  /// A commitment from all its fields.
  public init(builder: String, plan: Digest, committed: Timestamp, nonce: Nonce) {
    self.builder = builder
    self.plan = plan
    self.committed = committed
    self.nonce = nonce
  }

  /// The builder.
  public var speaker: String { builder }
  /// When the signer says that it was committed to.
  public var stated: Timestamp { committed }
  /// The digest of the plan.
  public var subject: Digest { plan }
  /// Who commits, when they say that they did, and the nonce.
  public var predicate: JSON {
    ["builder": ["id": .string(builder)], "committedOn": .string(committed.recordText), "nonce": .string(nonce.hex)]
  }

  /// Reads who commits, when, and the nonce.
  public init(about subject: Digest, _ predicate: PredicateReader) throws(StatementFault) {
    self.init(
      builder: try predicate.text("builder", "id"), plan: subject, committed: try predicate.time("committedOn"),
      nonce: try predicate.nonce("nonce"))
  }
}
