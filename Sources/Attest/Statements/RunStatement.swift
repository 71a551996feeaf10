// in-toto Statement v1 with the SLSA provenance predicate v1 (slsa.dev/spec/v1.0/provenance), for runs.
public import Record

/// What a signer says about a run: this manifest is what came out of that plan.
public struct RunStatement: Sendable, Hashable {
  public static let statementType = "https://in-toto.io/Statement/v1"
  public static let predicateType = "https://slsa.dev/provenance/v1"
  public static let buildType = "urn:etalon:run:v1"
  public static let subjectName = "manifest-sha256.txt"

  /// Who ran it, as a URI-like name that policies refer to.
  public var builder: String
  /// SHA-256 of the manifest: the bundle's root.
  public var root: Digest
  public var plan: Digest
  /// The RFC 6962 root over the trial lines, and how many there are.
  public var trialsRoot: Digest
  public var trialsCount: Int
  /// Digests of the inputs, by their id in the plan.
  public var inputs: [InputFile]
  public var started: Timestamp
  public var ended: Timestamp

  public init(
    builder: String, root: Digest, plan: Digest, trialsRoot: Digest, trialsCount: Int, inputs: [InputFile], started: Timestamp,
    ended: Timestamp
  ) {
    self.builder = builder
    self.root = root
    self.plan = plan
    self.trialsRoot = trialsRoot
    self.trialsCount = trialsCount
    self.inputs = inputs
    self.started = started
    self.ended = ended
  }

  /// The payload: canonical JSON of the in-toto statement.
  public var payload: [UInt8] {
    let dependencies = inputs.map { input -> JSON in
      ["digest": ["sha256": .string(input.sha256.hex)], "name": .string("\(input.role.rawValue)/\(input.id)")]
    }
    let definition: JSON = [
      "buildType": .string(RunStatement.buildType),
      "externalParameters": [
        "plan": .string(plan.hex), "trialsCount": .string(String(trialsCount)), "trialsRoot": .string(trialsRoot.hex),
      ],
      "resolvedDependencies": .array(dependencies),
    ]
    let details: JSON = [
      "builder": ["id": .string(builder)],
      "metadata": ["finishedOn": .string(ended.recordText), "startedOn": .string(started.recordText)],
    ]
    let statement: JSON = [
      "_type": .string(RunStatement.statementType),
      "predicate": ["buildDefinition": definition, "runDetails": details],
      "predicateType": .string(RunStatement.predicateType),
      "subject": [["digest": ["sha256": .string(root.hex)], "name": .string(RunStatement.subjectName)]],
    ]
    return statement.canonicalBytes
  }
}

/// The claims of a signed statement that a verifier compares with the bundle; fields it does not know are passed over, as in-toto asks.
struct ReadStatement {
  var builder: String
  var subject: Digest
  var buildType: String
  var plan: Digest?
  var trialsRoot: Digest?
  var trialsCount: Int?

  /// Reads a payload; the error says which demand of the format it does not meet.
  init(payload: [UInt8]) throws(StatementFault) {
    guard let json = try? JSON(parsing: payload, limits: JSON.Limits(depth: 32, bytes: Envelope.sizeLimit, nodes: 200_000)) else {
      throw StatementFault(code: "statement-unreadable", message: "the payload is not JSON")
    }
    func demand(_ value: String?, _ expected: String, _ code: String, _ what: String) throws(StatementFault) {
      guard let value, value.utf8.elementsEqual(expected.utf8) else {
        throw StatementFault(code: code, message: "wrong \(what)", expected: expected, found: value ?? "nothing")
      }
    }
    try demand(json["_type"]?.text, RunStatement.statementType, "statement-type", "statement type")
    try demand(json["predicateType"]?.text, RunStatement.predicateType, "predicate-type", "predicate type")
    let first = json["subject"]?.elements?.first
    try demand(first?["name"]?.text, RunStatement.subjectName, "subject-differs", "name of the first subject")
    guard let subject = first?["digest"]?["sha256"]?.text.flatMap({ Digest(hex: $0) }) else {
      throw StatementFault(code: "subject-differs", message: "the first subject has no SHA-256 digest")
    }
    let definition = json["predicate"]?["buildDefinition"]
    guard let buildType = definition?["buildType"]?.text, let builder = json["predicate"]?["runDetails"]?["builder"]?["id"]?.text else {
      throw StatementFault(code: "statement-unreadable", message: "the predicate names no build type or no builder")
    }
    self.builder = builder
    self.subject = subject
    self.buildType = buildType
    let parameters = definition?["externalParameters"]
    plan = parameters?["plan"]?.text.flatMap { Digest(hex: $0) }
    trialsRoot = parameters?["trialsRoot"]?.text.flatMap { Digest(hex: $0) }
    trialsCount = parameters?["trialsCount"]?.text.flatMap { Int($0) }
  }
}

/// Why a signed statement does not say what it must.
struct StatementFault: Error, Hashable {
  var code: String
  var message: String
  var expected: String?
  var found: String?
}
