/// One thing a check found: a stable code, where, what was expected and what was found.
public struct Finding: Sendable, Hashable, Codable {
  /// A public id such as `digest-differs`; each has an `etalon explain` page.
  public var code: String
  public var severity: Severity
  /// A path inside the bundle, with a JSON pointer after `#` where it helps; or a node id.
  public var path: String
  public var message: String
  public var expected: String?
  public var found: String?
  /// What to do next.
  public var help: String?

  public enum Severity: String, Sendable, Hashable, Codable {
    /// The property fails.
    case failure
    /// The property could not be checked here.
    case unchecked
    /// Worth knowing; changes no verdict.
    case note
  }

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
  public var property: Property
  public var state: State
  /// One sentence that stands alone.
  public var summary: String
  public var findings: [Finding]

  public enum Property: String, Sendable, Hashable, Codable, CaseIterable { case intact, authentic, committed, reproduced, audited }

  public enum State: String, Sendable, Hashable, Codable {
    case holds, fails
    case notCheckable = "not checkable"
    case notAsked = "not asked"
  }

  public init(_ property: Property, _ state: State, _ summary: String, findings: [Finding] = []) {
    self.property = property
    self.state = state
    self.summary = summary
    self.findings = findings
  }
}

/// The outcome of `etalon verify`.
public struct VerificationReport: Record, Hashable {
  public var schema = "urn:etalon:verification:v1"
  public var bundle: String
  public var root: Digest?
  public var plan: Digest?
  public var properties: [PropertyVerdict]
  /// What this check does not prove, in sentences.
  public var limits: [String]
  /// The exit code, equal to what the last line says.
  public var exitCode: Int
  public var conclusion: String

  public init(
    bundle: String, root: Digest?, plan: Digest?, properties: [PropertyVerdict], limits: [String], exitCode: Int, conclusion: String
  ) {
    self.bundle = bundle
    self.root = root
    self.plan = plan
    self.properties = properties
    self.limits = limits
    self.exitCode = exitCode
    self.conclusion = conclusion
  }
}
