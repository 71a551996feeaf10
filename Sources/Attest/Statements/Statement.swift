// in-toto Statement v1 (github.com/in-toto/attestation/blob/main/spec/v1/statement.md): somebody says something about a digest.
public import Record

/// What a signer says about a bundle or a plan: the payload of an envelope.
///
/// A type says what is its own: the predicate, who speaks and about what. Writing and reading the statement around it is the same for all.
/// `StatementTable` lists the types of this release.
public protocol Statement: Sendable, Hashable {
  /// The URI that names the shape of the predicate; another shape is another URI.
  static var predicateType: String { get }
  /// What the statement is called in a sentence, such as `verification summary`.
  static var title: String { get }
  /// What the statement is about.
  static var about: StatementSubject { get }
  /// The URI under which a policy believes such statements from a builder.
  static var policyType: String { get }

  /// Who says it: the name that a policy binds to keys.
  var speaker: String { get }
  /// When the signer says that it was said; for a run, that it ended.
  var stated: Timestamp { get }
  /// SHA-256 of what it is about.
  var subject: Digest { get }
  /// What is said about the subject.
  var predicate: JSON { get }

  /// Reads the predicate of a statement about a subject.
  ///
  /// - Throws: `StatementFault` where a field that the format demands is missing or of the wrong kind.
  init(about subject: Digest, _ predicate: PredicateReader) throws(StatementFault)
}

/// A file that statements are about; its digest is the statement's subject.
public enum StatementSubject: String, Sendable, Hashable {
  /// The canonical JSON of a grade scale, whatever file it was read from.
  case scale = "scale.json"
  /// The manifest, whose digest is the root of the bundle.
  case manifest = "manifest-sha256.txt"
  /// The plan, which is there before any bundle of it.
  case plan = "data/plan.json"
}

/// The fixed parts of an in-toto statement.
enum InToto {
  static let statementType = "https://in-toto.io/Statement/v1"
  static let limits = JSON.Limits(depth: 32, bytes: Envelope.sizeLimit, nodes: 200_000, marks: JSON.Limits.recordMarks)
}

extension Statement {
  /// By default, statements are believed from those whose runs are believed.
  public static var policyType: String { RunStatement.buildType }

  /// The bytes that are signed: canonical JSON (RFC 8785) of the in-toto statement.
  public var payload: [UInt8] {
    let statement: JSON = [
      "_type": .string(InToto.statementType), "predicate": predicate, "predicateType": .string(Self.predicateType),
      "subject": [["digest": ["sha256": .string(subject.hex)], "name": .string(Self.about.rawValue)]],
    ]
    return statement.canonicalBytes
  }

  /// Reads a payload that is hostile until proven otherwise.
  ///
  /// Fields that the format does not know are passed over, as in-toto asks; those that it knows must be there.
  /// - Throws: `StatementFault`; its code says which demand of the format is not met.
  public init(payload: [UInt8]) throws(StatementFault) {
    guard let json = try? JSON(parsing: payload, limits: InToto.limits) else {
      throw StatementFault("statement-unreadable", "the payload is not JSON")
    }
    try StatementFault.demand(json["_type"]?.text, InToto.statementType, "statement-type", "statement type")
    try StatementFault.demand(json["predicateType"]?.text, Self.predicateType, "predicate-type", "predicate type")
    let subjects = json["subject"]?.elements ?? []
    if subjects.count > 1 { throw StatementFault("subject-differs", "more than one subject, of which only the first would be compared") }
    let first = subjects.first
    try StatementFault.demand(first?["name"]?.text, Self.about.rawValue, "subject-differs", "name of the first subject")
    guard let subject = first?["digest"]?["sha256"]?.text.flatMap({ Digest(hex: $0) }) else {
      throw StatementFault("subject-differs", "the first subject has no SHA-256 digest")
    }
    try self.init(about: subject, PredicateReader(json["predicate"] ?? .null))
  }
}

extension Envelope {
  /// Signs a statement.
  public init(stating statement: some Statement, with key: borrowing SigningKey) {
    self.init(signing: statement.payload, with: key)
  }
}
