// The property `authentic`: an envelope by a key that the verifier's own policy trusts for the builder it names.
public import Record
internal import Text

extension BundleReading {
  /// Judges the bundle's envelopes by a policy; `nil` stands for a verifier who has none.
  ///
  /// Keys inside the bundle are never looked at.
  public func authenticity(under policy: Policy?) -> PropertyVerdict {
    if envelopes.isEmpty {
      let finding = Finding(
        "not-signed", .unchecked, path: "attestations/run.dsse.json", "the bundle carries no signature",
        help: "its publisher can add one: etalon sign \(shellQuoted(folder.path)) --key NAME --builder ID")
      return PropertyVerdict(.authentic, .notCheckable, "nobody signed the bundle", findings: [finding])
    }
    let judgements = envelopes.map { EnvelopeJudge(reading: self, policy: policy ?? Policy()).judge($0) }
    let findings = judgements.flatMap(\.findings)
    if findings.contains(where: { $0.severity == .failure }) {
      return PropertyVerdict(.authentic, .fails, "a signature does not hold", findings: findings)
    }
    let signers = judgements.compactMap(\.signer)
    guard let first = signers.first else {
      let keys = judgements.compactMap(\.keyid).map { String($0.prefix(16)) }.joined(separator: ", ")
      return PropertyVerdict(.authentic, .notCheckable, "signed by \(keys)…, not in your policy", findings: findings)
    }
    let others = signers.count > 1 ? " and \(signers.count - 1) more" : ""
    return PropertyVerdict(.authentic, .holds, "signed by \(excerpt(first))\(others), whom your policy trusts", findings: findings)
  }
}

/// What became of one envelope.
private struct EnvelopeJudgement {
  var keyid: String?
  /// The builder whose signature holds.
  var signer: String?
  var findings: [Finding] = []
}

private struct EnvelopeJudge {
  let reading: BundleReading
  let policy: Policy

  func judge(_ stored: BundleReading.StoredEnvelope) -> EnvelopeJudgement {
    let envelope: Envelope
    do {
      envelope = try Envelope(reading: stored.bytes)
    } catch {
      return EnvelopeJudgement(findings: [Finding(renaming: error, "envelope-malformed", in: stored.path)])
    }
    var judgement = EnvelopeJudgement(keyid: envelope.keyid)
    func fail(_ code: String, _ message: String, expected: String? = nil, found: String? = nil) -> EnvelopeJudgement {
      judgement.findings.append(Finding(code, path: stored.path, message, expected: expected, found: found.map { excerpt($0) }))
      return judgement
    }
    if stored.path != "attestations/run.dsse.json", stored.path != "attestations/run.\(envelope.keyid).dsse.json" {
      return fail("keyid-differs", "the file's name is not that of its key", expected: "run.\(envelope.keyid).dsse.json")
    }
    guard let (key, builders) = policy.trusted(keyid: envelope.keyid) else {
      if let other = policy.builders.flatMap(\.keys).first(where: { $0.hasSigned(envelope) }) {
        return fail("keyid-differs", "signed by another key than it names", expected: other.keyid, found: envelope.keyid)
      }
      judgement.findings.append(unknownKey(envelope, at: stored.path))
      return judgement
    }
    guard envelope.isSigned(by: key) else {
      return fail("signature-invalid", "the signature is not one of key \(envelope.keyid.prefix(16))… over this payload")
    }
    guard envelope.payloadType.utf8.elementsEqual(Envelope.statementType.utf8) else {
      return fail("payload-type", "wrong payload type", expected: Envelope.statementType, found: envelope.payloadType)
    }
    do {
      let statement = try ReadStatement(payload: envelope.payload)
      judgement.findings += compare(statement, builders, at: stored.path)
      if judgement.findings.isEmpty { judgement.signer = statement.builder }
      return judgement
    } catch {
      return fail(error.code, error.message, expected: error.expected, found: error.found)
    }
  }

  /// What a well-signed statement says, against the policy and the bundle.
  private func compare(_ statement: ReadStatement, _ builders: [Policy.Builder], at path: String) -> [Finding] {
    var findings: [Finding] = []
    func demand(_ holds: Bool, _ code: String, _ message: String, expected: String?, found: String?) {
      if !holds { findings.append(Finding(code, path: path, message, expected: expected, found: found.map { excerpt($0) })) }
    }
    let builder = builders.first { $0.id.utf8.elementsEqual(statement.builder.utf8) }
    demand(
      builder != nil, "builder-differs", "the key is trusted for another builder", expected: builders.map(\.id).joined(separator: ", "),
      found: statement.builder)
    let types = builder?.buildTypes ?? [RunStatement.buildType]
    demand(
      types.contains { $0.utf8.elementsEqual(statement.buildType.utf8) }
        && statement.buildType.utf8.elementsEqual(RunStatement.buildType.utf8),
      "build-type", "a statement of this type is not believed here", expected: RunStatement.buildType, found: statement.buildType)
    if statement.subject != reading.root {
      findings.append(
        Finding(
          "subject-differs", path: Manifest.name, "not the manifest that `\(path)` signs", expected: statement.subject.hex,
          found: reading.root?.hex ?? "no manifest"))
    }
    if let records = reading.records {
      let root = MerkleTree(records.lines).root
      demand(
        statement.plan == records.planDigest, "parameters-differ", "the signature is over another plan", expected: statement.plan?.hex,
        found: records.planDigest.hex)
      demand(
        statement.trialsRoot == root && statement.trialsCount == records.lines.count, "parameters-differ",
        "the signature is over other trial lines", expected: statement.trialsRoot?.hex, found: root.hex)
    }
    return findings
  }

  private func unknownKey(_ envelope: Envelope, at path: String) -> Finding {
    let claimed = (try? ReadStatement(payload: envelope.payload))?.builder
    let builder = claimed.map { shellQuoted(excerpt($0)) } ?? "ID"
    return Finding(
      "key-unknown", .unchecked, path: path, "signed by \(envelope.keyid), not in your policy",
      found: claimed.map { "it says that it is \(quoted($0)), which nothing proves" },
      help: "get the key from its owner by a way you trust, then: etalon key trust KEY.pub --builder \(builder)")
  }
}

extension PublicKey {
  /// Whether the key made an envelope's signature, whatever key the envelope names.
  fileprivate func hasSigned(_ envelope: Envelope) -> Bool {
    verifies(
      envelope.signature, over: Envelope.preAuthenticationEncoding(payloadType: envelope.payloadType, payload: envelope.payload))
  }
}

extension Finding {
  /// A record's fault under a code of its own.
  fileprivate init(renaming fault: RecordFault, _ code: String, in path: String) {
    self.init(fault, in: path)
    self.code = code
  }
}
