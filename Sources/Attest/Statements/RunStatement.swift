// The SLSA provenance predicate v1 (slsa.dev/spec/v1.0/provenance), for runs.
public import Record

/// What a signer says about a run: this manifest is what came out of that plan.
public struct RunStatement: Statement {
  /// The predicate of SLSA provenance, version 1.
  public static let predicateType = "https://slsa.dev/provenance/v1"
  /// The build type of a run: what a policy lists to believe a builder's runs.
  public static let buildType = "urn:etalon:run:v1"
  /// The name of such statements in a sentence.
  public static let title = "run"
  /// A run is about a bundle.
  public static let about = StatementSubject.manifest
  /// A policy believes runs under their build type.
  public static var policyType: String { buildType }

  /// Who ran it, as a URI-like name that policies refer to.
  public var builder: String
  /// SHA-256 of the manifest: the bundle's root.
  public var root: Digest
  /// SHA-256 of the plan.
  public var plan: Digest
  /// The RFC 6962 root over the trial lines.
  public var trialsRoot: Digest
  /// How many trial lines there are.
  public var trialsCount: Int
  /// Every input and spec file.
  public var dependencies: [Dependency]
  /// When the run started, as `run.json` has it.
  public var started: Timestamp
  /// When the run ended, as `run.json` has it.
  public var ended: Timestamp

  /// Something that the run was made from.
  public struct Dependency: Sendable, Hashable {
    /// Role and id, such as `dataset/digits`.
    public var name: String
    /// SHA-256 of its bytes.
    public var digest: Digest

    /// A dependency by name and digest.
    public init(name: String, digest: Digest) {
      self.name = name
      self.digest = digest
    }

    /// An input as `inputs.json` lists it.
    public init(_ input: InputFile) { self.init(name: "\(input.role.rawValue)/\(input.id)", digest: input.sha256) }
  }

  /// A statement from all its fields.
  public init(
    builder: String, root: Digest, plan: Digest, trialsRoot: Digest, trialsCount: Int, dependencies: [Dependency], started: Timestamp,
    ended: Timestamp
  ) {
    self.builder = builder
    self.root = root
    self.plan = plan
    self.trialsRoot = trialsRoot
    self.trialsCount = trialsCount
    self.dependencies = dependencies
    self.started = started
    self.ended = ended
  }

  /// The builder.
  public var speaker: String { builder }
  /// When the signer says that it ended.
  public var stated: Timestamp { ended }
  /// The root of the bundle.
  public var subject: Digest { root }
}

extension RunStatement {
  /// What was run from what, by whom and when, in the fields of SLSA provenance.
  public var predicate: JSON {
    let dependencies = dependencies.map { dependency -> JSON in
      ["digest": ["sha256": .string(dependency.digest.hex)], "name": .string(dependency.name)]
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
    return ["buildDefinition": definition, "runDetails": details]
  }

  /// Reads every field that a verifier compares; none may be missing.
  public init(about subject: Digest, _ predicate: PredicateReader) throws(StatementFault) {
    try StatementFault.demand(predicate.text("buildDefinition", "buildType"), RunStatement.buildType, "build-type", "build type")
    // What a verifier does not compare must not look as if it were vouched for (SLSA: unrecognised external parameters are refused).
    try predicate.demandNames(["plan", "trialsCount", "trialsRoot"], "buildDefinition", "externalParameters")
    var dependencies: [Dependency] = []
    for entry in try predicate.list("buildDefinition", "resolvedDependencies") {
      dependencies.append(Dependency(name: try entry.text("name"), digest: try entry.digest("digest", "sha256")))
    }
    self.init(
      builder: try predicate.text("runDetails", "builder", "id"), root: subject,
      plan: try predicate.digest("buildDefinition", "externalParameters", "plan"),
      trialsRoot: try predicate.digest("buildDefinition", "externalParameters", "trialsRoot"),
      trialsCount: try predicate.count("buildDefinition", "externalParameters", "trialsCount"), dependencies: dependencies,
      started: try predicate.time("runDetails", "metadata", "startedOn"),
      ended: try predicate.time("runDetails", "metadata", "finishedOn"))
  }
}
