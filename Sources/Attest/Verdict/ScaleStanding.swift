public import Record

/// Who stands behind a grade scale, as far as a verifier can tell.
public enum ScaleStanding: Sendable, Hashable {
  /// No signature stands beside it.
  case unsigned
  /// The signature is by a key that the verifier's policy does not have, so nobody checked it.
  case unknownKey(keyid: String)
  /// The policy believes who signed it.
  case signed(by: String)

  /// Judges the signature of a scale by a policy.
  ///
  /// - Parameters:
  ///   - bytes: The envelope that stands beside the scale; `nil` where there is none.
  ///   - scale: SHA-256 of the scale's canonical JSON.
  ///   - expires: The last day on which the scale grades.
  /// - Throws: Where the envelope is no signature of this scale, or one that the policy refuses.
  public init(of scale: Digest, expires: String, envelope bytes: [UInt8]?, under policy: Policy) throws(StatementFault) {
    guard let bytes else {
      self = .unsigned
      return
    }
    let envelope: Envelope
    do { envelope = try Envelope(reading: bytes) } catch { throw StatementFault("envelope-malformed", error.message) }
    try StatementFault.demand(envelope.payloadType, Envelope.statementType, "payload-type", "payload type")
    let statement = try ScaleStatement(payload: envelope.payload)
    guard statement.scale == scale else {
      throw StatementFault(
        "subject-differs", "the signature is over another scale than this file holds", expected: statement.scale.hex, found: scale.hex)
    }
    guard String(statement.signed.recordText.prefix(10)) <= expires else {
      throw StatementFault("statement-unreadable", "signed after the scale had expired", expected: expires, found: "\(statement.signed)")
    }
    guard let trusted = policy.trusted(keyid: envelope.keyid) else {
      self = .unknownKey(keyid: envelope.keyid)
      return
    }
    try ScaleStanding.check(envelope, statement, trusted.key, trusted.builders)
    self = .signed(by: statement.author)
  }

  private static func check(
    _ envelope: Envelope, _ statement: ScaleStatement, _ key: PublicKey, _ builders: [Policy.Builder]
  ) throws(StatementFault) {
    guard envelope.isSigned(by: key) else {
      throw StatementFault("signature-invalid", "the signature is not one of key \(envelope.keyid.prefix(16))… over this scale")
    }
    guard let builder = builders.first(where: { $0.id.utf8.elementsEqual(statement.author.utf8) }) else {
      throw StatementFault(
        "builder-differs", "the key is trusted for another builder", expected: builders.map(\.id).joined(separator: ", "),
        found: statement.author)
    }
    guard builder.buildTypes.contains(ScaleStatement.policyType) || builder.buildTypes.contains(ScaleStatement.predicateType) else {
      throw StatementFault(
        "build-type", "your policy does not believe scales of this builder", expected: builder.buildTypes.joined(separator: ", "),
        found: ScaleStatement.predicateType)
    }
    guard builder.covers(statement.signed) else {
      throw StatementFault(
        "builder-time", "your policy does not believe this builder at the time that the signature states", found: "\(statement.signed)")
    }
  }
}
