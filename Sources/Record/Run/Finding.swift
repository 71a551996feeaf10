/// One thing a check found: a stable code, where, what was expected and what was found.
public struct Finding: Sendable, Hashable, Codable {
  /// A public id such as `digest-differs`; each has an `etalon explain` page.
  public var code: String
  /// What it means for the property.
  public var severity: Severity
  /// A path inside the bundle, with a JSON pointer after `#` where it helps; or a node id.
  public var path: String
  /// What was found, in a sentence.
  public var message: String
  /// What should have been there.
  public var expected: String?
  /// What was there instead.
  public var found: String?
  /// What to do next.
  public var help: String?

  /// What a finding means for a property.
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    /// The property fails.
    case failure
    /// The property could not be checked here.
    case unchecked
    /// Worth knowing; changes no verdict.
    case note
  }

  /// A finding at a path of a bundle.
  public init(
    _ code: String, _ severity: Severity = .failure, path: String, _ message: String, expected: String? = nil, found: String? = nil,
    help: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.path = path
    self.message = message
    self.expected = expected
    self.found = found
    self.help = help
  }
}

/// What a check says about one property of a bundle.
public struct PropertyVerdict: Sendable, Hashable, Codable {
  /// The property that was checked.
  public var property: Property
  /// What the check says.
  public var state: State
  /// One sentence that stands alone.
  public var summary: String
  /// What the state follows from; empty where nobody asked for the property.
  public var checks: [Check]
  /// What the checks found.
  public var findings: [Finding]

  /// A property that a verifier can ask for.
  public enum Property: String, Sendable, Hashable, Codable, CaseIterable {
    case intact, authentic, committed, reproduced
    /// Reproduced by somebody else whom the verifier's policy believes.
    case reproducedBy = "reproduced-by"
    case audited
  }

  /// What a check can say of a property.
  public enum State: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every check of the property was done and passed, or one failed.
    case holds, fails
    /// A check that the property needs could not be done here.
    case notCheckable = "not checkable"
    /// Nobody asked for the property.
    case notAsked = "not asked"
  }

  /// What is said of a property, with the checks and findings behind it.
  public init(_ property: Property, _ state: State, _ summary: String, checks: [Check] = [], findings: [Finding] = []) {
    self.property = property
    self.state = state
    self.summary = summary
    self.checks = checks
    self.findings = findings
  }
}

/// The outcome of `etalon verify`.
public struct VerificationReport: Record, Hashable {
  /// The name and version of the format.
  public var schema = "urn:etalon:verification:v1"
  /// The path of the bundle, as it was given.
  public var bundle: String
  /// The digest of the manifest; absent where it could not be read.
  public var root: Digest?
  /// The digest of the plan; absent where it could not be read.
  public var plan: Digest?
  /// The properties, in their order.
  public var properties: [PropertyVerdict]
  /// What executing the plan again was expected to take; absent where that was not asked.
  public var cost: ReproductionCost?
  /// What this check does not prove, in sentences.
  public var limits: [String]
  /// The exit code, equal to what the last line says.
  public var exitCode: Int
  /// What the check comes to, in a sentence.
  public var conclusion: String

  /// The outcome of a verification.
  public init(
    bundle: String, root: Digest?, plan: Digest?, properties: [PropertyVerdict], cost: ReproductionCost? = nil, limits: [String],
    exitCode: Int, conclusion: String
  ) {
    self.bundle = bundle
    self.root = root
    self.plan = plan
    self.properties = properties
    self.cost = cost
    self.limits = limits
    self.exitCode = exitCode
    self.conclusion = conclusion
  }
}
