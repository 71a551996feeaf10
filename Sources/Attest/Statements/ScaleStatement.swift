public import Record

/// What the author of a grade scale says: these bands, references and vetoes, until this day, are the scale.
///
/// It is about the scale's canonical JSON, so a comment of its file changes nothing, and a band does.
public struct ScaleStatement: Statement {
  /// The predicate of signed scales, version 1.
  public static let predicateType = "urn:etalon:grade-scale:v1"
  /// The name of such statements in a sentence.
  public static let title = "grade scale"
  /// It is about a scale.
  public static let about = StatementSubject.scale

  /// Who answers for the scale, as a URI-like name that policies refer to.
  public var author: String
  /// SHA-256 of the scale's canonical JSON.
  public var scale: Digest
  /// When the author says that it was signed.
  public var signed: Timestamp

  /// A statement from all its fields.
  public init(author: String, scale: Digest, signed: Timestamp) {
    (self.author, self.scale, self.signed) = (author, scale, signed)
  }

  /// The author.
  public var speaker: String { author }
  /// When the author says that it was signed.
  public var stated: Timestamp { signed }
  /// The digest of the scale.
  public var subject: Digest { scale }
  /// Who signs and when.
  public var predicate: JSON { ["author": ["id": .string(author)], "signedOn": .string(signed.recordText)] }

  /// Reads who signs and when.
  public init(about subject: Digest, _ predicate: PredicateReader) throws(StatementFault) {
    self.init(author: try predicate.text("author", "id"), scale: subject, signed: try predicate.time("signedOn"))
  }
}
