// The SLSA verification summary v1 (slsa.dev/spec/v1.0/verification_summary).
public import Record

/// What a second party says: I verified this bundle by my policy, and this came out.
public struct VerificationSummary: Statement {
  /// The predicate of SLSA, version 1.
  public static let predicateType = "https://slsa.dev/verification_summary/v1"
  /// The name of such statements in a sentence.
  public static let title = "verification summary"
  /// A summary is about a bundle.
  public static let about = StatementSubject.manifest
  /// A policy believes verifications under their own type.
  public static var policyType: String { predicateType }

  /// Who verified, as a URI-like name that policies refer to.
  public var verifier: String
  /// SHA-256 of the manifest: the root of the bundle that was verified.
  public var root: Digest
  /// When the signer says that the verification was made.
  public var verified: Timestamp
  /// SHA-256 of the policy that the bundle was verified by, where the verifier tells it.
  public var policy: Digest?
  /// Whether the bundle met the verifier's policy.
  public var hasPassed: Bool
  /// What was verified, each a word of SLSA or of Etalon such as `ETALON_REPRODUCED`.
  public var levels: [String]

  /// A summary from all its fields.
  public init(verifier: String, root: Digest, verified: Timestamp, policy: Digest?, hasPassed: Bool, levels: [String]) {
    self.verifier = verifier
    self.root = root
    self.verified = verified
    self.policy = policy
    self.hasPassed = hasPassed
    self.levels = levels
  }

  /// The word for a property that holds, such as `ETALON_INTACT`.
  public static func level(_ property: PropertyVerdict.Property) -> String { "ETALON_\(property.rawValue.uppercased())" }

  /// The verifier.
  public var speaker: String { verifier }
  /// When the signer says that it was verified.
  public var stated: Timestamp { verified }
  /// The root of the bundle.
  public var subject: Digest { root }
}

extension VerificationSummary {
  /// The name of a policy whose digest says the rest.
  static let policyURI = "urn:etalon:policy:v1"
  /// What the URI of a bundle starts with; its root follows.
  static let bundleURI = "urn:etalon:bundle:"

  /// What the verifier says, in the fields of SLSA.
  public var predicate: JSON {
    var policy: JSON.Object = JSON.Object()
    policy["uri"] = .string(VerificationSummary.policyURI)
    policy["digest"] = self.policy.map { ["sha256": .string($0.hex)] }
    return [
      "policy": .object(policy), "resourceUri": .string(VerificationSummary.bundleURI + root.hex), "slsaVersion": "1.0",
      "timeVerified": .string(verified.recordText), "verificationResult": .string(hasPassed ? "PASSED" : "FAILED"),
      "verifiedLevels": .array(levels.map(JSON.string)), "verifier": ["id": .string(verifier)],
    ]
  }

  /// Reads the fields of SLSA that a verifier needs.
  public init(about subject: Digest, _ predicate: PredicateReader) throws(StatementFault) {
    let result = try predicate.text("verificationResult")
    guard ["PASSED", "FAILED"].contains(result) else {
      throw StatementFault("statement-unreadable", "`verificationResult` of the predicate is neither PASSED nor FAILED", found: result)
    }
    var levels: [String] = []
    for level in try predicate.list("verifiedLevels") { levels.append(try level.text()) }
    let resource = try predicate.text("resourceUri")
    if resource.hasPrefix(VerificationSummary.bundleURI) {
      try StatementFault.demand(resource, VerificationSummary.bundleURI + subject.hex, "subject-differs", "`resourceUri` of the predicate")
    }
    // The format demands it, and its meaning is the verifier's.
    _ = try predicate.text("policy", "uri")
    let hasPolicyDigest = predicate.value(["policy", "digest"]) != nil
    self.init(
      verifier: try predicate.text("verifier", "id"), root: subject, verified: try predicate.time("timeVerified"),
      policy: hasPolicyDigest ? try predicate.digest("policy", "digest", "sha256") : nil, hasPassed: result == "PASSED", levels: levels)
  }
}
