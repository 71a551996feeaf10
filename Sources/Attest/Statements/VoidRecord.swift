public import Record

/// What a builder says of a plan that it committed to: there will be no result, and why.
///
/// With it every committed plan comes to an end that others can see, a result or a reason.
public struct VoidRecord: Statement {
  /// The predicate of void records, version 1.
  public static let predicateType = "urn:etalon:void:v1"
  /// The name of such statements in a sentence.
  public static let title = "void record"
  /// A void record is about a plan.
  public static let about = StatementSubject.plan

  /// Who committed to the plan, as a URI-like name that policies refer to.
  public var builder: String
  /// SHA-256 of the plan.
  public var plan: Digest
  /// Why there will be no result, in a sentence.
  public var reason: String
  /// When the signer says that the plan was given up.
  public var voided: Timestamp
  /// What tells two void records of one plan apart: one ends one commitment.
  public var nonce: Nonce

  /// The most bytes of a reason.
  public static let reasonLimit = 4096

  /// A void record from all its fields.
  public init(builder: String, plan: Digest, reason: String, voided: Timestamp, nonce: Nonce) {
    self.builder = builder
    self.plan = plan
    self.reason = reason
    self.voided = voided
    self.nonce = nonce
  }

  /// The builder.
  public var speaker: String { builder }
  /// When the signer says that it was given up.
  public var stated: Timestamp { voided }
  /// The digest of the plan.
  public var subject: Digest { plan }

  /// Who gives the plan up, why and when, and the nonce.
  public var predicate: JSON {
    [
      "builder": ["id": .string(builder)], "nonce": .string(nonce.hex), "reason": .string(reason),
      "voidedOn": .string(voided.recordText),
    ]
  }

  /// Reads who gives the plan up, why and when, and the nonce.
  public init(about subject: Digest, _ predicate: PredicateReader) throws(StatementFault) {
    let reason = try predicate.text("reason")
    guard reason.utf8.count <= VoidRecord.reasonLimit else {
      throw StatementFault("statement-unreadable", "`reason` of the predicate is longer than \(VoidRecord.reasonLimit) bytes")
    }
    self.init(
      builder: try predicate.text("builder", "id"), plan: subject, reason: reason, voided: try predicate.time("voidedOn"),
      nonce: try predicate.nonce("nonce"))
  }
}
